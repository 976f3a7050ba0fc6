"""What an operator chose for an environment: one JSON file, `environments/NAME.json`, kept by the operator.

1. Every name in the account is derived from the environment's, so that several fit one account.
2. A wrong file is refused by the name of its field before anything is asked of AWS.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from functions import settings

FOLDER = Path("environments")
# Nine times the peak minute of a school of 8,000 (docs/capacity.md). At 50 ms each they keep one function at work, of
# the thousand that a new account may run: hundreds of schools may ask too much at once, and the others are served.
SCHOOL_REQUESTS = 1200
_NAME = re.compile(r"[a-z][a-z0-9-]{1,19}")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]")
_FIELDS = frozenset({"region", "host", "mail_from", "root", "parameters", "variables"})


class Refusal(Exception):  # noqa: N818 - it names the fact
    """The step is not taken; the text says why and what to do next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An environment as it is to be; `root` is the file with the public half of the root key, if there is one yet."""

    name: str
    region: str
    host: str
    mail_from: str
    root: Path | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    """Parameters of infra/template.yaml beyond the environment's name."""
    variables: dict[str, str] = field(default_factory=dict)
    """Further variables of functions/settings.py."""

    @property
    def stack(self) -> str:
        """Name of the stack; those of the functions begin with it."""
        return f"agreements-{self.name}"

    def function(self, stage: str) -> str:
        """Return the name that Zappa gives the function of a stage."""
        return f"{self.stack}-{stage}"

    def environment(self, outputs: dict[str, str]) -> dict[str, str]:
        """Return the functions' variables; AWS sets AWS_REGION itself. Raises Refusal with the variable's name."""
        variables = {
            "DEPLOYMENT": "production",
            "OFFICIAL_HOST": self.host,
            "TABLE": outputs["Table"],
            "UPLOADS_BUCKET": outputs["Uploads"],
            "DOCUMENTS_BUCKET": outputs["Documents"],
            "SITE_BUCKET": outputs["Site"],
            "BACKUPS_BUCKET": outputs["Backups"],
            "DEAD_LETTERS": outputs["DeadLetters"],
            "MAIL_FROM": self.mail_from,
            "PERSONAL_SECRET": outputs["PersonalSecret"],
            # Without a CDN the function serves the site.
            "SERVE_SITE": "no" if self.parameters.get("Cdn") == "yes" else "yes",
            "SCHOOL_REQUESTS_A_MINUTE": str(SCHOOL_REQUESTS),
        } | self.variables
        try:
            settings.read(variables | {"AWS_REGION": self.region})
        except settings.SettingsError as error:
            raise Refusal(f"{error}: mend it in the environment's file, then run this again") from error
        return variables


def read(name: str, file: Path | None = None, region: str | None = None) -> Chosen:
    """Return what was chosen for the environment `name`; raises Refusal."""
    _require(_NAME.fullmatch(name), "--env must have 2 to 20 lower-case letters, digits and hyphens, a letter first")
    path = file or FOLDER / f"{name}.json"
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refusal(f"{path} is not there: write it as docs/runbook.md shows") from None
    except ValueError as error:
        raise Refusal(f"{path} is not JSON: {error}") from error
    _require(isinstance(said, dict), f"{path} must hold an object")
    for unknown in said.keys() - _FIELDS:
        raise Refusal(f"{path} has the field {unknown!r}, which nothing reads; known are {', '.join(sorted(_FIELDS))}")
    return Chosen(
        name=name, region=_region(region or said.get("region"), path), host=_text(said, "host", path),
        mail_from=_text(said, "mail_from", path),
        root=path.parent / _text(said, "root", path) if "root" in said else None,
        parameters=_texts(said, "parameters", path), variables=_texts(said, "variables", path),
    )  # fmt: skip


def _region(value: object, path: Path) -> str:
    _require(isinstance(value, str) and _REGION.fullmatch(value), f"{path}: region must be one such as cn-north-1")
    return str(value)


def _text(said: dict[str, object], name: str, path: Path) -> str:
    value = said.get(name)
    _require(isinstance(value, str) and value, f"{path}: {name} must be a text that is not empty")
    return str(value)


def _texts(said: dict[str, object], name: str, path: Path) -> dict[str, str]:
    value = said.get(name, {})
    is_right = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    _require(is_right, f"{path}: {name} must be an object whose values are texts")
    return dict(value) if isinstance(value, dict) else {}


def _require(is_so: object, otherwise: str) -> None:
    if not is_so:
        raise Refusal(otherwise)
