"""The vectors of roots that follow one another, and of fingerprints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.attestation import Fault, fingerprint, trust_reader

VECTORS = json.loads(Path(__file__).parents[3].joinpath("verifier/vectors/rotations.json").read_text(encoding="utf-8"))


def by_name(cases):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases])


def read(case):
    return trust_reader.read(bytes.fromhex(case["list"]), bytes.fromhex(case["root"]), held=case["held"])


@by_name(VECTORS["accepted"])
def test_a_chain_leads_to_the_list_s_root(case):
    assert read(case).version == 3


@by_name(VECTORS["refused"])
def test_a_chain_leads_elsewhere(case):
    with pytest.raises(Fault) as fault:
        read(case)
    assert fault.value.code == case["code"]


@by_name(VECTORS["fingerprints"])
def test_a_fingerprint_has_eight_groups_of_five_digits(case):
    assert fingerprint.of(bytes.fromhex(case["key"])) == case["fingerprint"]
    assert [len(group) for group in case["fingerprint"].split(" ")] == [5] * 8
