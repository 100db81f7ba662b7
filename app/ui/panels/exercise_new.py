"""A new exercise: from which scenario or which trial of the laboratory, and its frame; everything is copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import streamlit as st

from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.exercise.prepare_exercise import ExerciseDraft, prepare
from app.services.laboratory.read_laboratory import read_all_saved, read_saved
from app.services.laboratory.read_scenarios import read_shelf
from app.ui.acted import once
from app.ui.boundary import tell
from app.ui.parts import exercise_choice, headline, panel_choice
from app.ui.parts.exercise_fields import Typed, draw
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views.exercises import usual_speed
from app.ui.views.scenarios import lead, told_hour, when
from app.words import _

NEW = "nouveau"
"""What the address says in place of an id."""
SCENARIO, RUN = "scenario", "essai"
ID, SOURCE = "exercise_new_id", "exercise_new_source"
"""Kept in the session: the id of the exercise about to be written, and what it is made from."""
SATURDAY = 5
AFTERNOON = time(14)


def show() -> None:
    """What it is made from, then the form."""
    st.button(
        _("Tous les exercices"), icon=":material/arrow_back:", on_click=exercise_choice.leave, key="exercise_back",
        type="tertiary",
    )  # fmt: skip
    headline.show(
        _("Choisissez un scénario, un jour et une heure : le reste se règle ensuite."),
        detail=_("Objectifs, injects, effets et actions du plan sont copiés : la bibliothèque n’en bougera pas."),
    )
    made = _source()
    if made is None:
        return
    code, title, story, last, hour = made
    key = f"exercise_new_{code}"
    st.caption(plain(story))
    with st.form(key, border=False):
        typed = draw(_first(title, last, hour), key, ())
        pressed = st.form_submit_button(_("Préparer cet exercice"), type="primary", icon=":material/event_note:")
    if pressed:
        _prepare(code, typed)


def _source() -> tuple[str, str, str, int, time] | None:
    """The choice: its code (``scenario:…``, ``essai:…``), title, a few words of it, the minute of its last inject, the hour of its T0."""
    shelf = read_shelf(current_actor(), current_store())
    trials = {one.id: one for one in read_all_saved(current_actor(), current_store()) if one.composition is not None}
    here = [one for one in shelf.scenarios.values() if shelf.is_here(one)]
    elsewhere = [one for one in shelf.scenarios.values() if not shelf.is_here(one)]
    offered = {f"{SCENARIO}:{one.code}": one.title for one in here}
    offered |= {
        f"{RUN}:{id}": _("Essai du laboratoire : {title}").format(title=one.title) for id, one in trials.items()
    }
    offered |= {f"{SCENARIO}:{one.code}": _("{title} (autre territoire)").format(title=one.title) for one in elsewhere}
    if not offered:
        st.info(_("Aucun scénario ne se lit : voyez Scénarios."), icon=":material/library_books:")
        return None
    asked = next((f"{one}:{st.query_params[one]}" for one in (SCENARIO, RUN) if one in st.query_params), "")
    codes = list(offered)
    code = st.selectbox(
        _("À partir de"),
        codes,
        codes.index(asked) if asked in codes else 0,
        format_func=offered.__getitem__,
        key=SOURCE,
    )
    kind, _mark, id = code.partition(":")
    if kind == RUN:
        return (
            code,
            trials[id].title,
            _("Ce qui a été composé, chocs et actions du plan, frappe depuis T0."),
            0,
            AFTERNOON,
        )
    one = shelf.scenarios[id]
    last = max((inject.minutes for inject in one.injects), default=0)
    return code, one.title, f"{lead(one)} {when(one)}", last, told_hour(one.starts) or AFTERNOON


def _first(title: str, last: int, hour: time) -> Typed:
    """The form as it opens: in two weeks, an afternoon, at a speed that lets everything be played.

    T0 is at the hour that the scenario tells, which its messages name (« avant 21 h »).
    """
    soonest = paris_date(current_store().now()) + timedelta(days=14)
    day = next(one for rank in range(7) if (one := soonest + timedelta(days=rank)).weekday() < SATURDAY)
    usual = Typed(title=title, day=day, t0_day=day, t0_hour=hour, stop_word=_("ARRÊT EXERCICE"))
    frame = usual.frame
    return replace(usual, speed=usual_speed(last, frame.starts_at, frame.ends_at))


def _prepare(code: str, typed: Typed) -> None:
    kind, _mark, id = code.partition(":")
    actor, store = current_actor(), current_store()
    try:
        draft = ExerciseDraft(
            id=once(ID), frame=typed.frame, scenario=id if kind == SCENARIO else "",
            composition=read_saved(actor, store, id).composition if kind == RUN else None,
        )  # fmt: skip
        made = prepare(actor, store, draft)
    except ReleveError as error:
        tell(error)
        return
    st.session_state.pop(ID, None)
    st.query_params.clear()
    exercise_choice.lead_to(made)
    panel_choice.open_on("participants")
    st.toast(_("Exercice préparé : dites qui y prend part."), icon=":material/event_note:")
    st.rerun()
