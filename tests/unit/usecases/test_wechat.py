"""Binding WeChat: only in the browser that asked, with a code that is good (P02)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.ports import Replace
from functions.usecases import wechat
from tests.world import World

ACCOUNT, SESSION = f"account-{Role.STUDENT}", "cookie of the session"


def state(world: World, session: str = SESSION) -> str:
    return parse_qs(urlsplit(wechat.consent_url(world.services, session)).query)["state"][0]


def openid(world: World) -> str:
    return world.services.store.account(ACCOUNT).wechat


def test_who_consented_is_bound_and_can_be_unbound() -> None:
    world = World()
    wechat.bind(world.services, ACCOUNT, SESSION, "code", state(world))
    assert openid(world) == "openid"
    wechat.unbind(world.services, ACCOUNT)
    assert openid(world) == ""


def test_the_way_back_is_a_page_of_ours() -> None:
    url = wechat.consent_url(World().services, SESSION)
    assert "back=https://agreements.example/pages/wechat.html" in url
    assert SESSION not in url


REFUSED: dict[str, tuple[str, str, bool, str]] = {
    "a state of another session": ("another cookie", "code", True, "wechat_refused"),
    "a code that is none": (SESSION, "made up", True, "wechat_refused"),
    "WeChat away": (SESSION, "code", False, "wechat_unreachable"),
}


@pytest.mark.parametrize(("session", "code", "is_there", "refusal"), REFUSED.values(), ids=REFUSED)
def test_nobody_else_is_bound(session: str, code: str, is_there: bool, refusal: str) -> None:
    world = World()
    world.wechat.is_reachable = is_there
    with pytest.raises(Refused) as refused:
        wechat.bind(world.services, ACCOUNT, SESSION, code, state(world, session))
    assert (refused.value.code, openid(world)) == (refusal, "")


def test_a_state_that_is_not_ascii_is_refused() -> None:
    world = World()
    with pytest.raises(Refused, match="wechat_refused"):
        wechat.bind(world.services, ACCOUNT, SESSION, "code", "状态")


def test_without_an_official_account_there_is_nothing_to_bind() -> None:
    world = World()
    good = state(world)
    world.services = replace(world.services, wechat=None)
    with pytest.raises(Refused, match="wechat_off"):
        wechat.consent_url(world.services, SESSION)
    with pytest.raises(Refused, match="wechat_off"):
        wechat.bind(world.services, ACCOUNT, SESSION, "code", good)


def test_a02_a_wechat_is_one_accounts_until_it_is_unbound_there() -> None:
    world = World()
    wechat.bind(world.services, ACCOUNT, SESSION, "code", state(world))
    other = f"account-{Role.SCHOOL}"
    with pytest.raises(Refused) as refused:
        wechat.bind(world.services, other, SESSION, "code", state(world))
    assert (refused.value.code, refused.value.rule) == ("wechat_taken", "A02")
    assert world.services.store.account(other).wechat == ""
    wechat.bind(world.services, ACCOUNT, SESSION, "code", state(world))
    wechat.unbind(world.services, ACCOUNT)
    wechat.bind(world.services, other, SESSION, "code", state(world))
    assert world.services.store.account(other).wechat == "openid"


@dataclass
class Hasty:
    """A store in which somebody is quicker, once."""

    store: Any
    is_quick: bool = True

    def commit(self, *changes: Any) -> None:
        if self.is_quick:
            self.is_quick = False
            account = self.store.account(ACCOUNT)
            self.store.commit(Replace(replace(account, language="en", version=account.version + 1)))
        self.store.commit(*changes)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def test_who_chooses_a_language_at_the_same_moment_is_bound_all_the_same() -> None:
    world = World()
    wechat.bind(replace(world.services, store=Hasty(world.services.store)), ACCOUNT, SESSION, "code", state(world))
    account = world.services.store.account(ACCOUNT)
    assert (account.wechat, account.language) == ("openid", "en")
