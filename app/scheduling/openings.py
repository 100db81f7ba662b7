"""Session templates: half-days, weekdays, lunch gap, period → the sessions to create, after a preview that shows collisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_instant
from app.core.errors import N_, InvalidInput
from app.core.ids import SessionId
from app.scheduling.opening_days import ClosedDay, DayException, OpenDays, open_days
from app.scheduling.session import Session, SessionState
from app.scheduling.spoken import half_day_of, listed
from app.words import _, ngettext
from app.words.dates import spoken_day
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.core.ids import CentreId

MONDAY_TO_FRIDAY = frozenset(range(5))
LONGEST_PERIOD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Hours:
    """Wall times of a session in Paris. A night ends the next day; ``fold`` 1 is the second of a doubled hour."""

    starts: time
    ends: time
    ends_next_day: bool = False
    start_fold: int = 0
    end_fold: int = 0


MORNING = Hours(time(9), time(13))
AFTERNOON = Hours(time(14), time(18))
HALF_DAYS = (MORNING, AFTERNOON)
"""9–13 and 14–18, with the lunch gap between."""


@dataclass(frozen=True, slots=True)
class SessionTemplate:
    """What to open: a period (both days included), weekdays (0 = Monday), hours, lines. ``hours_on`` overrides a weekday's hours.

    ``weekdays`` and public holidays decide the days; a day opened by exception uses the hours of its weekday.
    """

    first: date
    last: date
    lines: int
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    hours: tuple[Hours, ...] = HALF_DAYS
    hours_on: Mapping[int, tuple[Hours, ...]] = field(default_factory=dict)
    open_on_holidays: bool = False
    site: str = ""
    target_group: str = ""
    dose_number: int = 1
    vaccine: str = ""

    def hours_of(self, day: date) -> tuple[Hours, ...]:
        """The hours of a day, earliest first."""
        return tuple(sorted(self.hours_on.get(day.weekday(), self.hours), key=lambda hours: hours.starts))


@dataclass(frozen=True, slots=True)
class Collision:
    """A session that would overlap one that exists in the same place."""

    wanted: Session
    existing: Session

    @property
    def sentence(self) -> str:
        """« Lundi 30 novembre, matin : une séance existe déjà à ces heures. »"""
        return _("{moment} : une séance existe déjà à ces heures.").format(moment=capitalised(half_day_of(self.wanted)))


@dataclass(frozen=True, slots=True)
class Opening:
    """The preview of a creation: what would be created, what is left out and why. Nothing is written yet."""

    sessions: tuple[Session, ...]
    closed_days: tuple[ClosedDay, ...] = ()
    collisions: tuple[Collision, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """« 10 séances du lundi 30 novembre au vendredi 4 décembre. 1 jour reste fermé : mercredi 11 novembre (férié : …). »"""
        return " ".join(part for part in (self._created, self._closed, self._skipped) if part)

    @property
    def _created(self) -> str:
        count = len(self.sessions)
        if not count:
            return _("Aucune séance à créer.")
        said = ngettext("{n} séance, {first}.", "{n} séances, du {first} au {last}.", count)
        return said.format(n=count, first=spoken_day(self.sessions[0].day), last=spoken_day(self.sessions[-1].day))

    @property
    def _closed(self) -> str:
        count = len(self.closed_days)
        said = ngettext("{n} jour reste fermé : {days}.", "{n} jours restent fermés : {days}.", count)
        return said.format(n=count, days=listed(one.sentence for one in self.closed_days)) if count else ""

    @property
    def _skipped(self) -> str:
        count = len({collision.wanted.id for collision in self.collisions})
        said = ngettext(
            "{n} séance existe déjà à ces heures et n’est pas recréée.",
            "{n} séances existent déjà à ces heures et ne sont pas recréées.",
            count,
        )
        return said.format(n=count) if count else ""


def plan_opening(
    template: SessionTemplate, centre_id: CentreId, id_of: Callable[[], str], *, today: date,
    existing: Iterable[Session] = (), exceptions: Iterable[DayException] = (),
) -> Opening:  # fmt: skip
    """Every session of the template, in time order, ids drawn in that order; colliding ones are shown and left out.

    ``today`` is the civil day in Paris: days gone by are a warning, not a refusal. Raises InvalidInput for a period that
    ends before it starts or lasts over a year, hours that end before they start or overlap, or a wall time that does
    not exist.
    """
    _check(template)
    calendar = open_days(template.weekdays, open_on_holidays=template.open_on_holidays, exceptions=exceptions)
    wanted = [
        session_at(hours, day, template, centre_id, SessionId(id_of()))
        for day in _days(template)
        if calendar.is_open(day)
        for hours in template.hours_of(day)
    ]
    known = [one for one in existing if one.state is not SessionState.CANCELLED and one.centre_id == centre_id]
    collisions = tuple(
        Collision(one, other)
        for one in wanted
        for other in sorted(known, key=lambda other: (other.starts_at, other.id))
        if one.site == other.site and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    )
    taken = {collision.wanted.id for collision in collisions}
    return Opening(
        tuple(one for one in wanted if one.id not in taken),
        tuple(_closed_days(template, calendar)),
        collisions,
        _warnings(wanted, today),
    )


def session_at(hours: Hours, day: date, template: SessionTemplate, centre_id: CentreId, id: SessionId) -> Session:
    """One session of the template on ``day``. Raises InvalidInput for a bound inside the hour that spring skips."""
    ends_on = day + timedelta(days=1) if hours.ends_next_day else day
    starts_at = paris_instant(day, hours.starts, hours.start_fold)
    ends_at = paris_instant(ends_on, hours.ends, hours.end_fold)
    if ends_at <= starts_at:
        raise InvalidInput(N_("Le {day} : la séance finit avant de commencer. Corrigez ses heures."), day=day)
    return Session(
        id, centre_id, day, hours.starts, hours.ends, starts_at, ends_at, template.lines, site=template.site,
        target_group=template.target_group, dose_number=template.dose_number, vaccine=template.vaccine,
    )  # fmt: skip


def hours_of_session(session: Session) -> Hours:
    """The wall times of a session with their folds, read back from its instants."""
    start, end = session.starts_at.astimezone(PARIS), session.ends_at.astimezone(PARIS)
    return Hours(session.starts, session.ends, end.date() > start.date(), start.fold, end.fold)


def _days(template: SessionTemplate) -> Iterator[date]:
    for offset in range((template.last - template.first).days + 1):
        yield template.first + timedelta(days=offset)


def _closed_days(template: SessionTemplate, calendar: OpenDays) -> Iterator[ClosedDay]:
    for day in _days(template):
        reason = calendar.why_closed(day)
        if reason is not None and day.weekday() in template.weekdays:
            yield ClosedDay(day, reason)


def _warnings(wanted: list[Session], today: date) -> tuple[str, ...]:
    past = len([one for one in wanted if one.day < today])
    if not past:
        return ()
    said = ngettext("{n} séance est dans le passé.", "{n} séances sont dans le passé.", past)
    return (said.format(n=past),)


def _check(template: SessionTemplate) -> None:
    if template.last < template.first:
        raise InvalidInput(
            N_("La période finit le {last}, avant de commencer le {first} : inversez les deux dates."),
            first=template.first,
            last=template.last,
        )
    if template.last - template.first > LONGEST_PERIOD:
        raise InvalidInput(N_("La période dure plus d’un an : créez les séances en plusieurs fois."))
    if template.lines < 1:
        raise InvalidInput(N_("Une séance a au moins une ligne (lu : {lines})."), lines=template.lines)
    if not template.weekdays:
        raise InvalidInput(N_("Choisissez au moins un jour de la semaine."))
    if not template.hours:
        raise InvalidInput(N_("Choisissez au moins une demi-journée."))
    for hours in (template.hours, *template.hours_on.values()):
        _check_hours(hours)


def _check_hours(hours: tuple[Hours, ...]) -> None:
    ordered = sorted(hours, key=lambda one: one.starts)
    for one in ordered:
        if one.ends <= one.starts and not one.ends_next_day and one.end_fold <= one.start_fold:
            raise InvalidInput(
                N_("{starts}–{ends} : la fin précède le début. Pour une nuit, dites qu’elle finit le lendemain."),
                starts=f"{one.starts:%H:%M}",
                ends=f"{one.ends:%H:%M}",
            )
        if one.ends_next_day and one.ends > one.starts:
            raise InvalidInput(
                N_("{starts}–{ends} le lendemain : une séance ne dure pas plus de 24 heures."),
                starts=f"{one.starts:%H:%M}",
                ends=f"{one.ends:%H:%M}",
            )
    for one, other in pairwise(ordered):
        if one.ends_next_day or other.starts < one.ends:
            raise InvalidInput(
                N_("Deux séances du même jour se chevauchent : {one} et {other}."),
                one=f"{one.starts:%H:%M}–{one.ends:%H:%M}",
                other=f"{other.starts:%H:%M}–{other.ends:%H:%M}",
            )
