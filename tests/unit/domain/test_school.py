"""A school's colleges and what its office prints."""

from __future__ import annotations

import pytest

from functions.domain.errors import Refused
from tests import factories as some
from tests.unit.domain.cells import refusal


def test_a_college_is_found_by_its_code() -> None:
    assert some.school().college("204").name == "管理学院"


@pytest.mark.parametrize("code", ["", "205", "0204", "管理学院"])
def test_no_college_of_another_code(code: str) -> None:
    assert refusal(lambda: some.school().college(code)) == Refused("unknown_college", field="college")


def test_a_college_is_found_by_its_name() -> None:
    assert some.school().college_named("管理学院", field="proposed").code == "204"


@pytest.mark.parametrize("name", ["", "204", "管理", "管理学院 "])
def test_no_college_of_another_name(name: str) -> None:
    refused = refusal(lambda: some.school().college_named(name, field="proposed"))
    assert refused == Refused("unknown_college", field="proposed")


def test_the_form_prints_the_office() -> None:
    assert some.school().as_party() == some.school_party()
