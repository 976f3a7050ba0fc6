"""An outside log-in: codes, verifiers and ID tokens, against a server that behaves like an OpenID provider (A04)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.adapters.oidc import Client, OpenIdProvider
from functions.ports import ProviderRefused
from tests.unit.adapters import oidc_server
from tests.unit.adapters.oidc_server import CLIENT_ID, ISSUER, LIFE, SECRET, Provider
from tests.world import StandingClock

BACK, STATE, NONCE, VERIFIER = "https://agreements.example/pages/federated.html", "state-1", "nonce-1", "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def client(provider: Provider) -> Iterator[Client]:
    with oidc_server.serve(provider) as token:
        yield Client(
            name="学信网", issuer=ISSUER, client_id=CLIENT_ID, secret=lambda: SECRET,
            authorization="https://id.example/authorize", token=token,
        )  # fmt: skip


@pytest.fixture
def ours(client: Client, clock: StandingClock) -> OpenIdProvider:
    return OpenIdProvider(client, clock.now)


def consented(ours: OpenIdProvider, provider: Provider) -> str:
    return provider.consent(ours.consent_url(BACK, STATE, NONCE, CHALLENGE), "person-1")[0]


def test_who_consents_is_named_by_issuer_and_subject(ours: OpenIdProvider, provider: Provider) -> None:
    assert ours.subject(consented(ours, provider), BACK, VERIFIER, NONCE) == f"{ISSUER} person-1"


def test_the_way_there_carries_state_nonce_and_challenge_and_nothing_of_the_person(ours: OpenIdProvider) -> None:
    query = parse_qs(urlsplit(ours.consent_url(BACK, STATE, NONCE, CHALLENGE)).query)
    assert (query["state"], query["nonce"], query["redirect_uri"]) == ([STATE], [NONCE], [BACK])
    assert VERIFIER not in str(query)
    assert SECRET not in str(query)


def test_several_audiences_may_be_named(ours: OpenIdProvider, provider: Provider) -> None:
    provider.claims = {"aud": ["another", CLIENT_ID]}
    assert ours.subject(consented(ours, provider), BACK, VERIFIER, NONCE)


NOT_VOUCHED: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://elsewhere.example"},
    "for another client": {"aud": "another"},
    "for nobody": {"aud": None},
    "of another attempt": {"nonce": "nonce-2"},
    "lapsed": {"exp": 1},
    "without an end": {"exp": None},
    "about nobody": {"sub": ""},
    "about a number": {"sub": 7},
    "about a name that is too long": {"sub": "s" * 256},
}


@pytest.mark.parametrize("claims", NOT_VOUCHED.values(), ids=NOT_VOUCHED.keys())
def test_an_id_token_is_refused_for_good(ours: OpenIdProvider, provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    with pytest.raises(ProviderRefused) as refused:
        ours.subject(consented(ours, provider), BACK, VERIFIER, NONCE)
    assert refused.value.is_final


def test_an_id_token_lapses_by_our_clock(ours: OpenIdProvider, provider: Provider, clock: StandingClock) -> None:
    clock.pass_(seconds=LIFE)
    with pytest.raises(ProviderRefused, match="id_token"):
        ours.subject(consented(ours, provider), BACK, VERIFIER, NONCE)


def test_a_code_works_once(ours: OpenIdProvider, provider: Provider) -> None:
    code = consented(ours, provider)
    ours.subject(code, BACK, VERIFIER, NONCE)
    with pytest.raises(ProviderRefused) as refused:
        ours.subject(code, BACK, VERIFIER, NONCE)
    assert refused.value.is_final


EXCHANGES: dict[str, tuple[str, str]] = {
    "with another verifier": (BACK, "w" * 43),
    "to another address": ("https://agreements.example/pages/login.html", VERIFIER),
}


@pytest.mark.parametrize(("back", "verifier"), EXCHANGES.values(), ids=EXCHANGES.keys())
def test_a_code_is_not_exchanged(ours: OpenIdProvider, provider: Provider, back: str, verifier: str) -> None:
    with pytest.raises(ProviderRefused) as refused:
        ours.subject(consented(ours, provider), back, verifier, NONCE)
    assert refused.value.is_final


TROUBLE: dict[str, tuple[str, bool]] = {
    "a page for people": ("<html>busy</html>", False),
    "no object": ("[]", False),
    "an error that passes": ('{"error": "temporarily_unavailable"}', False),
    "no ID token": ("{}", True),
    "an ID token in one part": ('{"id_token": "x"}', True),
    "an ID token of no JSON": ('{"id_token": "e30.e.s"}', True),
    "an ID token that is a list": ('{"id_token": "e30.W10.s"}', True),
    "an ID token without a signature": ('{"id_token": "e30.e30."}', True),
}


@pytest.mark.parametrize(("said", "is_final"), TROUBLE.values(), ids=TROUBLE.keys())
def test_an_answer_names_nobody(ours: OpenIdProvider, provider: Provider, said: str, *, is_final: bool) -> None:
    code = consented(ours, provider)
    provider.trouble = said
    with pytest.raises(ProviderRefused) as refused:
        ours.subject(code, BACK, VERIFIER, NONCE)
    assert refused.value.is_final is is_final
    assert code not in str(refused.value)


def test_a_wrong_secret_is_for_an_operator_to_mend(client: Client, provider: Provider, clock: StandingClock) -> None:
    wrong = OpenIdProvider(replace(client, secret=lambda: "wrong"), clock.now)
    with pytest.raises(ProviderRefused) as refused:
        wrong.subject(consented(wrong, provider), BACK, VERIFIER, NONCE)
    assert not refused.value.is_final


def test_a_provider_that_is_away_is_tried_again(client: Client, clock: StandingClock) -> None:
    away = OpenIdProvider(replace(client, token="http://127.0.0.1:1/token"), clock.now)
    with pytest.raises(ProviderRefused) as refused:
        away.subject("code", BACK, VERIFIER, NONCE)
    assert not refused.value.is_final
