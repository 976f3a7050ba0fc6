"""A coverage-guided search (libFuzzer through Atheris) for input that makes the Python decoder err itself.

Signatures count as good here, so that the search gets past step 6; everything else is as it always is. It starts from
all vectors, and half of its changes are made in the claims of a message, which stays well-formed.
`python -m infra.fuzz.guided SEED SECONDS`, or with the file of a crash alone to repeat it.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["verifier.attestation"]):
    from verifier.attestation import Fault, base10, cbor, cose, ed25519, link

    from .answers import QUESTIONS
    from .changes import changed_value

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build/fuzz"
LARGEST = 4096


def _text(coded: bytes) -> None:
    """Take what begins like a link for one, anything else for the bytes of a token."""
    is_link = coded[:1] == b"h"
    QUESTIONS["text"](coded.decode(errors="surrogateescape") if is_link else link.FORMAT + base10.encode(coded))


def _hexadecimal(question: str) -> Callable[[bytes], None]:
    def target(coded: bytes) -> None:
        QUESTIONS[question](coded.hex())

    return target


def _same(coded: bytes) -> None:
    if cbor.encode(cbor.decode(coded)) != coded:
        raise AssertionError("CBOR that was accepted has another encoding")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": _text,
    "list": _hexadecimal("list"),
    "trust": _hexadecimal("trust"),
    "inflated": _hexadecimal("inflated"),
    "cbor": _same,
}


def look(coded: bytes) -> None:
    """Give all but the first byte of `coded` to the target that the first byte names; a Fault is what we expect."""
    target = list(TARGETS.values())[coded[0] % len(TARGETS) if coded else 0]
    with contextlib.suppress(Fault):
        target(coded[1:])


def change(coded: bytes, largest: int, seed: int) -> bytes:
    """Return `coded` changed by libFuzzer, or, where it is a message, with a value in its claims replaced."""
    dice = Random(seed)  # noqa: S311 - to be repeated, not to be secret
    if dice.random() < 1 / 2:
        with contextlib.suppress(Fault):
            match cbor.decode_tagged(coded[1:]):
                case cose.TAG, [header, unprotected, bytes() as payload, signature]:
                    claims = cbor.encode(changed_value(dice, cbor.decode(payload)))
                    message = cbor.encode_tagged(cose.TAG, [header, unprotected, claims, signature])
                    return (coded[:1] + message)[:largest]
    return bytes(atheris.Mutate(coded, largest))


def corpus() -> Iterator[bytes]:
    """Yield an input for each vector."""
    base, plain, trust, verdicts = (
        json.loads((ROOT / f"verifier/vectors/{name}.json").read_text(encoding="utf-8"))
        for name in ("base10", "cbor", "trust", "verdicts")
    )
    yield from (_entry("cbor", bytes.fromhex(case["bytes"])) for kind in plain.values() for case in kind)
    yield from (_entry("text", f"https://{case['digits']}".encode()) for kind in base.values() for case in kind)
    yield from (_entry("trust", bytes.fromhex(case["list"])) for kind in trust.values() for case in kind)
    for case in verdicts["cases"]:
        yield _entry("text", case["text"].encode())
        yield _entry("list", bytes.fromhex(case.get("status_list") or ""))
        try:
            yield _entry("text", base10.decode(case["text"].partition("#1")[2]))
        except Fault:
            continue


def _entry(target: str, coded: bytes) -> bytes:
    return bytes([list(TARGETS).index(target)]) + coded


def main(arguments: list[str]) -> None:
    """Search, or repeat one crash; libFuzzer ends the process, with 77 for an error."""
    ed25519.is_signed = lambda *_: True
    options = arguments
    if len(arguments) == 2:  # noqa: PLR2004 - the seed and the seconds
        folder = FOLDER / "corpus"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for number, entry in enumerate(corpus()):
            (folder / f"vector-{number}").write_bytes(entry)
        seed, seconds = arguments
        options = [str(folder), f"-seed={seed}", f"-max_total_time={seconds}", f"-max_len={LARGEST}"]
    atheris.Setup(
        [sys.argv[0], f"-artifact_prefix={FOLDER}/", "-verbosity=0", "-print_final_stats=1", *options],
        look,
        custom_mutator=change,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
