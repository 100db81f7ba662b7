"""Town halls that call those on their register: how many calls, how many callers to find. The register stays with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.helping import CAUSE_WORDS, CcasCause, CcasHelp, helpers_wanted
from app.core.errors import ReleveError
from app.core.ids import new_id
from app.services.continuity.help_ccas import MOST_CALLERS, MOST_CALLS, MOST_REGISTERED, close_ccas_help, keep_ccas_help
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import relays_helpers as view
from app.ui.views.relays_words import phone_link
from app.words import _

if TYPE_CHECKING:
    from app.services.continuity.help_ccas import CcasView


def show(calls: CcasView) -> None:
    """The rule first, then each town hall, then the form."""
    st.header(_("Appels des mairies (chaleur, grand froid)"), anchor=False)
    st.markdown(
        _("Le registre des personnes fragiles est à la mairie : ne le demandez pas, ne l’acceptez pas. On appelle depuis la mairie ; ici, des nombres.")
    )  # fmt: skip
    for one in calls.helps:
        _row(calls, one)
    with st.expander(_("Noter une mairie à aider"), icon=":material/call:"):
        _form(calls)


def _row(calls: CcasView, one: CcasHelp) -> None:
    key = f"relays_ccas_{one.id}_{one.revision}"
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{view.badge(one)} {plain(view.calls_line(one, calls))} {phone_link(one.contact_phone)}")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            given = st.number_input(
                _("Appelants trouvés"), min_value=0, max_value=MOST_CALLERS, value=one.helpers_given, step=1, width=160,
                key=f"{key}_given",
            )  # fmt: skip
            st.button(
                _("Noter"), key=f"{key}_note", on_click=_keep, args=(replace(one, helpers_given=int(given)),),
                disabled=int(given) == one.helpers_given,
            )  # fmt: skip
            st.button(_("Appels finis"), icon=":material/check:", key=f"{key}_end", on_click=_close, args=(one,))


def _form(calls: CcasView) -> None:
    commune = st.selectbox(
        _("Commune"), ["", *calls.communes], key="relays_ccas_commune",
        format_func=lambda code: calls.communes.get(code, _("à choisir")),
    )  # fmt: skip
    cause = st.selectbox(
        _("Pourquoi"), list(CAUSE_WORDS), format_func=lambda one: _(CAUSE_WORDS[one]), key="relays_ccas_cause"
    )
    with st.container(horizontal=True, gap="small"):
        registered = _number(_("Inscrits"), "registered", 0, MOST_REGISTERED)
        each = _number(_("Appels par jour, par inscrit"), "each", calls.calls_per_day, MOST_CALLS)
        callers = _number(_("Appelants sur place"), "callers", 0, MOST_CALLERS)
    with st.container(horizontal=True, gap="small"):
        minutes = _number(_("Minutes par appel"), "minutes", calls.call_minutes, 60, least=1)
        hours = st.number_input(
            _("Heures par appelant et par jour"), min_value=0.5, max_value=12.0, value=float(calls.caller_hours), step=0.5, width=220,
            key="relays_ccas_hours",
        )  # fmt: skip
    phone = st.text_input(_("Téléphone de la mairie"), key="relays_ccas_phone")
    wanted = helpers_wanted(registered * each, callers, minutes, float(hours))
    st.caption(plain(view.reckoned(registered * each, callers, wanted, minutes, float(hours))))
    one = CcasHelp(
        id=new_id(), commune=commune, cause=CcasCause(cause), registered=registered, calls_per_day=each,
        callers=callers, helpers_wanted=wanted, contact_phone=phone, from_day=calls.today,
    )  # fmt: skip
    st.button(_("Noter cette mairie"), icon=":material/save:", key="relays_ccas_note", on_click=_keep, args=(one,))


def _number(label: str, name: str, value: int, most: int, *, least: int = 0) -> int:
    typed = st.number_input(
        label, min_value=least, max_value=most, value=value, step=1, width=220, key=f"relays_ccas_{name}"
    )
    return int(typed)


def _keep(one: CcasHelp) -> None:
    with speaking():
        try:
            keep_ccas_help(current_actor(), current_store(), one)
        except ReleveError as error:
            tell(error)
            return
        st.toast(_("Noté."))


def _close(one: CcasHelp) -> None:
    with speaking():
        try:
            close_ccas_help(current_actor(), current_store(), one.id, one.revision)
        except ReleveError as error:
            tell(error)
            return
        st.toast(_("Appels terminés."))
