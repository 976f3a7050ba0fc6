"""The résumé (简历): what a graduate writes of herself, in plain words, and nothing that the school knows already.

It is kept once. An employer reads it as it stands, for as long as an application to that employer does (D01).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from functions.domain.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Resume:
    """One graduate's résumé; a field that says nothing is ""."""

    school: str
    student: str
    wish: str = ""
    experience: str = ""
    skills: str = ""
    about: str = ""
    version: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing yet."""
        return not (self.wish or self.experience or self.skills or self.about)


def rewrite(resume: Resume, *, wish: str, experience: str, skills: str, about: str) -> Resume:
    """Return the résumé in its next words."""
    return replace(
        resume, wish=wish, experience=experience, skills=skills, about=about, version=resume.version + 1
    )  # fmt: skip


def require(resume: Resume) -> None:
    """Require that there is something to read; raises Refused."""
    if resume.is_blank:
        raise Refused("resume_blank", rule="D01")
