"""The words of a school beside its records (rules.md 1.3): 签约状态 and 协议书状态 side by side, never merged.

1. A party's record carries `word`, its state as the school calls it, and an agreement `signing_word` as well; None
   where the portal's own word stands. The school's people meet theirs through the session.
2. A record is worded by the policy version that it is pinned to; a list reads each version once.
"""

from __future__ import annotations

from functions.domain.actors import STAFF
from functions.domain.agreement import Agreement
from functions.domain.policy import SchoolPolicy
from functions.policies.words import word
from functions.web.call import Call


class Words:
    """What one reader's records are called; `policy` is the one that all of them are pinned to, where it is known."""

    def __init__(self, call: Call, policy: SchoolPolicy | None = None) -> None:
        self._call, self._policy = call, policy
        self._read: dict[tuple[str, int], SchoolPolicy] = {}

    def of(self, school: str, version: int, machine: str, state: str) -> str | None:
        """Return the word of a state under a policy version."""
        if self._call.actor.role in STAFF:
            return None
        chosen = (self._policy or self._of(school, version)).status_words
        return word(chosen, self._call.actor.role, self._call.language, machine, state)

    def _of(self, school: str, version: int) -> SchoolPolicy:
        if (school, version) not in self._read:
            self._read[school, version] = self._call.services.store.policy(school, version).policy
        return self._read[school, version]

    def of_agreement(self, found: Agreement) -> dict[str, str | None]:
        """Return both words of an agreement."""
        pinned = found.school, found.policy_version
        return {
            "word": self.of(*pinned, "agreement", found.state),
            "signing_word": self.of(*pinned, "invitation", found.signing),
        }
