"""`python -m functions.cli COMMAND`: what operators do by hand.

1. `schools` lists the schools and their keys. `operator` invites the platform's first operator by e-mail, or prints
   the link where no mail goes out yet; everybody else is invited in the portal.
2. `keys` looks after who may sign (functions/cli/keys.py); it needs the issuer's role, and some of it the root key.
3. `calendar` imports a year's official working days (functions/cli/calendar.py).
4. `secrets` looks after the keys of personal data (functions/cli/secrets.py).
5. `backup` keeps a second copy of everything and brings it back (functions/cli/backup.py).
6. `dead-letters` looks at what the issuer gave up and does it again (functions/cli/dead_letters.py).
7. `school` lets a school leave with its data (functions/cli/school.py).
8. `migrate` writes the rows of older releases anew (functions/cli/migrate.py).
9. `retention` says what will be erased, and holds what must stay (functions/cli/retention.py).
10. `usage` says what each school used and what that costs (functions/cli/usage.py).
11. What is refused is one line and exit code 1; bad usage is 2.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from functions import bootstrap, settings
from functions.adapters.dynamo.table import TableBusy
from functions.adapters.smtp import AnswerLost
from functions.bootstrap import Issuer
from functions.cli import backup, calendar, dead_letters, keys, migrate, refusals, retention, school, secrets, usage
from functions.cli.sentences import sentence
from functions.cli.terminal import Abandoned
from functions.domain.actors import SYSTEM, Role
from functions.domain.errors import DomainError
from functions.domain.signing_keys import LockOut
from functions.ports import ChannelRefused
from functions.settings import SettingsError
from functions.usecases import accounts, schools


def main(arguments: list[str]) -> int:
    """Run a command; return the exit code, 1 with one line on standard error when it is refused."""
    given = _parser().parse_args(arguments)
    try:
        for line in given.run(given):
            print(line)
    except LockOut as refusal:
        return _refused(sentence(refusal))
    except Abandoned as end:
        return _refused(str(end))
    except (BotoCoreError, ClientError, PynamoDBException, TableBusy) as error:
        return _refused(refusals.sentence(error))
    except (ChannelRefused, AnswerLost) as error:
        return _refused(refusals.unsent(error))
    except (DomainError, SettingsError, OSError, ValueError) as error:
        return _refused(f"{type(error).__name__}: {error}")
    return 0


def _refused(line: str) -> int:
    print(line, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m functions.cli", description="Operate the service.")
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("schools", help="list the schools and their keys")
    listing.set_defaults(run=_schools)
    operator = commands.add_parser("operator", help="invite an operator of the platform")
    operator.add_argument("email", help="the address to which the link goes, and the login")
    operator.add_argument("name", help="the person's name")
    operator.add_argument("--link", action="store_true", help="print the link and send no mail")
    operator.set_defaults(run=_operator)
    keys.add_to(commands)
    calendar.add_to(commands)
    dead_letters.add_to(commands)
    secrets.add_to(commands)
    backup.add_to(commands)
    school.add_to(commands)
    migrate.add_to(commands)
    retention.add_to(commands)
    usage.add_to(commands)
    return parser


def _issuer() -> Issuer:
    return bootstrap.issuer(settings.read())


def _schools(_: argparse.Namespace) -> Iterator[str]:
    services, cursor = _issuer().services, None
    while True:
        page = schools.keys(services, cursor)
        for found, kept in page.items:
            yield f"{found.code} {found.name}"
            yield from (f"  {key.use} {key.kid} {key.not_before:%Y-%m-%d} to {key.not_after:%Y-%m-%d}" for key in kept)
        if not (cursor := page.cursor):
            return


def _operator(given: argparse.Namespace) -> Iterator[str]:
    services = _issuer().services
    invitation = accounts.invitation_to(services, SYSTEM, email=given.email, name=given.name, role=Role.OPERATOR)
    if given.link:
        yield accounts.offer(services, invitation)
        yield "Whoever opens it becomes an operator, once, within 7 days: hand it to that person only. 请仅交本人。"
        return
    accounts.invite(services, invitation, services.host)
    yield f"invited {given.email}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
