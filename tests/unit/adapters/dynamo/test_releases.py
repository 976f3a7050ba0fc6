"""Rows of older releases are brought forward; of newer ones nothing is lost in the hands of this one."""

from __future__ import annotations

import json

import pytest

from functions.adapters.dynamo import codec, releases
from functions.adapters.dynamo.codec import CodecError
from functions.adapters.dynamo.releases import SCHEMA, Newer, carried
from tests import factories as some

# What the newer release stored, what this one understands of it, what this one made of that, and what must be stored.
CARRIED = {
    "nothing changed": ({"a": 1, "new": 2}, {"a": 1}, {"a": 1}, {"a": 1, "new": 2}),
    "a field changed": ({"a": 1, "new": 2}, {"a": 1}, {"a": 5}, {"a": 5, "new": 2}),
    "a field of a part": ({"p": {"a": 1, "new": 2}}, {"p": {"a": 1}}, {"p": {"a": 5}}, {"p": {"a": 5, "new": 2}}),
    "a part that is no more": ({"p": {"a": 1, "new": 2}}, {"p": {"a": 1}}, {"p": None}, {"p": None}),
    "a part that was none": ({"p": None, "new": 2}, {"p": None}, {"p": {"a": 1}}, {"p": {"a": 1}, "new": 2}),
    "an element added": (
        [{"a": 1, "new": 2}], [{"a": 1}], [{"a": 1}, {"a": 3}], [{"a": 1, "new": 2}, {"a": 3}],
    ),
    "an element changed": ([{"a": 1, "new": 2}, 3], [{"a": 1}, 3], [{"a": 4}, 3], [{"a": 4, "new": 2}, 3]),
    "elements taken away": ([{"a": 1, "new": 2}], [{"a": 1}], [], []),
    "a default that the newer one does not write": ({"new": 2}, {"a": 1}, {"a": 5}, {"a": 5, "new": 2}),
    "a list that became a text": ({"l": [1], "new": 2}, {"l": [1]}, {"l": "x"}, {"l": "x", "new": 2}),
}  # fmt: skip


@pytest.mark.parametrize(("whole", "known", "changed", "wanted"), CARRIED.values(), ids=CARRIED)
def test_what_is_not_understood_goes_back_as_it_came(whole, known, changed, wanted):
    assert carried(whole, known, changed) == wanted


def test_a_record_of_a_newer_release_is_changed_without_loss():
    body = codec.plain(some.school()) | {"motto": "厚德"}
    newer = Newer(SCHEMA + 1, SCHEMA, body)
    text = codec.encode(some.school(name="合肥学院", version=2), newer)
    assert json.loads(text) == body | {"name": "合肥学院", "version": 2}


@pytest.mark.parametrize(("readable_from", "is_read"), {SCHEMA: True, SCHEMA + 1: False}.items())
def test_a_newer_row_is_read_where_it_says_so(readable_from, is_read):
    text = codec.encode(some.school())
    if is_read:
        assert codec.decode("school", SCHEMA + 1, text, readable_from) == some.school()
    else:
        with pytest.raises(CodecError, match="of schema"):
            codec.decode("school", SCHEMA + 1, text, readable_from)


def test_an_older_row_passes_every_step_to_this_schema(monkeypatch):
    """A school's name was once in two parts, and its code a number."""
    monkeypatch.setattr(releases, "SCHEMA", 3)
    monkeypatch.setattr(releases, "STEPS", {
        ("school", 1): lambda body: body | {"name": body.pop("first") + body.pop("last")},
        ("school", 2): lambda body: body | {"code": f"{body['code']:05}"},
        ("student", 1): lambda _: pytest.fail("of another kind"),
    })  # fmt: skip
    now = codec.plain(some.school(name="皖江大学", code="00358"))
    older = now | {"first": "皖江", "last": "大学", "code": 358}
    del older["name"]
    assert releases.forward("school", 1, older) == now
    assert releases.forward("school", 2, now | {"code": 358}) == now
    assert releases.forward("school", 3, now) == now
