"""The printed clauses, as versioned texts.

1. A record names its clauses by template and version; a version that was ever printed never changes, a new wording
   is a new version.
2. The texts are our own words for the seven clauses of form-and-codes.md 2.1, brought up to today's law: no
   就业报到证; the school records the destination and forwards the archive (law-and-privacy.md 6).
3. Breach needs the other side's consent (R05); the notes are R01, R02 and R03.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Clauses:
    """Everything on the form that is the same for every agreement of one template version."""

    preamble: str
    articles: tuple[str, ...]
    notes: tuple[str, ...]
    """`{copies}` and `{holders}` are filled in (R03)."""


STANDARD_1 = Clauses(
    preamble="甲方（毕业生）与乙方（用人单位）在平等自愿、协商一致的基础上订立本协议，甲方所在学校对协议的签订予以见证和审核。",
    articles=(
        (
            "第一条 甲方已如实介绍本人情况，愿意到乙方工作，并按约定的时间报到；乙方已如实介绍本单位和岗位情况，"
            "经了解和考核同意录用甲方，做好接收甲方的准备，并在甲方报到后依法与其订立劳动（聘用）合同。"
        ),
        (
            "第二条 甲乙双方就报到、工作岗位、工作地点、劳动报酬、试用期和劳动（聘用）合同达成的约定，以本协议“"
            "约定事项”和“备注”两栏所载为准；劳动（聘用）合同的内容应与上述约定一致。"
        ),
        (
            "第三条 本协议签订后，双方应及时告知学校和乙方的上级主管部门（档案接收部门）。学校以本协议为依据办理"
            "毕业去向登记和就业统计，并按“档案接收”栏转递甲方的档案。"
        ),
        (
            "第四条 有下列情形之一的，可以解除本协议，双方互不承担违约责任：（一）甲方未取得毕业证书或者约定的资"
            "格；（二）乙方被撤销、解散或者宣告破产；（三）对方提供的主要信息严重失实；（四）“备注”栏约定的升学"
            "、录用为公务员等情形；（五）法律法规规定的其他情形。"
        ),
        "第五条 双方应当全面履行本协议。一方提出违约的，须征得另一方同意，并按“约定事项”栏的约定承担责任。",
        ("第六条 甲方到乙方报到并订立劳动（聘用）合同后，本协议即告终止，双方的权利和义务以劳动（聘用）合同为准。"),
        "第七条 因履行本协议发生争议的，双方协商解决；协商不成的，依法处理。",
    ),
    notes=(
        "本协议各项内容均应如实填写；填写不实的，由填写方承担责任。",
        "双方另有约定的，应当写入“备注”栏，且不得违反法律、法规和有关政策。",
        "本协议一式{copies}份，{holders}各执一份，具有同等效力。",
        "扫描首页二维码可核验本协议的真伪和当前状态；核验网址以首页所印域名为准。",
    ),
)

CLAUSES = {("standard", 1): STANDARD_1}
# What is agreed to now.
IN_FORCE = {"template": "standard", "version": 1}


def clauses(template: str, version: int) -> Clauses:
    """The texts of one template version; `KeyError` names a version that this build does not know."""
    return CLAUSES[template, version]
