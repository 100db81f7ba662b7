"""Second doses: creating a first-dose session proposes the one where the same people come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.scheduling.openings import SessionTemplate, hours_of_session, session_at
from app.scheduling.session import Session
from app.words import _
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from app.core.ids import SessionId
    from app.scheduling.opening_days import OpenDays

WEEK = 7


@dataclass(frozen=True, slots=True)
class SecondDose:
    """The session proposed for the second dose, and how many people are expected (None = bookings not known)."""

    session: Session
    interval_days: int
    expected: int | None

    @property
    def sentence(self) -> str:
        """« Deuxième dose proposée : lundi 21 décembre, matin (9 h–13 h), 21 jours après la première. »"""
        return _("Deuxième dose proposée : {moment}, {days} jours après la première.").format(
            moment=spoken_session(self.session.starts_at, self.session.ends_at), days=self.interval_days
        )


def second_dose_day(first: date, min_days: int, max_days: int, calendar: OpenDays) -> date | None:
    """The day of the second dose within ``min_days``–``max_days`` (vaccine row, ends included); None if none is open.

    The earliest same weekday if it opens, else the next open day after it, else the nearest one before.
    """
    if not 0 < min_days <= max_days:
        raise InvalidInput(
            N_("L’intervalle entre deux doses va de {least} à {most} jours : corrigez la ligne du vaccin."),
            least=min_days,
            most=max_days,
        )
    return next((day for day in _candidates(first, min_days, max_days) if calendar.is_open(day)), None)


def _candidates(first: date, min_days: int, max_days: int) -> Iterator[date]:
    same_weekday = -(-min_days // WEEK) * WEEK
    start = same_weekday if same_weekday <= max_days else min_days
    for days in (*range(start, max_days + 1), *range(start - 1, min_days - 1, -1)):
        yield first + timedelta(days=days)


def propose_second_dose(
    first: Session, min_days: int | None, max_days: int | None, calendar: OpenDays, id: SessionId
) -> SecondDose | None:
    """The session that brings the same people back: same hours, lines, site and group, one dose further.

    None for a vaccine of one dose (no interval) or when the centre opens on no day of the interval.
    """
    if min_days is None or max_days is None:
        return None
    day = second_dose_day(first.day, min_days, max_days, calendar)
    if day is None:
        return None
    template = SessionTemplate(
        day, day, first.lines, site=first.site, target_group=first.target_group, dose_number=first.dose_number + 1,
        vaccine=first.vaccine,
    )  # fmt: skip
    hours = replace(hours_of_session(first), start_fold=0, end_fold=0)
    session = replace(session_at(hours, day, template, first.centre_id, id), first_dose_session_id=first.id)
    return SecondDose(session, (day - first.day).days, first.appointments)
