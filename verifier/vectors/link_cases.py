"""Links as people paste and open them: what is undone, what is named, and what the strict reading then says.

A case is what was given; the text and the damage that mending finds; the digits, or the code of the refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verifier.attestation import Fault, base10, link

from .world import HOST, TRUST, coded

DIGITS = base10.encode(coded())
LINK = f"https://{HOST}/v#1{DIGITS}"
_BEFORE, _AFTER = LINK[:90], LINK[90:]
_ALL_ENCODED = "".join(f"%{ord(character):02X}" for character in LINK)

UNTOUCHED = {
    "the link as it is printed": LINK,
    "the part after #": f"1{DIGITS}",
    "a loopback host": f"http://127.0.0.1:8000/v#1{DIGITS}",
}
UNDONE = {
    "# and the part after it": f"#1{DIGITS}",
    "spaces and line breaks around it": f"\r\n  {LINK}\t\n",
    "a space in the middle": f"{_BEFORE} {_AFTER}",
    "a line break in the middle": f"{_BEFORE}\n{_AFTER}",
    "lines of a mail": "\r\n".join(LINK[at : at + 76] for at in range(0, len(LINK), 76)),
    "an ideographic space": f"{_BEFORE}\u3000{_AFTER}",
    "a no-break space, as Word sets it": f"{_BEFORE}\u00a0{_AFTER}",
    "a space of no width": f"{_BEFORE}\u200b{_AFTER}",
    "a soft hyphen": f"{_BEFORE}\u00ad{_AFTER}",
    "a byte order mark before it": f"\ufeff{LINK}",
    "a change of direction, as a chat puts it around a number": f"\u2066{LINK}\u2069",
    "%23 for #": LINK.replace("#", "%23"),
    "%23 whose % was encoded again": LINK.replace("#", "%2523"),
    "%20 in the middle": f"{_BEFORE}%20{_AFTER}",
    "an ideographic space that was encoded": f"{_BEFORE}%E3%80%80{_AFTER}",
    "all of it encoded": _ALL_ENCODED,
    "a query that WeChat adds before #": LINK.replace("#", "?from=singlemessage&isappinstalled=0#"),
    "a query after the digits": f"{LINK}?from=timeline",
    "a parameter after the digits": f"{LINK}&nsukey=a%2Fb%3D",
    "a query on both sides": LINK.replace("#", "?from=groupmessage#") + "&scene=1",
    "a query after the digits alone": f"1{DIGITS}?from=timeline",
    "the angle brackets of a mail": f"<{LINK}>",
    "quotation marks": f"“{LINK}”",
    "Chinese brackets and a full stop": f"【{LINK}】。",
    "a full stop": f"{LINK}.",
    "brackets, spaces, %23 and a query at once": f" ({LINK.replace('#', '?from=a%23')}, ) ".replace(", ", ",\n"),
}
LOST = {
    "a full-width digit": f"{_BEFORE}{_AFTER}".replace(DIGITS[-4:], "１２３４"),
    "full-width digits, encoded as a browser shows them": f"https://{HOST}/v#1%EF%BC%91{DIGITS[1:]}",
    "a full-width colon": LINK.replace(":", "：", 1),
    "a full-width #": LINK.replace("#", "＃"),
    "digits that were all made full-width": "1" + DIGITS.translate({48 + n: 0xFF10 + n for n in range(10)}),
    "an ellipsis for the rest": f"{LINK[:120]}…",
    "three dots for the rest": f"{LINK[:120]}...",
    "the part after # lost": f"https://{HOST}/v",
    "the part after # lost, and a query added": f"https://{HOST}/v?from=singlemessage",
    "nothing after #": f"https://{HOST}/v#",
    "nothing": "",
    "spaces alone": " \n\u3000",
}
REFUSED = {
    "another host, its % undone": LINK.replace(HOST, "verify.example.com").replace("#", "%23"),
    "our link in the query of another host": f"https://go.example.com/?url=https%3A%2F%2F{HOST}%2Fv%231{DIGITS}",
    "an official host as the user of another": f"https://{HOST}@example.com/v?a=b#1{DIGITS}",
    "an official host in capitals": LINK.replace(HOST, HOST.upper()),
    "no encryption": LINK.replace("https", "http"),
    "another path": LINK.replace("/v#", "/v/index.html#"),
    "the digits in the query": LINK.replace("#", "?"),
    "the link twice": LINK * 2,
    "percent-encoding that is no UTF-8": f"%FF{LINK}",
    "a letter among the digits": f"{_BEFORE}l{_AFTER}",
    "a hyphen at a line's end": f"{_BEFORE}-\n{_AFTER}",
    "Arabic-Indic digits": "1" + DIGITS.translate({48 + n: 0x0660 + n for n in range(10)}),
    "an encoded fragment in the fragment": f"{LINK}%231",
    "% encoded three times": LINK.replace("#", "%252523"),
    "a text around it": f"请核验{LINK}谢谢",
    "too long to be a link": " " * 4096 + LINK,
    "ten thousand question marks": "?" * 10_000,
    "a menu": "今日特价：宫保鸡丁 28 元",
}


def texts() -> Mapping[str, Any]:
    """Return the official hosts and the cases."""
    return {
        "hosts": TRUST.hosts,
        "cases": [_case(*case) for case in {**UNTOUCHED, **UNDONE, **LOST, **REFUSED}.items()],
    }


def _case(name: str, given: str) -> dict[str, Any]:
    text, damage = link.mend(given)
    return {"name": name, "given": given, "text": text, "damage": damage, **_reading(text)}


def _reading(text: str) -> dict[str, str | None]:
    """Return the digits of `text`, or the code of the first of steps 1 and 2 that refuses it."""
    try:
        digits = link.read(text, TRUST.hosts)
        base10.decode(digits)
    except Fault as fault:
        return {"digits": None, "code": fault.code}
    return {"digits": digits, "code": None}
