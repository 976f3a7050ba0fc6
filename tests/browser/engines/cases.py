"""What a browser is given of the vectors, and what `/v` must then show.

1. A text that begins with the page's own address and a code is opened as it is; any other is pasted into the page.
2. The page first undoes what happened to a text on its way (SPEC.md 1.1). What it must then show is what this
   implementation says of the mended text, and that this one says what the vectors say is held in the unit tests.
3. `base10.json` and `cbor.json` come as codes, so that a page without the modules' tests refuses them as well.
4. Trust lists are what the server has for a page that brings none. Of one that it refuses the page says only that it
   has none: which code it was cannot be seen there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from verifier.attestation import Fault, base10, link, trust_reader, verify
from verifier.attestation.report import Report, Verdict
from verifier.vectors.world import HOST, LIST, NOW, ROOT, public, trust_list

FOLDER = Path(__file__).parents[3] / "verifier/vectors"
BASE10, CBOR, LINKS, TOKENS, TRUST, ROTATIONS, VERDICTS = (
    json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("base10", "cbor", "links", "tokens", "trust", "rotations", "verdicts")
)
PAGE = f"https://{HOST}/v"
CURRENT, PINNED = trust_list(), public(ROOT)
STATUS_LIST = bytes.fromhex(VERDICTS["status_list"]["list"])
BEIJING = timezone(timedelta(hours=8))
FIRST_OF_STATUS = 10
CURVE = {"bad_signature", "status_bad_signature", "trust_bad_signature"}
ASKS = "Without a code there is nothing to check: the page asks for one."
HOLDS = "The page keeps the newer list that it holds, and says nothing of the older one."
LEFT_OUT = {
    "nothing": ASKS,
    "no fragment": ASKS,
    "no digits at all": ASKS,
    "an older version than the one held": HOLDS,
}
Shown = list[Any]
"""Answer 1 and its code, answer 2, its code and its day, answer 3 in Beijing time, whether there is what to compare."""
NO_TRUST: Shown = ["no-trust", "", "unknown", "", "", "", False]


@dataclass(frozen=True, slots=True)
class Case:
    """One look at the page: what is given to it and when, what its server has, what it has seen, what it shows."""

    name: str
    kind: tuple[object, ...]
    """The file, the step and the code, for `sample`."""
    text: str
    shown: Shown
    status_list: bytes | None = STATUS_LIST
    trust: bytes = CURRENT
    root: bytes = PINNED
    now: int = NOW
    highest_seen: int = 0

    @property
    def page(self) -> tuple[bytes, bytes | None]:
        """The root and the trust list of the page, None for all lists that it refuses: cases may share one page."""
        return self.root, None if self.shown == NO_TRUST else self.trust

    @property
    def served(self) -> tuple[bytes, bytes | None]:
        """The lists that the server has."""
        return self.trust, self.status_list

    @property
    def of_the_curve(self) -> bool:
        """Whether a signature is what is wrong."""
        return self.kind[-1] in CURVE

    @property
    def given(self) -> dict[str, object]:
        """What `/v` is given, for the function in `look.js`."""
        is_opened = self.text.startswith(f"{PAGE}#1")
        fragment = self.text.split("#", 1)[1] if is_opened else None
        return {"fragment": fragment, "pasted": self.text, "now": self.now, "seen": self.highest_seen, "list": LIST}


def cases() -> list[Case]:
    """Return every vector that a page can be given, those that can share one page and its lists beside one another."""
    made = [*map(_verdict, VERDICTS["cases"]), *_codes(), *_trust_lists()]
    return sorted(
        (case for case in made if case.name not in LEFT_OUT),
        key=lambda case: (case.root, case.page[1] or b"", case.trust, case.status_list or b""),
    )


def sample(all_cases: Sequence[Case]) -> list[Case]:
    """Return one case of every file, step and code, and all of those on which libraries of Ed25519 may differ."""
    first: dict[object, Case] = {}
    for case in all_cases:
        first.setdefault(case.kind, case)
    return [case for case in all_cases if case.of_the_curve or case is first[case.kind]]


def curve(all_cases: Iterable[Case]) -> list[Case]:
    """Return the cases in which one signature does not hold, and a few in which all do."""
    return [case for case in all_cases if case.of_the_curve or case.kind[1:] == (None, None)]


def _verdict(case: Mapping[str, Any]) -> Case:
    coded = case.get("status_list", VERDICTS["status_list"]["list"])
    return _case(
        case,
        ("verdicts", "since" if "since" in case else case["step"], case["code"]),
        case["text"],
        status_list=None if coded is None else bytes.fromhex(coded),
        trust=bytes.fromhex(VERDICTS["trust_lists"][case.get("trust", "current")]),
        **{name: case[name] for name in ("now", "highest_seen") if name in case},
    )


def _codes() -> Iterator[Case]:
    for case in BASE10["refused"]:
        yield _case(case, ("base10",), f"{PAGE}#1{case['digits']}")
    for case in (*CBOR["accepted"], *CBOR["refused"]):
        digits = base10.encode(bytes.fromhex(case["bytes"]))
        yield _case(case, ("cbor", case.get("code")), f"{PAGE}#1{digits}")
    for case in LINKS["cases"]:
        if "no_code" not in case["damage"]:
            yield _case(case, ("links", *case["damage"]), case["given"])


def _trust_lists() -> Iterator[Case]:
    for file in (TRUST, ROTATIONS):
        for case in (*file["accepted"], *file["refused"]):
            trust, root = bytes.fromhex(case["list"]), bytes.fromhex(case["root"])
            yield _case(case, ("trust", case.get("code")), TOKENS["reference"]["link"], trust=trust, root=root)


def _case(case: Mapping[str, Any], kind: tuple[object, ...], text: str, **has: Any) -> Case:
    made = Case(case["name"], kind, text, NO_TRUST, **has)
    try:
        trust = trust_reader.read(made.trust, made.root)
    except Fault:
        return made
    now, seen = datetime.fromtimestamp(made.now, UTC), {LIST: made.highest_seen}
    report = verify(link.mend(text)[0], trust=trust, lists=lambda _: made.status_list, now=now, highest_seen=seen)
    return replace(made, shown=_shown(report))


def _shown(report: Report) -> Shown:
    codes = ["", ""]
    for check in report.checks:
        if check.verdict != Verdict.PASSED:
            codes[check.step >= FIRST_OF_STATUS] = str(check.code)
    time = report.as_of.issued_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S") if report.as_of else ""
    return [
        str(report.authentic),
        codes[0],
        str(report.status),
        codes[1],
        str(report.since or ""),
        time,
        bool(report.paper),
    ]
