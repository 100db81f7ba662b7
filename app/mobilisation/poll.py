"""A poll over chosen sessions and professions: when it is open, who is asked, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.mobilisation.preferences import is_reachable
from app.words import _, ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import CentreId, PersonId, SessionId
    from app.roster.person import Mission, Person
    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.session import Session

Eligible = Callable[["Person", "Session", str], bool]
"""Whether a person may hold a role in a session: ``app.scheduling.assembly.Eligibility.allows``."""


class PollState(StrEnum):
    """An open poll takes answers; a closed one keeps them."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One question to many: for which of these sessions could you come? ``professions`` empty means all, helpers too."""

    id: str
    centre_id: CentreId
    session_ids: tuple[SessionId, ...]
    professions: frozenset[str] = frozenset()
    mission: Mission | None = None
    opened_at: datetime
    closes_at: datetime
    state: PollState = PollState.OPEN

    def is_open(self, now: datetime) -> bool:
        """Whether an answer still counts at ``now``."""
        return self.state is PollState.OPEN and now < self.closes_at


def open_poll(poll: Poll, sessions: Mapping[SessionId, Session]) -> Poll:
    """The poll, once what it asks makes sense.

    Raises InvalidInput when no session is chosen, when one has begun, or when it closes before it opens.
    """
    if not poll.session_ids:
        raise InvalidInput(N_("Choisissez au moins une séance à sonder."))
    if poll.closes_at <= poll.opened_at:
        raise InvalidInput(N_("Le sondage se clôt avant d’ouvrir : choisissez une clôture à venir."))
    begun = [one for one in poll.session_ids if sessions[one].starts_at <= poll.opened_at]
    if begun:
        raise InvalidInput(
            N_("La séance du {day} a déjà commencé : retirez-la du sondage."),
            day=min(sessions[one].day for one in begun),
        )
    return poll


def close(poll: Poll, now: datetime) -> Poll:
    """The poll closed at ``now``; one already past its closing keeps its own hour."""
    return replace(poll, state=PollState.CLOSED, closes_at=min(poll.closes_at, now))


class Unasked(StrEnum):
    """Why someone of the professions asked is left out."""

    OPTED_OUT = "opted_out"
    OTHER_MISSION = "other_mission"
    UNREACHABLE = "unreachable"


def _why_unasked(person: Person, poll: Poll, now: datetime) -> Unasked | None:
    if not person.is_contactable_on(paris_date(now)):
        return Unasked.OPTED_OUT
    if poll.mission is not None and person.missions and poll.mission not in person.missions:
        return Unasked.OTHER_MISSION
    return None if is_reachable(person) else Unasked.UNREACHABLE


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a poll asks, and whom it leaves out and why."""

    asked: tuple[Person, ...]
    left_out: tuple[tuple[Person, Unasked], ...] = ()

    @property
    def sentence(self) -> str:
        """« 87 personnes interrogées ; 3 sans e-mail ni téléphone, 9 ne veulent plus être sollicitées. »"""
        asked = ngettext("{n} personne interrogée", "{n} personnes interrogées", len(self.asked)).format(
            n=len(self.asked)
        )
        counts = Counter(why for _person, why in self.left_out)
        parts = [_left_out(why, counts[why]) for why in Unasked if counts[why]]
        return _("{asked} ; {left_out}.").format(asked=asked, left_out=", ".join(parts)) if parts else f"{asked}."


def _left_out(why: Unasked, count: int) -> str:
    words = {
        Unasked.OPTED_OUT: ngettext(
            "{n} ne veut plus être sollicitée", "{n} ne veulent plus être sollicitées", count
        ),
        Unasked.OTHER_MISSION: ngettext(
            "{n} s’est proposée pour d’autres missions", "{n} se sont proposées pour d’autres missions", count
        ),
        Unasked.UNREACHABLE: ngettext(
            "{n} n’a ni e-mail ni téléphone", "{n} n’ont ni e-mail ni téléphone", count
        ),
    }  # fmt: skip
    return words[why].format(n=count)


def audience(poll: Poll, people: Iterable[Person], now: datetime) -> Audience:
    """Who is asked: of the professions, contactable, volunteering for the mission (none declared = kept), reachable."""
    asked: list[Person] = []
    left_out: list[tuple[Person, Unasked]] = []
    for person in sorted(people, key=lambda one: one.id):
        if poll.professions and person.profession not in poll.professions:
            continue
        why = _why_unasked(person, poll, now)
        if why is None:
            asked.append(person)
        else:
            left_out.append((person, why))
    return Audience(tuple(asked), tuple(left_out))


@dataclass(frozen=True, slots=True)
class PollRank:
    """How much one person's yes is worth: ``opens`` sessions where it brings a line nearer to opening, ``fills`` where it
    fills a seat. ``rivals``: people asked who could open the same, the scarcest place counting.
    """

    person: Person
    opens: int
    fills: int
    rivals: int = 0

    @property
    def reason(self) -> str:
        """« un oui ouvre une ligne dans 2 séances, pourvoit un poste dans 5 »."""
        parts = []
        if self.opens:
            parts.append(
                ngettext(
                    "un oui compte pour ouvrir une ligne dans {n} séance",
                    "un oui compte pour ouvrir une ligne dans {n} séances",
                    self.opens,
                ).format(n=self.opens)
            )
        if self.fills:
            parts.append(
                ngettext("pourvoit un poste dans {n} séance", "pourvoit un poste dans {n} séances", self.fills).format(
                    n=self.fills
                )
            )
        return ", ".join(parts) if parts else _("aucun poste à sa portée ne manque")


def order_of_asking(
    asked: Iterable[Person], capacities: Iterable[SessionCapacity], eligible: Eligible
) -> tuple[PollRank, ...]:
    """First those whose yes helps open a line, the hardest to replace first; then those whose yes fills most.

    ``capacities`` are those of the poll's sessions, as things stand; ties go by id.
    """
    people = sorted(asked, key=lambda one: one.id)
    holes = list(capacities)
    could_open = {
        (capacity.session_id, role): frozenset(one.id for one in people if eligible(one, capacity.session, role))
        for capacity in holes
        for role, _missing in capacity.to_open
    }
    ranked = [_rank(person, holes, could_open, eligible) for person in people]
    return tuple(sorted(ranked, key=lambda one: (not one.opens, one.rivals, -one.opens, -one.fills, one.person.id)))


def _rank(
    person: Person,
    holes: Sequence[SessionCapacity],
    could_open: Mapping[tuple[SessionId, str], frozenset[PersonId]],
    eligible: Eligible,
) -> PollRank:
    opening = [key for key, able in could_open.items() if person.id in able]
    fills = sum(any(eligible(person, one.session, role) for role, _missing in one.missing) for one in holes)
    rivals = min((len(could_open[key]) for key in opening), default=0)
    return PollRank(person, len({session for session, _role in opening}), fills, rivals)
