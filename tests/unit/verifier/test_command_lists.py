"""Lists from files, from a folder, and from the official host: only what is signed and not older is kept."""

from __future__ import annotations

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from verifier.__main__ import main
from verifier.attestation import Entry, status_list, trust
from verifier.command import lists
from verifier.vectors import token_cases, world

GOOD = world.scanned(token_cases.GOOD)
AT = "2026-06-08T05:26:40+08:00"
ORIGIN = f"https://{world.HOST}"
TRUST_URL, LIST_URL = f"{ORIGIN}/t/trust.cwt", f"{ORIGIN}/s/7.cwt"
OLDER, NEWER = world.LISTED - world.DAY, world.LISTED + 60


def listed(issued_at, key=world.STATUS, number=world.LIST, entries=None):
    packed = status_list.pack(entries or {})
    uri = status_list.uri(ORIGIN, number)
    return world.signed(status_list.prepare(packed, uri=uri, issued_at=issued_at, kid=world.kid(key)), key)


def trusted(version, root=world.ROOT, **changes):
    made = replace(world.TRUST, version=version, **changes)
    return world.signed(trust.prepare(made, world.public(root)), root)


@pytest.fixture
def site(monkeypatch):
    """Return what the official host gives for each address."""
    given = {TRUST_URL: world.trust_list(), LIST_URL: world.listed()}

    def fetch(url):
        asked.append(url)
        if url not in given:
            raise lists.Unreachable(url)
        return given[url]

    asked = []
    monkeypatch.setattr(lists, "fetch", fetch)
    given["asked"] = asked
    return given


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "trust.cwt").write_bytes(world.trust_list())
    (tmp_path / "s" / "7.cwt").write_bytes(world.listed())
    return tmp_path


def run(folder, *more, online=True):
    renew = ("--online", world.HOST) if online else ()
    return main([GOOD, "--root", world.public(world.ROOT).hex(), "--cache", str(folder), "--at", AT, *renew, *more])


def test_a_folder_is_enough_offline(folder, site):
    assert run(folder, online=False) == 0
    assert site["asked"] == []


def test_a_folder_without_the_list_leaves_the_status_unknown(folder, capsys):
    (folder / "s" / "7.cwt").unlink()
    assert run(folder, online=False) == 1
    assert "status_unreachable" in capsys.readouterr().out


def test_an_empty_folder_is_filled_and_each_list_asked_for_once(tmp_path, site):
    assert run(tmp_path / "new", GOOD, GOOD) == 0
    assert site["asked"] == [TRUST_URL, LIST_URL]
    assert (tmp_path / "new" / "trust.cwt").read_bytes() == site[TRUST_URL]
    assert run(tmp_path / "new", online=False) == 0


def test_no_request_names_the_agreement(tmp_path, site):
    run(tmp_path)
    assert not any(part in url for url in site["asked"] for part in (world.CLAIMS.number, "#", "?"))


def test_a_newer_list_replaces_the_one_held(folder, site):
    site[LIST_URL] = listed(NEWER, entries={world.INDEX: Entry.INVALID})
    assert run(folder) == 1
    assert (folder / "s" / "7.cwt").read_bytes() == site[LIST_URL]


KEPT_LISTS = {
    "an older one": lambda: listed(OLDER),
    "one of another list": lambda: listed(NEWER, number=8),
    "one that an agreement key signed": lambda: listed(NEWER, key=world.AGREEMENT),
    "one that a stranger signed": lambda: listed(NEWER, key=world.STRANGER),
    "one whose signature was altered": lambda: listed(NEWER)[:-1] + b"\0",
    "a page of a captive portal": lambda: b"<html>",
}


@pytest.mark.parametrize("offered", KEPT_LISTS.values(), ids=KEPT_LISTS)
def test_the_list_held_is_kept_and_said_so(folder, site, capsys, offered):
    site[LIST_URL] = offered()
    assert run(folder) == 0
    assert (folder / "s" / "7.cwt").read_bytes() == world.listed()
    assert "状态列表没有更新" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path, site, capsys):
    (tmp_path / "s").touch()
    assert run(tmp_path) == 0
    assert "没有存入文件夹" in capsys.readouterr().err


def test_a_held_list_that_is_none_does_not_stand_in_the_way(folder, site):
    (folder / "s" / "7.cwt").write_bytes(b"none")
    assert run(folder) == 0


def test_an_unreachable_host_leaves_what_is_held(folder, site, capsys):
    site.clear()
    site["asked"] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "fetch", unreachable)
        assert run(folder) == 0
    said = capsys.readouterr().err
    assert "信任名单没有更新" in said
    assert "状态列表没有更新" in said


def unreachable(url):
    raise lists.Unreachable(url)


KEPT_TRUST = {
    "an older one": lambda: trusted(world.TRUST.version - 1),
    "one of another root": lambda: trusted(world.TRUST.version + 1, root=world.STRANGER),
    "one that does not name the host": lambda: trusted(world.TRUST.version + 1, hosts=("other.example",)),
    "a page of a captive portal": lambda: b"<html>",
}


@pytest.mark.parametrize("offered", KEPT_TRUST.values(), ids=KEPT_TRUST)
def test_the_trust_list_held_is_kept(folder, site, offered):
    site[TRUST_URL] = offered()
    assert run(folder) == 0
    assert (folder / "trust.cwt").read_bytes() == world.trust_list()


@pytest.mark.parametrize("offered", KEPT_TRUST.values(), ids=KEPT_TRUST)
def test_without_a_trust_list_held_a_bad_one_is_bad_usage_or_refused(tmp_path, site, offered, capsys):
    site[TRUST_URL] = offered()
    if offered is KEPT_TRUST["an older one"]:
        assert run(tmp_path) == 0
        return
    with pytest.raises(SystemExit) as stop:
        run(tmp_path)
    assert stop.value.code == 2
    assert "trust.cwt" in capsys.readouterr().err


def test_only_the_web_is_asked(folder, site, capsys):
    (folder / "trust.cwt").write_bytes(trusted(world.TRUST.version, lists=("file:///etc/",)))
    site.pop(TRUST_URL)
    assert run(folder) == 1
    assert site["asked"] == [TRUST_URL]


def test_of_several_files_each_list_finds_its_own(folder, tmp_path):
    other, garbage = tmp_path / "8.cwt", tmp_path / "none.cwt"
    other.write_bytes(listed(world.LISTED, number=8))
    garbage.write_bytes(b"none")
    files = [part for path in (garbage, other, folder / "s" / "7.cwt") for part in ("--status", str(path))]
    arguments = [GOOD, "--root", world.public(world.ROOT).hex(), "--trust", str(folder / "trust.cwt"), "--at", AT]
    assert main([*arguments, *files]) == 0
    assert main([*arguments, *files[:4]]) == 1


class Server(BaseHTTPRequestHandler):
    """Answers, and sends one path elsewhere."""

    def do_GET(self):
        if self.path == "/garbage":
            self.wfile.write(b"no HTTP at all\r\n")
            return
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/here")
        else:
            self.send_response(200 if self.path == "/here" else 404)
        self.end_headers()
        if self.path == "/here":
            self.wfile.write(b"list")

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def address():
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_fetching_gives_what_stands_there(address):
    assert lists.fetch(f"{address}/here") == b"list"


NOT_FETCHED = {
    "what is not there": "/nothing",
    "what has moved to another address": "/moved",
    "an answer that is not of the web": "/garbage",
    "a port that is none": ":99999999/here",
}


@pytest.mark.parametrize("path", NOT_FETCHED.values(), ids=NOT_FETCHED)
def test_fetching_gives_up(address, path):
    with pytest.raises(lists.Unreachable):
        lists.fetch(f"{address}{path}")
