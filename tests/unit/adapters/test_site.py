"""The public files: their headers, and that no list ever goes back in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import boto3
import pytest
from moto import mock_aws
from mypy_boto3_s3 import S3Client

from functions.adapters.site import S3Site
from functions.ports import OutOfOrder, PublicFile, Site
from tests.world import MemorySite

PATH, TYPE = "s/7.cwt", "application/statuslist+cwt"


@pytest.fixture
def s3() -> Iterator[S3Client]:
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="site", CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
        yield client


@pytest.fixture
def site(s3: S3Client) -> S3Site:
    return S3Site(lambda: s3, "site")


def test_a_file_has_its_type_and_may_be_kept_for_a_minute(site: S3Site, s3: S3Client) -> None:
    site.publish(PATH, b"list", TYPE)
    found = s3.get_object(Bucket="site", Key=PATH)
    assert (found["ContentType"], found["CacheControl"]) == (TYPE, "public, max-age=60")


def test_there_is_nothing_before_the_first(site: S3Site) -> None:
    assert site.read(PATH) is None


@pytest.fixture(params=["double", "moto"])
def any_site(request: pytest.FixtureRequest) -> Site:
    if request.param == "double":
        return MemorySite()
    found: Site = request.getfixturevalue("site")
    return found


def test_a_file_is_given_as_browsers_get_it(any_site: Site) -> None:
    assert any_site.file(PATH) is None
    any_site.publish(PATH, b"list", TYPE)
    assert any_site.file(PATH) == PublicFile(b"list", TYPE, "public, max-age=60")


def test_what_says_nothing_of_keeping_is_not_kept(site: S3Site, s3: S3Client) -> None:
    s3.put_object(Bucket="site", Key="index.html", Body=b"page", ContentType="text/html")
    assert site.file("index.html") == PublicFile(b"page", "text/html", "no-cache")


REPLACING: dict[str, tuple[int | None, int | None]] = {
    "a later list": (5, 6),
    "a much later one, by number and not by text": (9, 10),
    "a list in the place of a file without order": (None, 1),
    "a page in the place of a page": (None, None),
}
OUT_OF_ORDER: dict[str, tuple[int, int]] = {
    "an older list": (5, 4),
    "a list of the same order": (5, 5),
    "a much older one, by number and not by text": (10, 9),
    "a list of order zero, which is an order": (0, 0),
}


@pytest.mark.parametrize(("first", "second"), REPLACING.values(), ids=REPLACING)
def test_what_replaces(any_site: Site, first: int | None, second: int | None) -> None:
    any_site.publish(PATH, b"old", TYPE, order=first)
    any_site.publish(PATH, b"new", TYPE, order=second)
    assert any_site.read(PATH) == b"new"


@pytest.mark.parametrize(("first", "second"), OUT_OF_ORDER.values(), ids=OUT_OF_ORDER)
def test_what_is_refused(any_site: Site, first: int, second: int) -> None:
    any_site.publish(PATH, b"old", TYPE, order=first)
    with pytest.raises(OutOfOrder) as refusal:
        any_site.publish(PATH, b"new", TYPE, order=second)
    assert (refusal.value.path, refusal.value.stored) == (PATH, first)
    assert any_site.read(PATH) == b"old"


def interrupting(s3: S3Client, writes: Callable[[], None], times: int) -> S3Site:
    """Return a site where `writes` happens just before its own write, `times` times."""
    left = [times]

    def strike(**_: object) -> None:
        if left[0]:
            left[0] -= 1
            s3.meta.events.unregister("before-call.s3.PutObject", strike)
            writes()
            s3.meta.events.register("before-call.s3.PutObject", strike)

    s3.meta.events.register("before-call.s3.PutObject", strike)
    return S3Site(lambda: s3, "site")


@pytest.mark.parametrize("first", [None, 1])
def test_a_newer_list_published_between_look_and_write_wins(s3: S3Client, site: S3Site, first: int | None) -> None:
    if first:
        site.publish(PATH, b"first", TYPE, order=first)
    slow = interrupting(s3, lambda: site.publish(PATH, b"newer", TYPE, order=9), times=1)
    with pytest.raises(OutOfOrder):
        slow.publish(PATH, b"older", TYPE, order=8)
    assert site.read(PATH) == b"newer"


def test_an_older_list_published_between_look_and_write_is_replaced(s3: S3Client, site: S3Site) -> None:
    slow = interrupting(s3, lambda: site.publish(PATH, b"older", TYPE, order=7), times=1)
    slow.publish(PATH, b"newer", TYPE, order=8)
    assert site.read(PATH) == b"newer"


def test_endless_races_are_an_error(s3: S3Client) -> None:
    orders = iter(range(100))

    def write() -> None:
        order = next(orders)
        other.publish(PATH, b"%d" % order, TYPE, order=order)

    other = S3Site(lambda: s3, "site")
    slow = interrupting(s3, write, times=100)
    with pytest.raises(RuntimeError, match="too many"):
        slow.publish(PATH, b"newer", TYPE, order=1000)
