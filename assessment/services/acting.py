"""The person who acts: every service takes one, none reads the web session."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import NotAllowed
from assessment.messages import message

CANDIDATE = "candidate"
EVALUATOR = "evaluator"
TRAINER = "trainer"
AUTHOR = "author"
JURY = "jury"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Acting:
    """Who acts, for which body, in which roles. A candidate acts through one file and holds no other role."""

    body_id: str
    name: str
    roles: frozenset[str]
    account_id: str | None = None
    file_id: str | None = None
    must_change: bool = False
    """The password of this person was chosen by somebody else and must be changed first."""

    @property
    def who(self) -> str:
        return self.account_id or f"candidate:{self.file_id}"

    def holds(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def require(self, *roles: str) -> str:
        """The account id of this professional, who must hold one of these roles."""
        if not self.holds(*roles) or self.account_id is None:
            raise NotAllowed(message("Votre rôle ne permet pas cette action."), needed=roles, held=sorted(self.roles))
        return self.account_id

    def require_candidate(self) -> str:
        """The file id of this candidate."""
        if not self.holds(CANDIDATE) or self.file_id is None:
            raise NotAllowed(message("Cette page est réservée à la personne qui répond."), held=sorted(self.roles))
        return self.file_id
