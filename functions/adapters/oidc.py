"""Another platform's log-in: OAuth 2.0 authorization code with PKCE, the person named by an OpenID Connect ID token.

1. The person is sent to the provider with state, nonce and the S256 challenge of a verifier (RFC 6749 4.1, RFC 7636
   4.3), and with the scope `openid` alone: nothing of the person is asked for but who it is.
2. The code is exchanged from here, with the client's secret and the verifier, over TLS that names the token endpoint;
   the ID token of that answer needs no signature of its own (OpenID Connect Core 3.1.3.7, 6; ADR 24).
3. Issuer, audience, time and nonce of the ID token are checked; only its `sub` is used, and it leaves as a string.
4. `ProviderRefused` is final where the provider answered and does not vouch: the person begins anew. Everything else
   passes: the provider is away, or answers what nobody can read.
5. No code, token, subject or secret goes into an error or a log.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from functions.ports import ProviderRefused

_LONGEST_SUBJECT = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What the provider knows us by, and where its two endpoints are."""

    name: str
    issuer: str
    client_id: str
    secret: Callable[[], str]
    authorization: str
    token: str


class OpenIdProvider:
    """One provider; `now` is the clock by which its tokens lapse."""

    def __init__(self, client: Client, now: Callable[[], datetime]) -> None:
        self._client = client
        self._now = now
        self._http = PoolManager(retries=False, timeout=Timeout(connect=5, read=20))

    @property
    def name(self) -> str:
        """What people call the provider."""
        return self._client.name

    def consent_url(self, back: str, state: str, nonce: str, challenge: str) -> str:
        """Return where the person logs in; the provider leads `back` with a code and the `state`."""
        asked = {
            "response_type": "code", "client_id": self._client.client_id, "redirect_uri": back, "scope": "openid",
            "state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{self._client.authorization}?{urlencode(asked)}"

    def subject(self, code: str, back: str, verifier: str, nonce: str) -> str:
        """Exchange a code for who the person is, `issuer subject`; raises ProviderRefused."""
        claims = _claims(self._exchanged(code, back, verifier).get("id_token"))
        audience, subject = claims.get("aud"), claims.get("sub")
        ours = audience if isinstance(audience, list) else [audience]
        is_ours = claims.get("iss") == self._client.issuer and self._client.client_id in ours
        if not is_ours or claims.get("nonce") != nonce or not self._is_alive(claims.get("exp")):
            raise ProviderRefused("id_token", is_final=True)
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise ProviderRefused("subject", is_final=True)
        return f"{self._client.issuer} {subject}"

    def _is_alive(self, expires: object) -> bool:
        return isinstance(expires, int | float) and self._now().timestamp() < expires

    def _exchanged(self, code: str, back: str, verifier: str) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier,
            "client_id": self._client.client_id, "client_secret": self._client.secret(),
        }  # fmt: skip
        try:
            response = self._http.request(
                "POST", self._client.token, body=urlencode(form),
                headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            )  # fmt: skip
            answer = json.loads(response.data)
        except (HTTPError, ValueError):
            raise ProviderRefused("unreachable") from None
        if not isinstance(answer, dict):
            raise ProviderRefused("unreachable")
        if "error" in answer:
            # RFC 6749 5.2: only this says that the code is none, used, lapsed or not this browser's.
            raise ProviderRefused("error", is_final=answer["error"] == "invalid_grant")
        return answer


def _claims(token: object) -> Mapping[str, Any]:
    """Return what an ID token says (RFC 7519 3); raises ProviderRefused."""
    try:
        header, body, signature = str(token).split(".")
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (ValueError, binascii.Error):
        raise ProviderRefused("id_token", is_final=True) from None
    if not isinstance(claims, dict) or not header or not signature:
        raise ProviderRefused("id_token", is_final=True)
    return claims
