"""The one error tree of domain, use cases and store; ``web/problems.py`` holds the one table that makes answers of it.

1. A broken rule raises. No function returns ``None`` or ``False`` to say no.
2. A refusal carries a stable code, never a sentence: the sentence in the reader's language comes from i18n by code.
3. No error carries a personal value: ``params`` hold limits, names of fields, line numbers and code points only.
4. ``NotFound`` says what kind of thing was asked for, never whether someone else's record exists.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class DomainError(Exception):
    """Root of every error that the domain, the use cases and the store raise on purpose."""


class Refused(DomainError):  # noqa: N818 - it names the fact (architecture.md 9)
    """A rule says no.

    ``code`` is stable snake_case, ``field`` the input at fault, ``rule`` the rule's ID ("F05"),
    ``params`` what the sentence needs (limits, line numbers). Two refusals that say the same are equal.
    """

    def __init__(
        self,
        code: str,
        *,
        field: str | None = None,
        rule: str | None = None,
        params: Mapping[str, str | int] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.rule = rule
        self.params: Mapping[str, str | int] = MappingProxyType(dict(params or {}))

    def _facts(self) -> tuple[str, str | None, str | None, dict[str, str | int]]:
        return self.code, self.field, self.rule, dict(self.params)

    def __eq__(self, other: object) -> bool:
        return self._facts() == other._facts() if isinstance(other, Refused) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.code, self.field, self.rule))

    def __repr__(self) -> str:
        return f"Refused({self.code!r}, field={self.field!r}, rule={self.rule!r}, params={dict(self.params)!r})"


class Problems(DomainError):  # noqa: N818 - it names the fact (architecture.md 9)
    """Several refusals of one form, so that a person sees all of them at once."""

    def __init__(self, refusals: Iterable[Refused]) -> None:
        self.refusals: tuple[Refused, ...] = tuple(refusals)
        super().__init__(", ".join(refusal.code for refusal in self.refusals))


class NotFound(DomainError):  # noqa: N818 - it names the fact (architecture.md 9)
    """Nothing of this kind that the actor may see."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Forbidden(DomainError):  # noqa: N818 - it names the fact (architecture.md 9)
    """The actor's role may not do this."""

    def __init__(self, action: str = "") -> None:
        super().__init__(action)
        self.action = action


class Stale(DomainError):  # noqa: N818 - it names the fact (architecture.md 9)
    """The record has moved on (decision 11): ``version`` is the stored one, ``changed`` the fields that differ."""

    def __init__(self, version: int, changed: Iterable[str] = ()) -> None:
        super().__init__(version)
        self.version = version
        self.changed: tuple[str, ...] = tuple(changed)


class Conflict(DomainError):  # noqa: N818 - it names the fact (architecture.md 3)
    """A condition of a commit failed: ``change`` is the change whose condition it was (decision 10)."""

    def __init__(self, change: object) -> None:
        super().__init__(type(change).__name__)
        self.change = change
