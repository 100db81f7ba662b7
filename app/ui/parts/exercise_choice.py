"""Which exercise is shown: it stands in the address (``?exercice=``), the same on Préparation, Conduite, Retex and Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import PARIS
from app.exercise.exercise import STATE_WORDS
from app.ui.parts import address
from app.words import _
from app.words.dates import short_day

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.exercise.exercise import Exercise, ExerciseState
    from app.services.exercise.read_exercises import ExerciseShelf

ADDRESS = "exercice"
CHOICE = "exercise_choice"


def asked() -> str:
    """The id in the address; empty when it names none."""
    return st.query_params.get(ADDRESS, "")


def lead_to(exercise_id: str) -> None:
    """Show this exercise at the next run."""
    st.query_params[ADDRESS] = exercise_id


def leave() -> None:
    """Show none in particular at the next run."""
    address.close(ADDRESS)


def chosen(
    shelf: ExerciseShelf,
    *,
    among: Collection[ExerciseState] | None = None,
    first: Sequence[ExerciseState] = (),
) -> str | None:
    """Draw the choice where there are several; the id of the one shown, None when there is none to show.

    ``among``: the states a screen deals with (None: all); ``first``: those it would rather show when the address says nothing, the
    most wanted first.
    """
    offered = {id: one for id, one in shelf.exercises.items() if among is None or one.state in among}
    if not offered:
        return None
    present = _present(offered, first)
    if len(offered) > 1:
        labels = {id: label(one) for id, one in offered.items()}
        address.select(_("Exercice"), labels, address=ADDRESS, present=present, key=CHOICE, width=560, hidden=True)
    return present


def label(one: Exercise) -> str:
    """« EXERCICE n° 3 · Afflux de victimes · lun. 30 nov. · en préparation »; a real event says so."""
    number = _("EXERCICE n° {n}") if one.is_played else _("Événement réel n° {n}")
    day = short_day(one.starts_at.astimezone(PARIS).date())
    return " · ".join((number.format(n=one.number), one.title, day, _(STATE_WORDS[one.state])))


def _present(offered: Mapping[str, Exercise], first: Sequence[ExerciseState]) -> str:
    if (id := asked()) in offered:
        return id
    preferred = (id for state in first for id, one in offered.items() if one.state is state)
    return next(preferred, next(iter(offered)))
