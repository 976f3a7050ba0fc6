"""Keys, trust lists and roots in lines for the operator; times are Beijing's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from functions.domain.deadlines import local
from functions.domain.issuing import SigningKey, StatusList
from functions.ports import Services
from functions.usecases import verifier_page
from functions.usecases.trust import PATH, RENEWAL, Step
from verifier.attestation import Key, TrustList, fingerprint
from verifier.attestation.status_list import LIFETIME as STATUS_LIFETIME


def moment(at: datetime) -> str:
    """Return a moment to the minute."""
    return f"{local(at):%Y-%m-%d %H:%M}"


def second(at: int) -> str:
    """Return an instant of the wire format."""
    return moment(datetime.fromtimestamp(at, UTC))


def root(public: bytes) -> str:
    """Return a root as people compare it with the page."""
    return f"root {fingerprint.of(public)} (根密钥指纹)"


def key(one: SigningKey) -> str:
    """Return a key with its window and what has become of it."""
    cutoff = f" since {moment(one.cutoff)}" if one.cutoff else ""
    return f"{one.use} {one.kid} {one.state}{cutoff}, {moment(one.not_before)} to {moment(one.not_after)}"


def trust_list(held: TrustList, now: datetime) -> Iterator[str]:
    """Describe the list in force, and whether it must be renewed."""
    left = held.expires_at - int(now.timestamp())
    yield f"trust list {held.version}, signed {second(held.issued_at)}, lapses {second(held.expires_at)}"
    yield f"  hosts {', '.join(held.hosts)}; {len(held.keys)} keys, {len(held.schools)} schools"
    if left <= 0:
        yield "  ! it has LAPSED: no paper can be confirmed; run `keys issue` now"
    elif left < RENEWAL.total_seconds():
        yield f"  ! it lapses in {left // 86400} days: run `keys issue`"


def published(services: Services, coded: bytes) -> str:
    """Say what was published, and what is left to do."""
    with_it = (
        "and /v with it" if services.site.read(verifier_page.PATH) else "but there is no /v yet: publish it with this"
    )
    return f"published /{PATH}, {len(coded)} bytes, {with_it}"


def status_list(one: StatusList, now: datetime) -> str:
    """Describe a status list, and whether it is fresh."""
    lapses = datetime.fromtimestamp(one.iat, UTC) + timedelta(seconds=STATUS_LIFETIME)
    fresh = "" if now < lapses else ": ! it has LAPSED"
    return f"status list {one.id} of {one.cohort}, signed {second(one.iat)}, lapses {moment(lapses)}{fresh}"


def step(one: Step, signer: bytes) -> Iterator[str]:
    """Describe what a new version of the trust list says that the one in force does not."""
    held, new = one.held, one.following
    before = f"in force: {held.version}" if held else "the first"
    yield f"sign trust list {new.version} ({before}) with {root(signer)}; it lapses {second(new.expires_at)}"
    yield from news(held, new)


def news(held: TrustList | None, new: TrustList) -> Iterator[str]:
    """Describe what `new` says that `held` does not; everything, where nothing is held."""
    earlier = held.by_kid if held else {}
    for published in new.keys:
        was = earlier.get(published.kid)
        if was is None:
            yield f"add {_published(published)}"
        elif was != published:
            yield f"change {_published(was)} -> {_published(published)}"
    schools = held.schools if held else {}
    yield from (f"name school {code} {name}" for code, name in new.schools.items() if schools.get(code) != name)
    yield from (f"name host {host}" for host in new.hosts if not held or host not in held.hosts)


def _published(one: Key) -> str:
    ends = "" if one.not_after is None else f" to {second(one.not_after)}"
    return f"{one.use} {one.kid.hex()} of {one.school} ({one.state}, {second(one.not_before)}{ends})"
