"""Every code that is ever refused has its sentence in every language."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from functions.domain import agreement, employer, flags, imports, invitation, notice, printing, student, termination
from functions.domain.actors import Role
from functions.domain.channels import Channel
from functions.domain.errors import Refused
from functions.domain.events import EventKind
from functions.domain.policy_texts import settings
from functions.ports import Trouble
from functions.web import problems
from functions.web.notices import REASONS
from tests.world import TEXTS, World

ROOT = Path(__file__).parents[3]
LANGUAGES = ("zh-CN", "en")
CODES = {language: json.loads((TEXTS / language / "codes.json").read_text("utf-8")) for language in LANGUAGES}
_CODE = re.compile(r"[a-z][a-z_]+")
# Codes that a function gets as an argument before it refuses with them.
PASSED_ON = {
    "uscc_length", "resident_id_length", "organisation_code_length", "roster_column_unknown", "roster_column_repeated",
    "student_number", "duration", "qq", "agreement_number",
}  # fmt: skip


def _calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "functions").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                for part in ast.walk(node.args[0]) if node.args else ():
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value, node


def _params(call: ast.Call) -> set[str] | None:
    """Return the names of a refusal's params, None when they are not written out."""
    given = next((keyword.value for keyword in call.keywords if keyword.arg == "params"), None)
    if given is None:
        return set()
    if not isinstance(given, ast.Dict):
        return None
    names = {key.value for key in given.keys if isinstance(key, ast.Constant)}
    return names if len(names) == len(given.keys) else None


REFUSED = sorted({code for code, _ in _calls("Refused") if _CODE.fullmatch(code)} | PASSED_ON)
MALFORMED = sorted({code for code, _ in _calls("Malformed")} | {
    *problems.CODE_OF_STATUS.values(), *problems.CODE_OF_ERROR.values(), "internal", "refused", "not_possible",
    *Trouble,
})  # fmt: skip


def said(sentences: dict[str, str]) -> set[str]:
    """Return the codes that have a sentence."""
    return {code for code, sentence in sentences.items() if sentence}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_sentence_and_none_is_left_over(language: str) -> None:
    assert said(CODES[language]["refusals"]) == set(CODES[language]["refusals"]) == set(REFUSED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_sentence(language: str) -> None:
    assert set(MALFORMED) - said(CODES[language]["problems"]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_asks_for_nothing_that_its_refusal_does_not_say(language: str) -> None:
    for code, call in _calls("Refused"):
        params = _params(call)
        wanted = set(re.findall(r"\{(\w+)(?=\})", CODES[language]["refusals"].get(code, "")))
        # A pattern of tokens is quoted in the sentences about patterns.
        if params is not None and code not in {"bad_number_pattern", "number_may_repeat"}:
            assert wanted <= params, code


def _shape(tree: object) -> object:
    return {key: _shape(value) for key, value in tree.items()} if isinstance(tree, dict) else None


def test_both_languages_say_the_same_things() -> None:
    assert _shape(CODES["zh-CN"]) == _shape(CODES["en"])


MACHINES: dict[str, tuple[type[StrEnum], ...]] = {
    "states": (
        agreement.State, invitation.State, invitation.Shown, termination.State, employer.RegistrationState,
        employer.AdmissionState, student.SourceState, student.CorrectionState, imports.State, printing.BatchState,
    ),
    "actions": (agreement.Action, invitation.Action, termination.Action, employer.Action, student.SourceAction),
    "roles": (Role,), "reasons": (termination.Reason,), "faults": (termination.Fault,),
    "channels": (Channel,), "channel_states": (notice.Delivery,),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("tree", "enums"), MACHINES.items(), ids=MACHINES.keys())
def test_every_member_has_a_text(tree: str, enums: tuple[type[StrEnum], ...], language: str) -> None:
    assert {member.value for enum in enums for member in enum} <= set(CODES[language][tree])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_a_message_failed_has_a_text(language: str) -> None:
    assert set(CODES[language]["channel_reasons"]) == REASONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_has_a_title_a_subject_and_a_body(language: str) -> None:
    found = {kind: set(CODES[language]["events"].get(kind, ())) for kind in EventKind}
    assert found == {kind: {"title", "subject", "body"} for kind in EventKind}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_flag_has_a_text(language: str) -> None:
    codes = {value for name, value in vars(flags).items() if name.isupper() and isinstance(value, str)}
    assert codes
    assert codes <= set(CODES[language]["flags"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_and_group_of_the_policy_has_a_text(language: str) -> None:
    texts = json.loads((TEXTS / language / "staff.json").read_text("utf-8"))
    assert {f"group_{each.group}" for each in settings().values()} <= set(texts["policy"])
    named = {*texts["policy_values"], *CODES[language]["roles"], "L", "M", "Q", "H"}
    assert {choice for each in settings().values() for choice in each.choices} <= named


def test_states_and_actions_are_called_by_their_names() -> None:
    refusal = Refused("state_does_not_allow", params={"state": "withdrawn", "action": "accept"})
    texts = World().services.texts
    assert problems.of(refusal, texts, "zh-CN").document["detail"] == "当前状态为“已撤回”，不能应约。"
    assert (
        problems.of(refusal, texts, "en").document["detail"] == "The state is “Withdrawn”; it does not allow: Accept."
    )
    assert problems.of(refusal, texts, "en").document["params"] == {"state": "withdrawn", "action": "accept"}


def test_a_moment_is_shown_as_a_day_in_beijing() -> None:
    refusal = Refused("cooling_down", params={"until": "2026-03-09T16:00:00+00:00"})
    document = problems.of(refusal, World().services.texts, "en").document
    assert document["detail"].endswith("from 2026-03-10.")
