"""The mailbox page shows what was sent and runs nothing of it."""

from __future__ import annotations

from typing import Any

import pytest

from infra.local import letters


def message(**fields: Any) -> dict[str, Any]:
    ordinary = {"Subject": "邀约", "To": ["a@b.example"], "BodyText": "请查看", "Timestamp": 1_772_671_200.0}
    return ordinary | fields


SHOWN: dict[str, tuple[dict[str, Any], str]] = {
    "the subject": ({}, "<h2>邀约</h2>"),
    "the address": ({}, "→ a@b.example"),
    "the time in Beijing": ({}, "2026-03-05 08:40:00"),
    "a link that can be followed": (
        {"BodyText": "打开 http://127.0.0.1:8000/pages/join.html#abc 继续"},
        '打开 <a href="http://127.0.0.1:8000/pages/join.html#abc">http://127.0.0.1:8000/pages/join.html#abc</a> 继续',
    ),
    "lines as lines": ({"BodyText": "一\n二"}, "一<br>二"),
    "HTML as text": ({"BodyText": "<script>x</script>"}, "&lt;script&gt;x&lt;/script&gt;"),
    "HTML in a subject as text": ({"Subject": "<b>"}, "<h2>&lt;b&gt;</h2>"),
    "a link that would break out": ({"BodyText": 'https://a.example/"onclick=x'}, '<a href="https://a.example/">'),
    "a script that calls itself a link": ({"BodyText": "javascript:alert(1)"}, "<p>javascript:alert(1)</p>"),
    "a message without text": ({"BodyText": None}, "<p></p>"),
}


@pytest.mark.parametrize(("fields", "shown"), SHOWN.values(), ids=SHOWN)
def test_shown(fields: dict[str, Any], shown: str) -> None:
    assert shown in letters.page([message(**fields)])


def test_the_newest_is_first() -> None:
    page = letters.page([message(Subject="先"), message(Subject="后")])
    assert page.index("<h2>后") < page.index("<h2>先")


def test_an_empty_box_says_so() -> None:
    assert "共 0 封" in letters.page([])
