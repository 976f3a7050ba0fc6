"""`docs/policies.md` holds every setting, every value that a preset changes, and every sentence that it rests on."""

from __future__ import annotations

import pytest

from functions.domain.policy_texts import Setting, plain, settings
from functions.policies.presets import presets
from infra import preset_tables
from infra.generated import GENERATED, ROOT, stale

PAGE = preset_tables.page()
SYSTEMS = list(presets().values())


def cells(setting: str) -> list[str]:
    (line,) = (each for each in PAGE.splitlines() if f"<br>`{setting}` (" in each)
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("setting", settings().values(), ids=lambda setting: setting.name)
def test_a_line_marks_what_differs_from_the_default_and_cites_what_is_said(setting: Setting) -> None:
    _, _, *shown = cells(setting.name)
    for cell, preset in zip(shown, SYSTEMS, strict=True):
        said = preset.stated.get(setting.name)
        differs = plain(getattr(preset.policy, setting.name)) != setting.default
        assert cell.startswith("**") is differs
        assert (cell == "·") is (said is None or said.value is None)
        assert cell == "·" or (said is not None and cell.endswith(f" ({said.cite})"))


def test_a_line_says_the_default_and_the_value() -> None:
    assert cells("cooldown_working_days")[1:] == ["`0`", "`0` (M12)", "`0` (M17)", "**`15`** (M16)", "`0` (M08)", "·"]
    assert cells("preset_school_seal")[1:] == ["no", "**yes** (J10)", "·", "·", "·", "·"]
    assert cells("online_only_from")[1] == "none"
    assert cells("notify_invitation")[3] == "**none** (P04)"


def test_every_sentence_of_a_guide_is_quoted() -> None:
    said = [(preset, each) for preset in SYSTEMS for each in preset.stated.values()]
    assert all(f"「{each.words}」 ({each.cite})" in PAGE for _, each in said)
    assert all(preset.guide in PAGE for preset in SYSTEMS)


def test_the_committed_page_is_compared_and_fresh() -> None:
    entry = {"docs/policies.md": "infra.preset_tables:page"}
    assert entry.items() <= GENERATED.items()
    assert stale(entry, ROOT) == {}
