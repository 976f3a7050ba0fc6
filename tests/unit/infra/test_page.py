"""`/v` is one small file that names by hash whatever it runs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import pytest

from infra import page, verdicts
from verifier.attestation import Fault
from verifier.vectors import world

ROOT = world.public(world.ROOT)
METAS = (
    '<meta http-equiv="Content-Security-Policy" content="{{policy}}">'
    '<meta name="root" content="{{root}}"><meta name="trust" content="{{trust}}">'
)


def test_the_page_is_one_file_of_at_most_twenty_kilobytes_with_all_that_a_verdict_needs(tmp_path):
    trust = world.trust_list(verdicts.TRUST_OF_A_THIRD_YEAR)
    size = page.build(tmp_path / "site/v", root_public_key=ROOT, trust=trust)
    built = (tmp_path / "site/v").read_bytes()
    assert trust.hex().encode() in built
    before = page.embed(built.decode(), root_public_key=ROOT, trust=None)
    assert page.embed(before, root_public_key=ROOT, trust=trust).encode() == built != before.encode()
    assert size == len(gzip.compress(built, 9, mtime=0)) <= 20 * 1024
    assert re.findall(rb"(?:src|href)=[\"']?(?!data:,)[\w/.]", built.split(b"<script>")[0]) == []


def test_the_policy_names_the_hash_of_the_script_and_the_style():
    built = page.embed(f"{METAS}<style>a</style><script>b</script>", root_public_key=ROOT, trust=None)
    for element in ("a", "b"):
        digest = base64.b64encode(hashlib.sha256(element.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in built
    assert "default-src 'none'" in built
    assert "connect-src 'self';" in built


def test_the_page_may_ask_the_official_hosts_only():
    built = page.embed(f"{METAS}<style></style><script></script>", root_public_key=ROOT, trust=world.trust_list())
    assert f"connect-src 'self' https://{world.HOST} http://127.0.0.1:8000;" in built


def test_a_trust_list_that_the_root_did_not_sign_is_not_embedded():
    bare = f"{METAS}<style></style><script></script>"
    with pytest.raises(Fault):
        page.embed(bare, root_public_key=ROOT, trust=world.trust_list(root=world.STRANGER))


def test_a_page_without_a_script_is_an_error():
    with pytest.raises(ValueError, match="no inline script"):
        page.embed("<style></style>", root_public_key=ROOT, trust=None)
