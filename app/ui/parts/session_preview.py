"""The sessions about to be opened, week by week, with the days that stay closed and those that collide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import monday_of
from app.ui.parts import table
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import short_day, spoken_day, spoken_hour

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from app.scheduling.openings import Opening
    from app.scheduling.session import Session

MOST_COLLISIONS = 5


def show(opening: Opening) -> None:
    """Draw the table of days, then what is left out and why."""
    for warning in opening.warnings:
        st.warning(plain(warning), icon=":material/history:")
    for collision in opening.collisions[:MOST_COLLISIONS]:
        st.caption(plain(collision.sentence))
    header, rows = rows_of(opening.sessions)
    if rows:
        table.show(header, rows, caption=_("Séances à créer"))


def rows_of(sessions: Sequence[Session]) -> tuple[list[str], list[tuple[str, ...]]]:
    """One row a week (or a day within one week), one column a time of day."""
    hours = sorted({(one.starts, one.ends) for one in sessions})
    weeks = sorted({monday_of(one.day) for one in sessions})
    header = [_("Jour") if len(weeks) == 1 else _("Semaine du"), *(_hours(*one) for one in hours)]
    groups: dict[object, list[Session]] = {}
    for one in sorted(sessions, key=lambda one: one.starts_at):
        groups.setdefault(one.day if len(weeks) == 1 else monday_of(one.day), []).append(one)
    rows = [
        (
            spoken_day(group[0].day) if len(weeks) == 1 else short_day(monday_of(group[0].day)),
            *(_cell([s for s in group if (s.starts, s.ends) == one], single=len(weeks) == 1) for one in hours),
        )
        for group in groups.values()
    ]
    return header, rows


def _cell(sessions: Sequence[Session], *, single: bool) -> str:
    if not sessions:
        return "–"
    lines = ngettext("{n} ligne", "{n} lignes", sessions[0].lines).format(n=sessions[0].lines)
    if single:
        return lines
    return ngettext("{n} séance, {lines}", "{n} séances, {lines}", len(sessions)).format(n=len(sessions), lines=lines)


def _hours(starts: time, ends: time) -> str:
    return f"{spoken_hour(starts)}–{spoken_hour(ends)}"
