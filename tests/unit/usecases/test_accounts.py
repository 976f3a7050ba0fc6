"""Accounts below HTTP: two who bind or join at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from functions.domain.actors import Role
from functions.domain.employer import CodePath
from functions.domain.errors import Conflict, Refused
from functions.usecases import accounts, registering
from functions.usecases.accounts import Binding
from functions.usecases.registering import Details
from functions.usecases.uploads import PDF, Upload
from tests import factories
from tests.world import PASSWORD, World

ID_NUMBER = "11010519491231002X"


def outcomes(calls: int, verb: object) -> list[str]:
    def one(_: int) -> str:
        try:
            verb()  # type: ignore[operator]  # a function of nothing
        except (Refused, Conflict) as error:
            return getattr(error, "code", "conflict")
        return "done"

    with ThreadPoolExecutor(calls) as threads:
        return sorted(threads.map(one, range(calls)))


def test_two_who_bind_at_once_make_one_account() -> None:
    world = World()
    secrets = world.services.secrets
    student = secrets.student_id(factories.SCHOOL, "9")
    world.insert(factories.student(id=student, number="9", id_mark=secrets.id_mark(factories.SCHOOL, ID_NUMBER)))
    typed = Binding(
        school=factories.SCHOOL, name="欧阳思远", number="9", id_number=ID_NUMBER, password=PASSWORD
    )  # fmt: skip
    assert outcomes(4, lambda: accounts.bind(world.services, typed)) == ["binding_failed"] * 3 + ["done"]
    assert len(world.services.store.accounts_of_party(student)) == 1


def test_one_invitation_makes_one_account() -> None:
    world = World()
    actor = world.services.store.account("account-admin").as_actor()
    invitation = accounts.invitation_to(world.services, actor, email="a@b.cn", name="孙老师", role=Role.SCHOOL)
    accounts.invite(world.services, invitation, "江淮理工大学")
    token = world.mailer.sent[-1][2].rpartition("#")[2].split()[0]
    found = outcomes(4, lambda: accounts.open_account(world.services, token, "孙老师", PASSWORD))
    assert found.count("done") == 1
    assert set(found) <= {"done", "invitation_used", "login_taken"}


def test_a_link_that_is_handed_over_opens_one_account_and_no_mail_is_sent() -> None:
    world = World()
    actor = world.services.store.account("account-admin").as_actor()
    invitation = accounts.invitation_to(world.services, actor, email="a@b.cn", name="孙老师", role=Role.SCHOOL)
    token = accounts.offer(world.services, invitation).rpartition("#")[2]
    assert outcomes(2, lambda: accounts.open_account(world.services, token, "孙老师", PASSWORD)).count("done") == 1
    assert world.mailer.sent == []


def test_two_registrations_of_one_employer_at_once_make_one() -> None:
    world = World()
    details = Details(
        name="合肥星河科技有限公司", uscc="91110000600037341L", code_path=CodePath.NONE, nature="其他企业",
        industry="教育", location="安徽省合肥市", address="望江西路", postcode="230088", contact="何晓",
        phone="0551-61111111", email="hr@xinghe.example",
    )  # fmt: skip
    licence = Upload(b"%PDF-", PDF)
    links = iter(
        [accounts.offer(world.services, registering.invitation(world.services, details, licence)) for _ in range(4)]
    )
    found = outcomes(
        4, lambda: registering.open_account(world.services, next(links).rpartition("#")[2], "何晓", PASSWORD)
    )
    assert found == ["done"] + ["employer_already_registered"] * 3
