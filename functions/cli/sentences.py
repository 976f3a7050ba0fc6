"""Why a step on a key was refused, in words for the operator: what is wrong, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping

from functions.domain.signing_keys import Bar, LockOut

SENTENCES: Mapping[Bar, tuple[str, str]] = {
    Bar.YEAR_IS_NOT_NOW: (
        "只能为今年或明年创建密钥（北京时间）",
        "keys are made for this year or the next, in Beijing",
    ),
    Bar.TWO_IN_FORCE: (
        "同一用途已有一把密钥在用；要提前更换，请用 --replaces，或先停用其中一把",
        "another key of this use is in force; name it with --replaces to follow it early, or retire one of the two",
    ),
    Bar.NO_SUCCESSOR: (
        "这是该用途唯一在用的密钥；请先创建后继密钥并等它生效",
        "it is the only key in force of its use; make its successor first and wait until that is in force",
    ),
    Bar.SUCCESSOR_UNANNOUNCED: (
        "后继密钥还不在已发布的信任名单里；请先运行 keys issue",
        "no verifier knows its successor yet; run `keys issue` first",
    ),
    Bar.KEY_NOT_ACTIVE: ("该密钥已停用或已标记泄露", "the key is retired or compromised already"),
    Bar.CUTOFF_IN_FUTURE: ("截止时间不能晚于现在", "the cutoff must not be in the future"),
    Bar.CUTOFF_BEFORE_KEY: (
        "截止时间早于密钥启用时间；请从启用时间算起",
        "the cutoff is before the key began; nothing was signed then: take the time when it began",
    ),
    Bar.CUTOFF_LATER: (
        "截止时间只能改早，不能改晚",
        "a cutoff moves to an earlier time only: a later one would confirm what is in doubt",
    ),
    Bar.KEY_REMOVED: (
        "已发布的密钥不能移除，否则它签过的协议书都无法核验；请恢复数据后再发布",
        "a published key is gone from the table; what it signed could not be checked: restore the table first",
    ),
    Bar.KEY_CHANGED: (
        "已发布的密钥不能改变用途、学校、起点，也不能撤回停用或泄露标记",
        "a published key would change its school, use or past window, or take back its state",
    ),
    Bar.SCHOOL_REMOVED: ("已发布的学校不能移除", "a published school is gone from the table: restore it first"),
    Bar.HOST_REMOVED: ("已印在纸上的网址不能移除", "a host that papers carry would no longer be ours"),
    Bar.VERSION_BACKWARDS: ("版本号只能增加", "the version must be higher than the one in force"),
    Bar.TIME_BACKWARDS: (
        "本机时钟早于上一版名单的签发时间；请校准时钟",
        "this machine's clock is behind the list in force: set it right first",
    ),
    Bar.LIST_UNREADABLE: (
        "用此根密钥读不出名单：不是签发现行名单的根密钥，或签名有误",
        "the list cannot be read under this root: it is not the one that signs now, or a signature is wrong",
    ),
    Bar.LIST_EXPIRED: ("名单已过期，请重新准备并签名", "the list has lapsed on its way: prepare and sign it again"),
    Bar.LIST_FROM_FUTURE: (
        "名单的签发时间在将来；请校准时钟后重新准备",
        "the list says a time that has not come: set the clock right and prepare it again",
    ),
    Bar.ROOT_REPLACED: (
        "此根密钥已被更换，不能再签发；请用新的根密钥",
        "this root has been replaced and has expired with that: use the one that followed it",
    ),
    Bar.ROOT_UNCHANGED: ("新旧根密钥相同", "both files hold the same root"),
    Bar.ROOT_RETURNS: ("已更换的根密钥不能再次启用", "a root that was replaced never returns: make a new one"),
    Bar.HANDOVER_UNREADABLE: (
        "这不是旧根密钥签名的交接文件，或文件有误；请用 keys allow 重新生成",
        "this is no handover that an old root has signed, or it is damaged: make it again with `keys allow`",
    ),
    Bar.HANDOVER_TO_OTHER: (
        "交接文件写的是另一把新根密钥；请核对指纹，再用 keys allow 重新生成",
        "the handover names another new root: compare the fingerprints, and make it again with `keys allow`",
    ),
    Bar.ROTATION_REMOVED: ("已发布的根密钥交接不能移除", "a published handover of the root would be gone"),
    Bar.PAGE_UNREADABLE: (
        "网站上的 /v 不是核验页；请先重新发布 /v",
        "what the site has at /v is not our page: publish /v anew first",
    ),
    Bar.PAGE_PINS_ANOTHER: (
        "网站上的 /v 固定的是另一把根密钥；请核对指纹，先用正确的根密钥重新发布 /v",
        "the page at /v pins a root that does not lead to this one: compare the fingerprints and publish /v anew",
    ),
    Bar.NO_LIST: ("还没有发布过信任名单", "no trust list has been issued yet: there is no root to replace"),
}


def sentence(refusal: LockOut) -> str:
    """Return the line that is shown for a refusal."""
    chinese, english = SENTENCES[refusal.bar]
    subject = f" [{refusal.subject}]" if refusal.subject else ""
    return f"拒绝 Refused ({refusal.bar}){subject}: {chinese}。{english[0].upper()}{english[1:]}."
