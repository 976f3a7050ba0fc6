"""What the command says, Chinese first, English beside it: one sentence for each answer, cause and unreadable input."""

from __future__ import annotations

from verifier.attestation import Authentic, Code, Report, Status
from verifier.attestation.link import Damage

AUTHENTIC = {
    Authentic.GENUINE: "真实 genuine",
    Authentic.NOT_GENUINE: "不真实 not genuine",
    Authentic.UNKNOWN_KEY: "无法确认：不认识签发密钥 unknown key",
    Authentic.UNCONFIRMED: "暂时无法确认 cannot be confirmed",
    Authentic.NOT_OURS: "此二维码不属于本平台 not our code",
}
STATUS = {
    Status.VALID: "有效 valid",
    Status.TERMINATED: "已解约或作废 terminated",
    Status.SUSPENDED: "已暂停 suspended",
    Status.SUPERSEDED: "已被新版取代 superseded",
    Status.UNKNOWN: "状态未知 unknown",
}


def status(report: Report) -> str:
    """Return the words for a status; of a superseded edition by which one and since when, where the list says it."""
    if not report.since:
        return STATUS[report.status]
    edition, since = report.superseded_by, report.since
    return f"{since}起由第{edition}版取代 superseded by edition {edition} since {since}"


_MALFORMED = (
    "内容不是协议书的签名格式，请重新扫描原件。 It is not in the form of a signed agreement; scan the original again."
)
_BAD_LIST = "状态列表不可信，请重新下载。 The status list cannot be relied on; download it again."
CAUSE = {
    Code.WRONG_PREFIX: "不是本平台的链接，请勿打开。 Not a link of this platform; do not open it.",
    Code.BAD_DIGITS: "数字缺位、多位或有误，请重新复制或扫描。 Digits are missing, added or wrong; copy or scan again.",
    Code.BAD_CBOR: _MALFORMED,
    Code.NON_CANONICAL_CBOR: _MALFORMED,
    Code.WRONG_TAG: _MALFORMED,
    Code.WRONG_ALG: _MALFORMED,
    Code.KID_IN_WRONG_HEADER: _MALFORMED,
    Code.UNPROTECTED_NOT_EMPTY: _MALFORMED,
    Code.UNKNOWN_KID: "信任名单中没有这个密钥，请更新名单。 The trust list lacks this key; update the list.",
    Code.WRONG_USE: "这个密钥无权签发它。 This key may not sign it.",
    Code.BAD_SIGNATURE: "签名不符：被改动或伪造。 The signature does not fit: altered or forged.",
    Code.BAD_CLAIMS: "签名的内容不合规定。 What was signed breaks the rules.",
    Code.KEY_COMPROMISED: "签发密钥已失窃，请向学校查询。 The signing key was stolen; ask the school.",
    Code.IAT_IN_FUTURE: "签发时间在将来，请检查本机时钟。 It was signed in the future; check this machine's clock.",
    Code.TRUST_BAD_SIGNATURE: "信任名单不是由这个根密钥签署的。 This root did not sign the trust list.",
    Code.TRUST_EXPIRED: "信任名单已过期，请更新。 The trust list has expired; update it.",
    Code.TRUST_ROLLED_BACK: "信任名单比已有的旧。 The trust list is older than the one held.",
    Code.SMALL_ORDER_KEY: "信任名单中有不安全的密钥。 The trust list holds an unsafe key.",
    Code.STATUS_UNREACHABLE: "没有它的状态列表，请下载后再核验。 Its status list is not at hand; download it.",
    Code.STATUS_BAD_SIGNATURE: _BAD_LIST,
    Code.STATUS_SUB_MISMATCH: "这是另一个状态列表。 This is another status list.",
    Code.STATUS_EXPIRED: "状态列表已过期，请重新下载。 The status list has expired; download it again.",
    Code.STATUS_ROLLED_BACK: "状态列表比见过的旧。 The status list is older than one seen before.",
    Code.STATUS_WRONG_BITS: _BAD_LIST,
    Code.STATUS_INFLATE_BOMB: _BAD_LIST,
    Code.STATUS_INDEX_OUT_OF_RANGE: _BAD_LIST,
}
DAMAGE = {
    Damage.SHORTENED: "链接被截短了，请复制完整的链接。 The link was shortened; copy the whole of it.",
    Damage.FULL_WIDTH: "链接中有全角字符，请改用半角。 The link has full-width characters; type plain ones.",
    Damage.NO_CODE: "链接中没有协议书的数字，请扫描纸面的二维码。 The link has no digits; scan the code on the paper.",
}
UNREADABLE = {
    "missing": "没有这个文件，它也不是链接或数字。 There is no such file, and it is neither a link nor digits.",
    "folder": "这是文件夹，请写出其中的文件。 This is a folder; name the files in it.",
    "not_a_file": "这不是普通文件，没有打开。 This is no ordinary file; it was not opened.",
    "denied": "无法读取这个文件，请检查权限。 The file cannot be read; check its permissions.",
    "empty": "文件是空的，请重新取得。 The file is empty; get it again.",
    "too_large": "文件超过 64 MB，没有打开。 The file has more than 64 MB and was not opened.",
    "archive": "这是压缩包或 Office 文件，不是 PDF；请解压或另存为 PDF。 "
    "This is an archive or an Office file, not a PDF; unpack it or save it as PDF.",
    "unknown_kind": "不是 PDF、图片或文本，无法核验。 Neither a PDF nor a picture nor text.",
    "no_links": "文本中没有链接或数字，每行应有一个。 The text has no links or digits; write one in a line.",
    "needs_extra": "读取 PDF 和图片需要附加组件 files。 To read PDFs and pictures install the extra `files`.",
    "pdf_password": "PDF 有密码，请另存为没有密码的副本。 The PDF has a password; save a copy without one.",
    "pdf_broken": "PDF 已损坏或不完整，请重新下载。 The PDF is damaged or incomplete; download it again.",
    "pdf_too_long": "PDF 超过 2000 页，请拆分。 The PDF has more than 2,000 pages; split it.",
    "picture_broken": "图片已损坏或不完整，请重新拍摄。 The picture is damaged or incomplete; take it again.",
    "picture_too_large": "图片超过一亿像素，没有打开；请缩小后再试。 "
    "The picture has more than 100 megapixels, not opened; make it smaller.",
    "picture_heic": "HEIC 图片无法读取，请另存为 JPEG。 HEIC cannot be read here; save it as JPEG.",
    "no_code": "没有找到二维码，请重新拍摄或扫描首页。 No QR code was found; take or scan the first page again.",
}
RECORD_ALTERED = (
    "附件中的协议记录与签名不符，以纸面核对为准。 "
    "The attached record is not the one that was signed; compare the paper itself."
)
STATUS_ATTACHED = (
    "没有取得状态列表，状态来自文件所附的列表，请注意其时间。 "
    "No status list was to be had; the status is that of the list in the file: mind its time."
)
RECORD_UNKNOWN = "附件的版本不认识，没有与页面比较。 The attached record is of an unknown version; not compared."
NO_WORDS = "页面没有文字可比，请人工核对。 The page holds no text to compare; compare it by eye."
DIFFERS = "页面与记录不一致 The page differs from the record"
ABSENT = "(不在二维码中 not in the code)"
