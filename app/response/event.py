"""An event of a crisis as the community lives it: its state, who qualified it, and which state may follow which.

A community never triggers ORSAN. What it writes down is what an authority said: who, for which department, under which
reference, at what time. Values and rules only: nothing is read or written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class EventKind(StrEnum):
    """Whether it happens, or is played."""

    REAL = "real"
    EXERCISE = "exercise"


class EventState(StrEnum):
    """How far an event has gone, in the order it usually goes (DOMAIN §1.4)."""

    WATCH = "watch"
    TENSION = "tension"
    QUALIFIED = "qualified"
    MOBILISATION_REQUESTED = "mobilisation_requested"
    STOOD_DOWN = "stood_down"
    REVIEWED = "reviewed"


STATE_WORDS = {
    EventState.WATCH: N_("veille"),
    EventState.TENSION: N_("tension"),
    EventState.QUALIFIED: N_("qualifié"),
    EventState.MOBILISATION_REQUESTED: N_("mobilisation demandée"),
    EventState.STOOD_DOWN: N_("levé"),
    EventState.REVIEWED: N_("retour d’expérience fait"),
}

STATE_MEANS = {
    EventState.WATCH: N_("On suit la situation ; rien n’est demandé à la communauté."),
    EventState.TENSION: N_("Les soins de ville tirent sur leurs moyens ; la cellule de crise se tient prête."),
    EventState.QUALIFIED: N_("Une autorité a dit ce que c’est : qui, pour quel département, sous quelle référence."),
    EventState.MOBILISATION_REQUESTED: N_("Une autorité demande à la communauté de mobiliser ses professionnels."),
    EventState.STOOD_DOWN: N_("L’événement est levé ; les soins reprennent leur cours."),
    EventState.REVIEWED: N_("Le retour d’expérience est fait ; le dossier est clos."),
}

MOVES: dict[EventState, tuple[EventState, ...]] = {
    EventState.WATCH: (EventState.TENSION, EventState.QUALIFIED, EventState.STOOD_DOWN),
    EventState.TENSION: (EventState.QUALIFIED, EventState.WATCH, EventState.STOOD_DOWN),
    EventState.QUALIFIED: (EventState.MOBILISATION_REQUESTED, EventState.STOOD_DOWN),
    EventState.MOBILISATION_REQUESTED: (EventState.STOOD_DOWN,),
    EventState.STOOD_DOWN: (EventState.REVIEWED, EventState.TENSION),
    EventState.REVIEWED: (),
}
"""State → the states that may follow, the usual one first. A stood-down event may flare up again: back to tension."""

FIRST_STATES = (
    EventState.WATCH,
    EventState.TENSION,
    EventState.QUALIFIED,
    EventState.MOBILISATION_REQUESTED,
)
"""What an event may begin with: the first the community hears may be the authority's call."""

SAID_BY_AUTHORITY = frozenset({EventState.QUALIFIED, EventState.MOBILISATION_REQUESTED})
"""States that only an authority's word brings about: named, with its department."""

ENDED = frozenset({EventState.STOOD_DOWN, EventState.REVIEWED})

LONGEST_TITLE, LONGEST_TEXT, LONGEST_FIELD = 120, 2_000, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. Instants are UTC; ``communes`` are INSEE codes, empty for the whole territory."""

    id: str
    title: str
    kind: EventKind = EventKind.REAL
    state: EventState = EventState.WATCH
    communes: tuple[str, ...] = ()
    summary: str = ""
    opened_at: datetime
    closed_at: datetime | None = None
    """When it was stood down."""
    revision: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it still goes on: neither stood down nor reviewed."""
        return self.state not in ENDED

    @property
    def is_exercise(self) -> bool:
        return self.kind is EventKind.EXERCISE


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state reached: when, on whose word, written by which account (``actor_id``)."""

    state: EventState
    at: datetime
    authority: str = ""
    department: str = ""
    """Code of the department the authority spoke for: « 56 »."""
    reference: str = ""
    note: str = ""
    actor_id: str = ""


@dataclass(frozen=True, slots=True)
class ActivatedPlan:
    """A plan of the library put to work in an event."""

    slug: str
    activated_at: datetime
    actor_id: str


def after(state: EventState) -> tuple[EventState, ...]:
    """The states that may follow, the usual one first."""
    return MOVES[state]


def steps_to(state: EventState) -> tuple[EventState, ...]:
    """What is written when an event opens in a state: a mobilisation request also says that the event is qualified."""
    if state not in FIRST_STATES:
        raise RuleRefusal(N_("Un événement ne s’ouvre pas levé : commencez par la veille."))
    if state is EventState.MOBILISATION_REQUESTED:
        return (EventState.QUALIFIED, state)
    return (state,)


def check_move(present: EventState, wanted: EventState) -> None:
    """Pass when ``wanted`` may follow; raises RuleRefusal otherwise."""
    if wanted not in MOVES[present]:
        raise RuleRefusal(
            N_("De « {present} », l’événement ne passe pas à « {wanted} »."),
            present=STATE_WORDS[present],
            wanted=STATE_WORDS[wanted],
        )


def check_said(state: EventState, authority: str, department: str) -> None:
    """Pass when a state that only an authority brings about names it; raises InvalidInput otherwise."""
    if state in SAID_BY_AUTHORITY and not authority.strip():
        raise InvalidInput(N_("Dites quelle autorité l’a décidé : une CPTS ne qualifie ni ne mobilise d’elle-même."))
    if state in SAID_BY_AUTHORITY and not department.strip():
        raise InvalidInput(N_("Dites pour quel département l’autorité a parlé."))


def furthest(events: Iterable[Event]) -> Event | None:
    """The event to show first: under way before ended, real before an exercise, the furthest gone, then the newest."""
    return next(iter(foremost_first(events)), None)


def certain(events: Iterable[Event]) -> Event | None:
    """The event that something said by nobody of the cell belongs to: the one real event, when nothing else is under way.

    None as soon as a person has to choose: several go on, or what goes on is played. A real need never becomes an exercise
    by itself, nor a played one real.
    """
    held = [one for one in events if one.is_open]
    return held[0] if len(held) == 1 and not held[0].is_exercise else None


def foremost_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in the order they matter, as :func:`furthest` says."""
    order = list(EventState)
    found = sorted(
        events,
        key=lambda one: (one.is_open, not one.is_exercise, one.is_open and order.index(one.state), one.opened_at),
        reverse=True,
    )
    return tuple(found)
