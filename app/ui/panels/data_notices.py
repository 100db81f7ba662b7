"""Information notices: the text in force and its basis, who was not given it, a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.messages.give_notice import LONGEST, note_notice_given, read_notices, write_notice
from app.store.notices import GIVEN_WORDS, KIND_WORDS, Given, NoticeKind
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import data_rights as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.messages.give_notice import NoticesView


def show() -> None:
    """Draw what is in force, then the two forms."""
    notices = read_notices(current_actor(), current_store())
    with st.expander(_("Informer les personnes"), icon=":material/description:"):
        st.markdown(plain(view.notice_sentence(notices)))
        _missing(notices)
        for state in notices.states:
            st.caption(plain(view.notice_line(state)))
        if notices.in_force is not None and notices.not_told:
            _given(notices)
        _write(notices)


def _missing(notices: NoticesView) -> None:
    """What the text leaves out until it is set, before anyone is given it."""
    said = view.notice_missing(notices)
    if not said:
        return
    st.warning(plain(said), icon=":material/edit_note:")
    if not may(Action.SET_UP_MESSAGES):
        return
    if st.button(_("Ouvrir les réglages d’envoi"), icon=":material/settings:", key="notice_settings"):
        st.switch_page("screens/messages.py", query_params={"volet": "reglages"})


def _given(notices: NoticesView) -> None:
    people = {person.id: view.name(person) for person in notices.not_told}
    ways: list[Given] = [*Given]
    with st.form("notice_given", border=False, clear_on_submit=True):
        chosen = st.multiselect(
            _("Remise à"),
            list(people),
            format_func=lambda id: people[id],
            placeholder=_("Choisir des personnes"),
            select_all=False,
        )
        how = st.radio(_("Comment"), ways, index=1, format_func=lambda one: _(GIVEN_WORDS[one]), horizontal=True)
        pressed = st.form_submit_button(_("Noter"))
    current = notices.in_force
    if pressed and current is not None:
        _try(lambda: note_notice_given(current_actor(), current_store(), current.id, chosen, how), _("Noté."))


def _write(notices: NoticesView) -> None:
    kinds: list[NoticeKind] = [*NoticeKind]
    kind = st.selectbox(
        _("Nouvelle version pour"), kinds, format_func=lambda one: _(KIND_WORDS[one]), key="notice_kind"
    )
    before = notices.latest(kind)
    usual = before.text if before else (notices.proposed if kind is NoticeKind.ROSTER else "")
    with st.form(f"notice_write_{kind}", border=False):
        text = st.text_area(_("Texte remis"), usual, height=240, max_chars=LONGEST)
        basis = st.text_input(
            _("Base légale"), before.legal_basis if before else "", max_chars=300,
            placeholder=_("intérêt légitime (RGPD art. 6 §1 f)"),
        )  # fmt: skip
        day = st.date_input(_("En vigueur à partir du"), paris_date(current_store().now()), format="DD/MM/YYYY")
        again = kind is NoticeKind.ROSTER and st.checkbox(
            _("Le prochain message à chacun rappelle ses droits"),
            help=_("Le texte des messages se change dans Messages, Modèles."),
        )
        pressed = st.form_submit_button(_("Enregistrer cette version"))
    if pressed:
        _try(
            lambda: write_notice(current_actor(), current_store(), kind, text, basis, day, tell_again=again),
            _("Version enregistrée."),
        )


def _try(act: Callable[[], object], said: str) -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    st.toast(said)
    st.rerun()
