"""What a use case may take when no action alone says it; the tables of :mod:`tests.services.who_may` are made of these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from app.access.permissions import Action


class Apart(Enum):
    """What no action alone says."""

    SESSION = auto()
    """RUN_SESSION, or the link of that very session."""
    ANY_SESSION = auto()
    """RUN_SESSION, or the link of a session: which one, is known once the thing is found."""
    ACCOUNT = auto()
    """One's own account, whatever the role: there is nobody else's to reach."""


@dataclass(frozen=True, slots=True)
class Own:
    """A volunteer for themselves, or whoever may do ``for_others``."""

    for_others: Action = Action.ACT_AS_ONESELF


Takes = Action | Apart | Own
