"""Records as plain dictionaries, and changed copies of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from functions.domain.plain import changed, filled_at_once, flat
from tests import factories

OFFER = factories.invitation()


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Slip:
    """A record with each kind of field."""

    id: str
    names: tuple[str, ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    version: int = 1


def test_the_fields_of_a_record_come_by_name_and_in_order() -> None:
    assert list(flat(OFFER)) == [field.name for field in fields(OFFER)]
    assert flat(OFFER)["terms"] is OFFER.terms


def test_what_is_read_is_not_the_record() -> None:
    flat(OFFER)["version"] = 99
    assert OFFER.version != 99


def test_a_changed_copy_is_what_dataclasses_would_make() -> None:
    assert changed(OFFER, version=7) == replace(OFFER, version=7)
    assert OFFER.version != 7


def test_a_field_that_a_record_does_not_have_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="Invitation has no revison"):
        changed(OFFER, revison=2)


def test_a_changed_copy_is_frozen_too() -> None:
    with pytest.raises(FrozenInstanceError):
        changed(OFFER, version=7).version = 8  # type: ignore[misc]  # what is tried


def test_what_is_filled_at_once_has_its_defaults_and_its_fields_in_order() -> None:
    slip = Slip(version=2, said={}, id="a")
    assert list(flat(slip).items()) == [("id", "a"), ("names", ()), ("said", {}), ("version", 2)]
    assert slip == replace(slip, version=2) != replace(slip, version=3)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a field that is not there": ({"id": "a", "said": {}, "nam": ()}, "Slip has no nam$"),
    "no value for a field without a default": ({"said": {}}, "Slip has no id$"),
    "no value for a field whose default is made": ({"id": "a"}, "Slip has no said$"),
    "one in the place of the other": ({"id": "a", "sad": {}}, "Slip has no sad, said$"),
    "nothing at all": ({}, "Slip has no id, said$"),
}


@pytest.mark.parametrize(("values", "words"), WRONG.values(), ids=WRONG)
def test_what_is_filled_at_once_is_filled_whole(values: dict[str, Any], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        Slip(**values)


def test_what_is_filled_at_once_is_frozen_and_has_a_dictionary_of_its_own() -> None:
    one, other = Slip(id="a", said={}), Slip(id="b", said={})
    with pytest.raises(FrozenInstanceError):
        one.version = 9  # type: ignore[misc]  # what is tried
    assert (one.id, other.id) == ("a", "b")
