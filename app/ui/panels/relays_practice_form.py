"""What one practice says of its care, as a form: list, share absorbed, travel, pair and agreement, new patients, software."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.practice_care import (
    LONGEST_TEXT,
    MOST_PATIENTS,
    MOST_RADIUS,
    NEW_PATIENTS_WORDS,
    NewPatients,
    PracticeCare,
)
from app.core.errors import ReleveError, StaleRevision
from app.services.continuity.keep_practice import put_care
from app.ui.boundary import tell
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from app.services.continuity.read_relays import CareRow, CaresView


def show(found: CaresView, row: CareRow) -> None:
    """Draw the form; what is refused stays typed."""
    base = f"relays_care_{row.practice.id}"
    form = seen(base, row.care, row.care.revision)
    with st.form(form.key, border=True):
        typed = _fields(found, form.value, form.key)
        if not st.form_submit_button(_("Enregistrer ce cabinet"), type="primary", icon=":material/save:"):
            return
    try:
        put_care(current_actor(), current_store(), replace(typed, revision=form.revision))
    except StaleRevision as error:
        refused(form, error, typed)
    except ReleveError as error:
        tell(error)
        return
    forget(base)
    st.toast(_("Cabinet enregistré."))
    st.rerun()


def _fields(found: CaresView, held: PracticeCare, key: str) -> PracticeCare:
    first, second = st.columns(2)
    pairs = [None, *(id for id in found.names if id != held.practice)]
    weekly = first.number_input(
        _("Patients suivis par semaine"), 0, MOST_PATIENTS, held.weekly_patients, 1, key=f"{key}_weekly",
        placeholder=_("non dit"),
    )  # fmt: skip
    daily = second.number_input(
        _("Patients vus par jour, tous membres"), 0, MOST_PATIENTS, held.daily_visits, 1, key=f"{key}_daily",
        placeholder=_("non dit"),
    )  # fmt: skip
    share = first.number_input(
        _("Part qu’il peut prendre en plus (%)"), 0, 100, held.absorbable_percent, 1, key=f"{key}_share",
        placeholder=_("non dit"),
    )  # fmt: skip
    radius = second.number_input(
        _("Trajet accepté pour relayer (minutes)"), 0, MOST_RADIUS, held.radius_minutes, 1, key=f"{key}_radius",
        placeholder=_("non dit"),
    )  # fmt: skip
    paired = first.selectbox(
        _("Cabinet binôme"), pairs, index=pairs.index(held.paired) if held.paired in pairs else 0, key=f"{key}_paired",
        format_func=lambda id: found.names[id] if id else _("aucun"),
    )  # fmt: skip
    agreed = second.date_input(
        _("Accord écrit du (vide : pas encore signé)"), held.agreed_on, format="DD/MM/YYYY", max_value=found.today,
        key=f"{key}_agreed",
    )  # fmt: skip
    words = {one.value: _(said) for one, said in NEW_PATIENTS_WORDS.items()}
    taking = first.selectbox(
        _("Prend de nouveaux patients"), list(words), index=list(words).index(held.new_patients.value),
        format_func=words.__getitem__, key=f"{key}_taking",
    )  # fmt: skip
    said_on = second.date_input(
        _("Dit le (vide : aujourd’hui)"), held.new_patients_on, format="DD/MM/YYYY", max_value=found.today,
        key=f"{key}_taking_on",
    )  # fmt: skip
    software = first.text_input(
        _("Logiciel"), held.software, max_chars=LONGEST_TEXT, key=f"{key}_software", autocomplete="off"
    )  # fmt: skip
    network = second.checkbox(_("S’arrête sans réseau"), held.needs_network, key=f"{key}_network")
    return replace(
        held, weekly_patients=_whole(weekly), daily_visits=_whole(daily), absorbable_percent=_whole(share),
        radius_minutes=_whole(radius), paired=paired, agreed_on=agreed, new_patients=NewPatients(taking), new_patients_on=said_on,
        software=software, needs_network=network,
    )  # fmt: skip


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
