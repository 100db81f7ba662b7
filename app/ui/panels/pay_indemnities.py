"""Indemnities that the board voted: those of the period, one more, or one taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.core.ids import PersonId
from app.services.activity.record_indemnity import cancel_indemnity, record_indemnity
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.activity.indemnities import IndemnityRate
    from app.services.activity.read_vacations import VacationsView


def show(found: VacationsView) -> None:
    """Draw the list and the form."""
    st.header(_("Indemnités votées par le bureau"), anchor=False)
    names = {person.id: full_name(person.given_name, person.family_name) for person in found.roster.values()}
    if not found.indemnities:
        st.caption(_("Aucune indemnité notée sur cette période."))
    for one in found.indemnities:
        with st.container(horizontal=True, vertical_alignment="center"):
            withdrawn = _("retirée · ") if one.kept.cancelled_at else ""
            st.markdown(plain(f"{withdrawn}{names.get(one.kept.person_id, '?')} · {one.owed.sentence}"))
            if not one.kept.cancelled_at and st.button(
                _("Retirer"), icon=":material/undo:", type="tertiary", key=f"indemnity_{one.kept.id}"
            ):
                _do(partial(_withdraw, one.kept.id))
    with st.expander(_("Noter une indemnité"), icon=":material/add:"):
        _form(found, {str(id): name for id, name in sorted(names.items(), key=lambda item: item[1])})


def _form(found: VacationsView, names: dict[str, str]) -> None:
    rates = {f"{one.activity}/{one.unit}": one for one in found.library.indemnities}
    with st.form("indemnity_form", border=False, clear_on_submit=True):
        who, what = st.columns(2)
        person = who.selectbox(
            _("Personne"), list(names), format_func=names.__getitem__, index=None, placeholder=_("À choisir")
        )
        activity = what.selectbox(_("Activité"), list(rates), format_func=lambda code: _activity(rates[code]))
        day, quantity, reason = st.columns(3)
        on = day.date_input(_("Jour"), min(found.period.last, paris_date(found.now)), format="DD/MM/YYYY")
        count = quantity.number_input(_("Quantité"), 1, 1000, 1)
        why = reason.text_input(
            _("Pourquoi dépasser le plafond"), help=_("À remplir seulement si le plafond l’arrête.")
        )
        pressed = st.form_submit_button(_("Noter"))
    if not pressed or activity is None:
        return
    if person is None:
        st.warning(_("Choisissez la personne."))
        return
    rate = rates[activity]
    _do(
        lambda: record_indemnity(
            current_actor(), current_store(), PersonId(person), activity=rate.activity, unit=rate.unit,
            quantity=int(count), day=on, reason=why,
        )
    )  # fmt: skip


def _withdraw(indemnity_id: str) -> str:
    cancel_indemnity(current_actor(), current_store(), indemnity_id)
    return _("Indemnité retirée : un relevé déjà arrêté sera repris sur le suivant.")


def _activity(rate: IndemnityRate) -> str:
    units = {"hour": _("à l’heure commencée"), "half_day": _("à la demi-journée"), "event": _("au forfait")}
    return f"{rate.label}, {units[rate.unit.value]}"


def _do(act: Callable[[], str]) -> None:
    try:
        said = act()
    except ReleveError as error:
        tell(error)
        return
    st.toast(said)
    st.rerun()
