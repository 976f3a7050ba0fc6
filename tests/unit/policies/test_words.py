"""Each vocabulary holds the words of its guide (rules.md 1.3), in both languages, for what there is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import pytest

from functions.domain import agreement, invitation, termination
from functions.domain.actors import Role
from functions.domain.policy import StatusWords
from functions.policies.words import spoken, word

SYSTEMS = [each for each in StatusWords if each is not StatusWords.STANDARD]
STATES: dict[str, set[type[StrEnum]]] = {
    "invitation": {invitation.State, invitation.Shown, agreement.Signing},
    "agreement": {agreement.State},
    "termination": {termination.State},
}
# What the portal offers beside the machines' own actions: the ways into a form.
ACTIONS = {
    "invitation": {*invitation.Action}, "termination": {*termination.Action},
    "agreement": {*agreement.Action, "initiate", "apply_termination"},
}  # fmt: skip


def codes(words: StatusWords, role: Role, language: str, kind: str) -> Iterator[tuple[str, str, str]]:
    for machine, named in spoken(words, role)[language][kind].items():
        yield from ((machine, code, said) for code, said in named.items())


@pytest.mark.parametrize("role", [Role.STUDENT, Role.COLLEGE])
@pytest.mark.parametrize("words", SYSTEMS)
def test_a_word_is_for_a_state_or_an_action_that_there_is(words: StatusWords, role: Role) -> None:
    for machine, state, said in codes(words, role, "zh-CN", "states"):
        assert said
        assert state in {each.value for states in STATES[machine] for each in states}
    assert all(action in ACTIONS[machine] for machine, action, _ in codes(words, role, "zh-CN", "actions"))


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.SCHOOL])
@pytest.mark.parametrize("words", SYSTEMS)
def test_every_word_has_its_gloss(words: StatusWords, role: Role) -> None:
    for kind in ("states", "actions"):
        chinese, english = ([row[:2] for row in codes(words, role, each, kind)] for each in ("zh-CN", "en"))
        assert chinese == english
        assert all(said.isascii() for *_, said in codes(words, role, "en", kind))


VERBATIM = {
    "anhui": "签约成功，待学校审核 接受 谢绝 同意毁约 不同意毁约 同意解约 不同意解约",
    "hnust": "单位发起 学生发起 学生应约 协议书审核中 发起应约 应约 拒绝 暂存 发起 申请解约 申请补发 打印",
    "ncss": "接受 拒绝 作废 签约成功 签约失败 退回修改 审核不通过 已作废 解约成功 解约失败",
    "hnust-2023": "撤回 打回 过期 线下签约",
}


@pytest.mark.parametrize("words", SYSTEMS)
def test_it_holds_the_words_of_its_guide(words: StatusWords) -> None:
    held = {
        said
        for role in (Role.STUDENT, Role.COLLEGE)
        for kind in ("states", "actions")
        for *_, said in codes(words, role, "zh-CN", kind)
    }
    assert set(VERBATIM[words].split()) <= held


NONE = {
    "a school with the platform's own words": (StatusWords.STANDARD, Role.STUDENT, "zh-CN", "agreement", "signed"),
    "a state that the guide does not name": (StatusWords.HNUST, Role.STUDENT, "zh-CN", "agreement", "terminated"),
    "a machine that the guide does not name": (StatusWords.ANHUI, Role.STUDENT, "zh-CN", "invitation", "pending"),
    "a reviewer, who tells the levels apart": (StatusWords.HNUST, Role.COLLEGE, "zh-CN", "agreement", "school_review"),
    "a language that nobody wrote": (StatusWords.NCSS, Role.STUDENT, "fr", "agreement", "signed"),
}


@pytest.mark.parametrize("asked", NONE.values(), ids=NONE.keys())
def test_there_is_no_word_of_its_own_for(asked: tuple[StatusWords, Role, str, str, str]) -> None:
    assert word(*asked) is None
