"""A training as a form, in a dialog that a rerun keeps open: planned, moved, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.training import Training
from app.services.plans.plan_training import LONGEST, LONGEST_NOTE, put_training
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.services.plans.read_trainings import TrainingDesk

SATURDAY = 5
OPEN = "training_open"
"""The id of the training whose form is open; "" for a new one."""
KIND = "training_kind"
CHOSEN = "formation"
"""The address parameter that keeps the training chosen."""


def ask(training_id: str = "", kind: str = "") -> None:
    """Open the form at the next run: of a training, or of a new one of that kind."""
    st.session_state[OPEN], st.session_state[KIND] = training_id, kind


def show(desk: TrainingDesk) -> None:
    """Draw the dialog that was asked for."""
    if OPEN not in st.session_state:
        return
    held = next((one for one in desk.trainings if one.id == st.session_state[OPEN]), None)
    _open(desk, held)


def _open(desk: TrainingDesk, held: Training | None) -> None:
    @st.dialog(plain(held.title) if held else _("Prévoir une formation"), width="large", on_dismiss=_close)
    def sheet() -> None:
        with speaking():
            _sheet(desk, held)

    sheet()


def _sheet(desk: TrainingDesk, held: Training | None) -> None:
    kinds = list(desk.kinds)
    if held is None:
        begun = st.session_state.get(KIND) or kinds[0]
        kind = st.selectbox(
            _("Formation"), kinds, index=kinds.index(begun) if begun in kinds else 0, key="training_new_kind",
            format_func=lambda code: desk.kinds[code].label,
        )  # fmt: skip
        shown = _begun(desk, kind)
        st.caption(plain(desk.kinds[kind].source))
    else:
        shown = held
    form = seen(
        f"training_{held.id if held else 'new'}",
        shown,
        shown.revision,
        key="" if held else f"training_new_{shown.kind}",
    )
    typed: Training | None = None
    try:
        typed = _fields(desk, form.value, form.key)
        if typed is not None:
            written = put_training(current_actor(), current_store(), replace(typed, revision=form.revision))
            st.query_params[CHOSEN] = written
            _close()
            st.toast(_("Formation enregistrée."), icon=":material/school:")
            st.rerun()
    except StaleRevision as error:
        refused(form, error, typed or shown)
    except ReleveError as error:
        tell(error)


def _begun(desk: TrainingDesk, kind: str) -> Training:
    """A new training of a kind, three weeks ahead, as its table says."""
    known = desk.kinds[kind]
    return Training(
        id="", kind=kind, title=known.label, day=_weekday(desk.today + timedelta(days=21)), starts=time(9), minutes=known.minutes,
        competence=known.competence, valid_months=known.valid_months,
    )  # fmt: skip


def _weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _fields(desk: TrainingDesk, held: Training, key: str) -> Training | None:
    with st.form(f"{key}_form", border=False):
        title = st.text_input(_("Titre"), held.title, max_chars=LONGEST, key=f"{key}_title")
        first, second, third = st.columns(3)
        day = first.date_input(_("Jour"), held.day, format="DD/MM/YYYY", key=f"{key}_day")
        starts = second.time_input(_("Heure de début"), held.starts, key=f"{key}_starts")
        minutes = third.number_input(_("Durée (minutes)"), 0, 7200, held.minutes, step=30, key=f"{key}_minutes")
        place = st.text_input(_("Lieu"), held.place, max_chars=LONGEST, key=f"{key}_place")
        gives, months = st.columns(2)
        codes = list(dict.fromkeys(("", *(one.competence for one in desk.kinds.values()), held.competence)))
        competence = gives.selectbox(
            _("Compétence donnée aux présents"), codes, index=codes.index(held.competence), key=f"{key}_competence",
            format_func=lambda code: desk.competence(code) if code else "–", accept_new_options=True,
            help=_("Le code qui figure dans les fiches : afgsu_2, vaccination_training… Vide : la formation ne donne rien."),
        )  # fmt: skip
        valid = months.number_input(
            _("Valable (mois)"), 1, 120, held.valid_months, key=f"{key}_months", placeholder=_("sans fin")
        )
        note = st.text_area(_("Remarque"), held.note, max_chars=LONGEST_NOTE, height=80, key=f"{key}_note")
        if held.id:
            st.caption(_("Si le jour, l’heure ou le lieu change, les personnes invitées sont prévenues."))
        if not st.form_submit_button(_("Enregistrer"), type="primary"):
            return None
    return replace(
        held, title=title, day=day, starts=starts, minutes=int(minutes), place=place, competence=(competence or "").strip(),
        valid_months=int(valid) if valid else None, note=note,
    )  # fmt: skip


def _close() -> None:
    forget(f"training_{st.session_state.pop(OPEN, None) or 'new'}")
    st.session_state.pop(KIND, None)
