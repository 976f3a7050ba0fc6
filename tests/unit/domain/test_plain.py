"""Records as plain dictionaries, and changed copies of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from functions.domain.plain import changed, flat
from tests import factories

OFFER = factories.invitation()


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
