"""The site in its bucket, on moto: only what changed is written, and `/v` follows the root that it pins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import boto3
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from moto import mock_aws

from functions.usecases import trust, verifier_page
from infra import page
from infra.deploy import pages
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal
from tests.world import World

REGION, BUCKET = "cn-north-1", "site"


@pytest.fixture
def account() -> Iterator[Account]:
    with mock_aws():
        where = {"LocationConstraint": REGION}
        boto3.client("s3", region_name=REGION).create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
        yield Account(REGION)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    (made / "pages").mkdir(parents=True)
    for name in ("index.html", "pages/login.html", "pages/login.js", "scan.wasm"):
        (made / name).write_text(name, "utf-8")
    return made


def published(account: Account, folder: Path) -> pages.Difference:
    change = pages.difference(account, BUCKET, folder)
    pages.publish(account, BUCKET, folder, change)
    return change


def test_pages_come_after_what_they_load(account: Account, folder: Path) -> None:
    assert published(account, folder).new == ("pages/login.js", "scan.wasm", "index.html", "pages/login.html")


def test_nothing_is_written_twice(account: Account, folder: Path) -> None:
    published(account, folder)
    assert published(account, folder) == ((), ())


def test_only_what_changed_is_written_and_what_is_gone_is_taken_away(account: Account, folder: Path) -> None:
    published(account, folder)
    (folder / "index.html").write_text("better", "utf-8")
    (folder / "scan.wasm").unlink()
    assert published(account, folder) == (("index.html",), ("scan.wasm",))
    assert published(account, folder) == ((), ())


@pytest.mark.parametrize("key", ["s/1.cwt", "t/trust.cwt", "v", "log/checkpoint"])
def test_what_the_service_publishes_stays(account: Account, folder: Path, key: str) -> None:
    account.objects.put_object(Bucket=BUCKET, Key=key, Body=b"theirs")
    assert published(account, folder).gone == ()


TYPES = {
    "index.html": "text/html; charset=utf-8", "a.js": "text/javascript; charset=utf-8", "a.wasm": "application/wasm",
    "favicon.svg": "image/svg+xml", "LICENSE": "application/octet-stream",
}  # fmt: skip


@pytest.mark.parametrize(("key", "media_type"), TYPES.items())
def test_a_file_says_what_it_is(key: str, media_type: str) -> None:
    assert pages.media_type(key) == media_type


@pytest.fixture(scope="module")
def world() -> World:
    return World()


@pytest.fixture
def root(world: World, tmp_path: Path) -> Path:
    """Return the file with the public half of this world's root."""
    path = tmp_path / "root.pub.pem"
    path.write_bytes(world.root.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return path


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the bundling: what is embedded does not depend on what the script says."""
    metas = "".join(f'<meta {one} content="">' for one in
                    ('http-equiv="Content-Security-Policy"', 'name="root"', 'name="trust"'))  # fmt: skip
    monkeypatch.setattr(page, "template", lambda: f"{metas}<script>1</script><style>a{{}}</style>")


def listed(account: Account, world: World) -> None:
    account.objects.put_object(Bucket=BUCKET, Key=trust.PATH, Body=world.publish_trust())


def chosen(root: Path | None) -> Chosen:
    return Chosen(name="try", region=REGION, host="agreements.example", mail_from="a@example.edu", root=root)


def test_the_verifier_waits_for_a_root(account: Account) -> None:
    with pytest.raises(pages.NotYet, match="root key"):
        pages.verifier(account, chosen(None), BUCKET)


def test_the_verifier_waits_for_a_trust_list(account: Account, root: Path) -> None:
    with pytest.raises(pages.NotYet, match="trust list"):
        pages.verifier(account, chosen(root), BUCKET)


def test_a_list_of_another_root_is_refused(account: Account, root: Path) -> None:
    listed(account, World())
    with pytest.raises(Refusal, match="of the environment's file"):
        pages.verifier(account, chosen(root), BUCKET)


def test_a_file_that_is_no_root_is_refused(account: Account, tmp_path: Path) -> None:
    listed(account, World())
    (tmp_path / "x.pem").write_text("no key", "utf-8")
    with pytest.raises(Refusal, match=r"x\.pem is no public half"):
        pages.verifier(account, chosen(tmp_path / "x.pem"), BUCKET)


def test_the_verifier_carries_root_and_list_and_is_written_once(account: Account, root: Path, world: World) -> None:
    listed(account, world)
    made = pages.verifier(account, chosen(root), BUCKET)
    assert made.is_due
    assert world.root.public_key().public_bytes_raw().hex().encode() in made.content
    pages.publish_verifier(account, BUCKET, made)
    assert not pages.verifier(account, chosen(root), BUCKET).is_due
    stored = account.objects.get_object(Bucket=BUCKET, Key=verifier_page.PATH)
    assert stored["Metadata"] == {"order": str(made.order)}


def test_a_page_that_pins_a_stranger_is_not_replaced(account: Account, root: Path, world: World) -> None:
    listed(account, world)
    stranger = b'<meta name="root" content="' + b"ab" * 32 + b'">'
    account.objects.put_object(Bucket=BUCKET, Key=verifier_page.PATH, Body=stranger)
    with pytest.raises(Refusal, match="the page that people have opened"):
        pages.verifier(account, chosen(root), BUCKET)
    assert account.objects.get_object(Bucket=BUCKET, Key=verifier_page.PATH)["Body"].read() == stranger


@pytest.fixture
def stacked(account: Account) -> Account:
    described = {"StackStatus": "CREATE_COMPLETE", "Outputs": [{"OutputKey": "Site", "OutputValue": BUCKET}]}
    account.__dict__["stacks"] = SimpleNamespace(describe_stacks=lambda **_: {"Stacks": [described]})
    return account


def test_what_a_lost_root_has_signed_goes_and_another_may_begin(stacked: Account, root: Path, world: World) -> None:
    listed(stacked, world)
    stacked.objects.put_object(Bucket=BUCKET, Key="v", Body=b"page")
    stacked.objects.put_object(Bucket=BUCKET, Key="s/1.cwt", Body=b"list")
    list(pages.uproot(stacked, chosen(root), "try"))
    assert pages._stored(stacked, BUCKET).keys() == {"s/1.cwt"}
    with pytest.raises(pages.NotYet, match="trust list"):
        pages.verifier(stacked, chosen(root), BUCKET)


@pytest.mark.parametrize("confirmed", [None, "", "another"])
def test_a_root_is_not_given_up_by_mistake(stacked: Account, root: Path, world: World, confirmed: str | None) -> None:
    listed(stacked, world)
    with pytest.raises(Refusal, match="nothing was touched"):
        list(pages.uproot(stacked, chosen(root), confirmed))
    assert trust.PATH in pages._stored(stacked, BUCKET)


def test_where_no_root_has_signed_none_is_given_up(stacked: Account, root: Path) -> None:
    with pytest.raises(Refusal, match="any root can sign the first one"):
        list(pages.uproot(stacked, chosen(root), "try"))
