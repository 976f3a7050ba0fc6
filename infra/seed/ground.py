"""The school with its policy and staff, the platform's operator, and the employers, each as far as it has come."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from functions.domain.account import Account
from functions.domain.actors import Actor
from functions.domain.employer import Action, Employer
from functions.domain.policy import PolicyVersion, SchoolPolicy
from functions.ports import Insert, Services, Store
from functions.usecases import accounts, admissions, employers, registering
from functions.usecases.registering import Details
from functions.usecases.uploads import PDF, Upload
from infra.seed.cast import ADMIN, OPERATOR, PASSWORD, QINGSHAN, REVIEWER, SCHOOL, STAFF, XINGHE, YUNFAN, Person

# A PDF of one blank page stands for a licence.
LICENCE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


# As one of the guides has it (M16), so that somebody waits.
COOLDOWN = 15


def actor(services: Services, login: str) -> Actor:
    """Return who acts by a login; LookupError when there is nobody."""
    return _known(services.store, login)  # type: ignore[arg-type]  # each store is hashable; its protocol does not say so


# Asked for 250 times, by two requests each; whom an account binds does not change in the story.
@lru_cache(maxsize=100)
def _known(store: Store, login: str) -> Actor:
    found = store.find_account(login)
    if found is None:
        raise LookupError(f"no account {login}")
    return found.as_actor()


def lay(services: Services) -> None:
    """Make the school and everybody who does not come from its roster."""
    policy = PolicyVersion(
        school=SCHOOL.code, number=1, effective_from=date(2020, 1, 1), author_name=ADMIN.name, note="首次设定",
        created_at=services.clock.now(), policy=SchoolPolicy(cooldown_working_days=COOLDOWN),
    )  # fmt: skip
    staff = (Insert(account(services, person, SCHOOL.code)) for person in STAFF)
    services.store.commit(Insert(SCHOOL), Insert(policy), Insert(account(services, OPERATOR, None)), *staff)
    register(services, XINGHE)
    for details in (QINGSHAN, YUNFAN):
        _approve(services, register(services, details))
        admissions.request(services, actor(services, details.email), SCHOOL.code)
    _admit(services, YUNFAN)


def account(services: Services, person: Person, school: str | None) -> Account:
    """Return the account of a person of the sample."""
    return Account(
        id=services.secrets.new_id(), login=person.login, role=person.role, name=person.name, school=school,
        college=person.college, email=person.login, password_hash=services.secrets.hash_password(PASSWORD),
        created_at=services.clock.now(),
    )  # fmt: skip


def register(services: Services, details: Details) -> Employer:
    """Let an employer register with its licence, and its contact answer the mail."""
    link = accounts.offer(services, registering.invitation(services, details, Upload(LICENCE, PDF)))
    session, _ = registering.open_account(services, link.rpartition("#")[2], details.contact, PASSWORD)
    return services.store.employer(session.actor.party or "")


def _approve(services: Services, registered: Employer) -> None:
    operator = actor(services, OPERATOR.login)
    employers.review(services, operator, registered.id, Action.APPROVE, "", version=registered.version)


def _admit(services: Services, details: Details) -> None:
    reviewer, employer = actor(services, REVIEWER.login), actor(services, details.email).party or ""
    admissions.review(services, reviewer, SCHOOL.code, employer, Action.APPROVE, "", version=1)
