"""Who takes part in an exercise, in which role and for which function. Names and addresses are guests' own and go first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import date, datetime


class ParticipantRole(StrEnum):
    """Roles of an exercise (DOMAIN §5.1)."""

    DIRECTOR = "director"
    HIGH_CONTROL = "high_control"
    LOW_CONTROL = "low_control"
    PLAYER = "player"
    OBSERVER = "observer"


PARTICIPANT_ROLE_WORDS = {
    ParticipantRole.DIRECTOR: N_("direction de l’exercice (DIREX)"),
    ParticipantRole.HIGH_CONTROL: N_("animation haute (joue les autorités)"),
    ParticipantRole.LOW_CONTROL: N_("animation basse (joue le terrain)"),
    ParticipantRole.PLAYER: N_("joueur"),
    ParticipantRole.OBSERVER: N_("observateur"),
}

ANIMATORS = frozenset({ParticipantRole.DIRECTOR, ParticipantRole.HIGH_CONTROL, ParticipantRole.LOW_CONTROL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One participant. ``function``: what they hold or play (« cadre d’astreinte ») ; ``organisation``: « CHBA ».

    ``hot_wash_on``: the Paris day they answered the hot wash; neither the hour nor the answer is kept with them.
    """

    id: str
    exercise_id: str
    role: ParticipantRole
    function: str
    organisation: str = ""
    person_id: str = ""
    account_id: str = ""
    attended: bool = False
    hot_wash_on: date | None = None
    invited_at: datetime | None = None
    removed_at: datetime | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    revision: int = 1

    @property
    def who(self) -> str:
        """« cadre d’astreinte, CHBA »: what stands for them wherever names do not go."""
        return ", ".join(dict.fromkeys(filter(None, (self.function, self.organisation))))
