"""The security headers of everything that browsers get: the same from a function as from the CDN (infra/template.yaml).

1. Pages of the portal run their own scripts and nothing else; nobody may frame them (OWASP Secure Headers).
2. `/v` carries the hashes of its own script and style in a meta element; the header adds what meta cannot say.
3. Pages that read codes may run WebAssembly, which is what reads them; a worker has the policy of its own file.
   `wasm-unsafe-eval` lets modules be compiled, and no text be run as a script (CSP Level 3, 4.4).
4. Lists under `/s/` and `/t/` are for every verifier anywhere, those saved to a disk as well: CORS `*`.
5. Answers of the API are nobody's to keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

_PORTAL = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_READER = _PORTAL.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
READERS = ("/scan", "/desk")
_VERIFIER = "frame-ancestors 'none'"
_NOTHING = "default-src 'none'; frame-ancestors 'none'"
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Browsers heed it over https only.
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
_OURS = {"Cross-Origin-Resource-Policy": "same-origin"}
_EVERYBODYS = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


def of(path: str) -> Mapping[str, str]:
    """Return the headers of the answer to a path, which begins with a slash."""
    if path.startswith("/api/"):
        return _EVERYWHERE | _OURS | {"Content-Security-Policy": _NOTHING, "Cache-Control": "no-store"}
    if path.startswith(("/s/", "/t/")):
        return _EVERYWHERE | _EVERYBODYS | {"Content-Security-Policy": _NOTHING, "Cache-Control": "public, max-age=60"}
    return _EVERYWHERE | _OURS | {"Content-Security-Policy": _page(path), "Cache-Control": "no-cache"}


def completing(path: str, start_response: StartResponse) -> StartResponse:
    """Return what starts the answer to a path with the headers that it does not set itself."""

    def start(status: str, given: list[tuple[str, str]], exc_info: Any = None) -> Any:  # noqa: ANN401 - as WSGI has it
        present = {name.lower() for name, _ in given}
        missing = [(name, value) for name, value in of(path).items() if name.lower() not in present]
        return start_response(status, [*given, *missing], exc_info)

    return start


def _page(path: str) -> str:
    if path == "/v":
        return _VERIFIER
    return _READER if path in READERS or path.startswith("/scanner/") else _PORTAL
