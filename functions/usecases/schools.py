"""Schools: what the office prints on the form, its colleges and seal; and how the platform begins a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from functions.domain import sight
from functions.domain.actors import Actor, Role
from functions.domain.deadlines import local_date
from functions.domain.errors import Conflict, NotFound, Refused
from functions.domain.issuing import SigningKey
from functions.domain.policy import PolicyVersion
from functions.domain.school import College, School
from functions.ports import Insert, Page, Replace, Services
from functions.usecases import accounts
from functions.usecases.settling import expect, settled
from functions.usecases.uploads import PNG, Upload, keep


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a school's administrator may change."""

    department: str
    contact: str
    phone: str
    address: str
    colleges: tuple[College, ...]


def own(services: Services, actor: Actor) -> School:
    """Return the actor's school."""
    return sight.seen(actor, services.store.school(actor.school or ""))


@settled
def change(services: Services, actor: Actor, profile: Profile, *, version: int) -> School:
    """Change the office's details and the colleges, which can be renamed but not removed; raises Refused, Stale."""
    found = own(services, actor)
    expect(found, version)
    codes = [college.code for college in profile.colleges]
    if len(set(codes)) < len(codes):
        raise Refused("college_repeated", field="colleges")
    if {college.code for college in found.colleges} - set(codes):
        raise Refused("college_removed", field="colleges")
    changed = replace(
        found, department=profile.department, contact=profile.contact, phone=profile.phone, address=profile.address,
        colleges=profile.colleges, version=found.version + 1,
    )  # fmt: skip
    services.store.commit(Replace(changed))
    return changed


@settled
def change_seal(services: Services, actor: Actor, image: Upload, *, version: int) -> School:
    """Set the image of the seal (J10); raises Stale, and Refused for one that could not be printed."""
    found = own(services, actor)
    expect(found, version)
    drawn = Upload(services.pictures.small(image.content, "seal"), PNG)
    changed = replace(found, seal=keep(services, "seals", drawn, found.code), version=found.version + 1)
    services.store.commit(Replace(changed))
    return changed


def seal(services: Services, actor: Actor) -> bytes:
    """Return the image of the seal; raises NotFound where there is none."""
    found = own(services, actor)
    if not found.seal:
        raise NotFound("seal")
    return services.blobs.get(found.seal)


def create(services: Services, actor: Actor, code: str, name: str, admin_email: str, admin_name: str) -> School:
    """Begin a school under the default policy and invite its first administrator; raises Refused."""
    now = services.clock.now()
    made = School(code=code, name=name)
    first = PolicyVersion(
        school=code, number=1, effective_from=local_date(now), author=actor.account, author_name=actor.name,
        created_at=now,
    )  # fmt: skip
    try:
        services.store.commit(Insert(made), Insert(first))
    except Conflict:
        raise Refused("school_exists", field="code") from None
    invitation = accounts.invitation_to(services, actor, email=admin_email, name=admin_name, role=Role.ADMIN)
    accounts.invite(services, replace(invitation, school=code), name)
    return made


def every(services: Services, cursor: str | None) -> Page[School]:
    """List the schools by code."""
    return services.store.schools(cursor)


def keys(services: Services, cursor: str | None) -> Page[tuple[School, tuple[SigningKey, ...]]]:
    """List the schools with their public keys."""
    page = services.store.schools(cursor)
    return Page(tuple((school, services.store.signing_keys(school.code)) for school in page.items), page.cursor)
