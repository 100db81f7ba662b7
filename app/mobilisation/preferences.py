"""What a volunteer asks of whoever contacts them: ways out, hours, language, how often, and calls at the last minute."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.mobilisation.quiet import QuietHours
    from app.roster.person import Person


class Channel(StrEnum):
    """How a message leaves: by e-mail, by SMS, or by the coordinator's own hand (copied, printed, said)."""

    EMAIL = "email"
    SMS = "sms"
    HAND = "hand"


CHANNEL_WORDS = {Channel.EMAIL: N_("e-mail"), Channel.SMS: N_("SMS"), Channel.HAND: N_("à la main")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidContact:
    """The address and number a person says are theirs now, until the coordination takes them or leaves them.

    ``mobile`` in E.164; empty text: as it is known. ``at`` is UTC.
    """

    email: str = ""
    mobile: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """One volunteer's wishes. ``quiet`` adds to the community's quiet hours; ``budget`` may only lower its budget.

    ``last_minute``: they agreed to be asked for urgent holes during the community's quiet hours, never during their own.
    ``said``: what nobody has checked yet; nothing is sent there.
    """

    channels: tuple[Channel, ...] = (Channel.EMAIL, Channel.SMS)
    quiet: QuietHours | None = None
    budget: int | None = None
    last_minute: bool = False
    language: str = "fr"
    said: SaidContact | None = None


NO_WISH = Preferences()
"""What holds for someone who set nothing."""


def channel_of(person: Person, wishes: Preferences = NO_WISH) -> Channel:
    """The first wished channel for which an address is known; by hand when none is."""
    known = {Channel.EMAIL: bool(person.email), Channel.SMS: bool(person.mobile), Channel.HAND: True}
    return next((one for one in wishes.channels if known[one]), Channel.HAND)


def is_reachable(person: Person) -> bool:
    """Whether any way to reach the person is known: e-mail, mobile or another phone."""
    return bool(person.email or person.mobile or person.phone)
