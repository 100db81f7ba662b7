"""An account: who may sign in, in which role, and who they are in the roster. Pure: no password is checked here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

from app.access.actor import Actor, Role, volunteer

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId

AccountId = NewType("AccountId", str)
LoginId = NewType("LoginId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Someone who may sign in. Instants are UTC; secrets stay in the store."""

    id: AccountId
    login: str
    """What they type: lower case, unique; often their e-mail address."""
    name: str
    role: Role
    created_at: datetime
    person_id: PersonId | None = None
    """Who they are in the roster; a professional without one can do nothing."""
    email: str = ""
    has_password: bool = False
    password_changed_at: datetime | None = None
    totp_since: datetime | None = None
    """Since when a code of six figures is asked besides the password; None: never."""
    disabled_at: datetime | None = None
    language: str = ""
    """« fr », « en », or empty: that of their browser."""
    key_alone: bool = True
    """Whether a key pressed alone (« / » for the search) may act: who speaks to their machine turns it off (WCAG 2.1.4)."""
    revision: int = 1

    @property
    def actor(self) -> Actor:
        """Who acts when this account does: a professional acts as the person of the roster, as from their own page."""
        if self.role is Role.PROFESSIONAL and self.person_id is not None:
            return volunteer(self.person_id, self.name)
        return Actor(self.id, self.name, self.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One browser signed in. Instants are UTC; ``device`` is in words, « Firefox, Android »."""

    id: LoginId
    account_id: AccountId
    opened_at: datetime
    seen_at: datetime
    expires_at: datetime
    """Whatever happens; an idle login ends before."""
    how: str
    device: str = ""
    ended_at: datetime | None = None
