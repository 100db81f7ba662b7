"""An alert to volunteers, or a test of its call tree: who is asked, what is wanted, what each one answered. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.ids import PersonId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.response.sheet import Need

EXERCISE_BAND = N_("EXERCICE – EXERCICE – EXERCICE")
"""How everything begins that leaves during an exercise."""

TITLE_MOST, TEXT_MOST, NOTE_MOST = 120, 600, 200
"""Longest title, text and note, in characters: an alert is read on a phone, and leaves by SMS too."""

USEFUL = timedelta(hours=24)
"""Beyond this a request for help that has not left serves nothing any more."""


class AlertKind(StrEnum):
    """A real request for people, or the test that shows who would have read it."""

    ALERT = "alert"
    TEST = "test"


KIND_WORDS = {AlertKind.ALERT: N_("alerte"), AlertKind.TEST: N_("essai de communication")}


class AlertState(StrEnum):
    """Answers are taken while it runs."""

    RUNNING = "running"
    CLOSED = "closed"


class Answer(StrEnum):
    """What one person said; nothing is not a refusal."""

    NONE = ""
    AVAILABLE = "available"
    LATER = "later"
    NO = "no"


ANSWER_WORDS = {
    Answer.NONE: N_("sans réponse"),
    Answer.AVAILABLE: N_("disponible"),
    Answer.LATER: N_("disponible plus tard"),
    Answer.NO: N_("pas disponible"),
}

COMING = frozenset({Answer.AVAILABLE, Answer.LATER})
"""Answers that bring someone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """People wanted, frozen at the launch: how many of which professions (any when empty), within how many hours."""

    label: str
    quantity: int
    within_hours: int
    professions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is alerted. Nothing chosen: everyone who can be reached; choices narrow one another.

    ``communes`` (INSEE codes) are those of the sub-zone ``zone``, whose name is kept to be said again.
    """

    missions: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    zone: str = ""
    communes: tuple[str, ...] = ()
    cell: bool = False
    """The members of the crisis cell, and nobody else."""


EVERYONE = Audience()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert as it was launched. Instants are UTC; ``frame`` is a code of ``data/mission_frames.csv``."""

    id: str
    kind: AlertKind
    title: str
    text: str
    launched_at: datetime
    actor_id: str
    event_id: str = ""
    frame: str = ""
    state: AlertState = AlertState.RUNNING
    closed_at: datetime | None = None
    wanted: tuple[Wanted, ...] = ()
    plans: tuple[str, ...] = ()
    audience: Audience = EVERYONE
    revision: int = 1

    @property
    def is_running(self) -> bool:
        """Whether answers are still taken."""
        return self.state is AlertState.RUNNING

    @property
    def is_test(self) -> bool:
        """Whether it only tests how people are reached."""
        return self.kind is AlertKind.TEST

    @property
    def is_exercise(self) -> bool:
        """Whether it was launched during an exercise: its text begins with the band."""
        return self.text.startswith(EXERCISE_BAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One person of an alert. ``rank``: the order in which the silent are rung, from 1; ``due_at``: ring them from then on.

    ``sent_at``: a server took the message, or it was passed by hand. ``from_at`` and ``until_at`` bound when they are there.
    """

    alert_id: str
    person: PersonId
    rank: int
    due_at: datetime
    sent_at: datetime | None = None
    seen_at: datetime | None = None
    answered_at: datetime | None = None
    answer: Answer = Answer.NONE
    from_at: datetime | None = None
    until_at: datetime | None = None
    skills: str = ""
    vehicle: bool | None = None
    note: str = ""
    by_phone: bool = False
    message_state: str = ""
    """How far their message has come, a value of ``MessageState``; empty without one."""

    @property
    def is_reached(self) -> bool:
        """« Joint »: the message was taken, or they said something."""
        return self.sent_at is not None or self.has_answered

    @property
    def has_answered(self) -> bool:
        return self.answer is not Answer.NONE

    @property
    def is_coming(self) -> bool:
        """Whether they said yes, now or later."""
        return self.answer in COMING

    def is_there_at(self, at: datetime) -> bool:
        """Whether they said they would be there at an instant; the end is excluded."""
        if not self.is_coming or self.from_at is None:
            return False
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one person says, before it is written. ``from_at`` None means from now on."""

    answer: Answer
    from_at: datetime | None = None
    until_at: datetime | None = None
    skills: str = ""
    vehicle: bool | None = None
    note: str = field(default="")


def checked(reply: Reply, now: datetime) -> Reply:
    """The reply as it is kept: hours that follow one another, free texts on one line.

    Raises InvalidInput for no answer, « later » without its hour or in the past, an end before the beginning, or a text too
    long.
    """
    if reply.answer is Answer.NONE:
        raise InvalidInput(N_("Dites si vous êtes disponible, maintenant ou plus tard, ou non."))
    skills, note = " ".join(reply.skills.split()), " ".join(reply.note.split())
    for text in (skills, note):
        if len(text) > NOTE_MOST:
            raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=NOTE_MOST)
    if reply.answer is Answer.NO:
        return Reply(answer=Answer.NO, note=note)
    starts = now if reply.answer is Answer.AVAILABLE or reply.from_at is None else reply.from_at
    if reply.answer is Answer.LATER and (reply.from_at is None or reply.from_at <= now):
        raise InvalidInput(N_("Choisissez à partir de quelle heure vous seriez disponible, puis répondez de nouveau."))
    if reply.until_at is not None and reply.until_at <= starts:
        raise InvalidInput(N_("L’heure de fin vient avant l’heure de début : corrigez l’une des deux."))
    return Reply(
        answer=reply.answer, from_at=starts, until_at=reply.until_at, skills=skills, vehicle=reply.vehicle, note=note
    )


def wanted_of(needs: Iterable[Need]) -> tuple[Wanted, ...]:
    """What plans want, the soonest first."""
    found = [Wanted(one.label, one.quantity, one.within_hours, tuple(one.professions)) for one in needs]
    return tuple(sorted(found, key=lambda one: (one.within_hours, one.label, one.professions)))
