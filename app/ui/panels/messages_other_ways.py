"""Other ways by hand: hidden copies by profession, a text for a group chat, a poster; none holds a name or a personal link."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.crisis.public_notices import Notice, open_seats_notice, poll_notice, read_announceable
from app.services.messages.by_hand import bcc_lists
from app.ui.boundary import tell
from app.ui.panels.rota_links import base_url
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Callable


def show() -> None:
    """Draw both folds."""
    with st.expander(_("Groupe de discussion et affiche"), icon=":material/groups:"):
        _notices()
    with st.expander(_("Adresses en copie cachée, par profession"), icon=":material/alternate_email:"):
        _hidden_copies()


def _notices() -> None:
    choices = _choices()
    if not choices:
        st.caption(_("Rien à annoncer : aucun sondage ouvert, aucune place à pourvoir publiée dans les 14 jours."))
        return
    name = st.selectbox(_("Annoncer"), list(choices), key="messages_notice", width=420)
    try:
        notice = choices[name]()
        if notice is None:
            st.caption(_("Toutes les places publiées des 14 prochains jours sont tenues."))
            return
        st.code(notice.group_text, language=None, wrap_lines=True)
        if st.button(_("Préparer l’affiche"), icon=":material/qr_code_2:", key="messages_poster"):
            st.download_button(
                _("Affiche A4 (PDF)"), notice.poster(), file_name=f"affiche-{_today()}.pdf", mime="application/pdf",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
    except ReleveError as error:
        tell(error)


def _choices() -> dict[str, Callable[[], Notice | None]]:
    actor, store, base = current_actor(), current_store(), base_url()
    found = read_announceable(actor, store)
    asked: dict[str, Callable[[], Notice | None]] = {
        _("Le sondage du {centre}, jusqu’au {day}").format(
            centre=name, day=spoken_date(paris_date(poll.closes_at))
        ): partial(poll_notice, actor, store, poll.id, base)
        for poll, name in found.polls
    }
    seats = {
        _("Les places à pourvoir du {centre}").format(centre=centre.name): partial(
            open_seats_notice, actor, store, centre.id, base
        )
        for centre in found.centres
    }
    return {**asked, **seats}


def _hidden_copies() -> None:
    if not st.toggle(
        _("Montrer les adresses"), key="messages_bcc_shown", help=_("Que vous les avez lues est noté au journal.")
    ):
        return
    found = {one.profession: one for one in bcc_lists(current_actor(), current_store())}
    if not found:
        st.caption(_("L’effectif est vide."))
        return
    st.caption(_("À coller dans « Cci » : personne n’y voit l’adresse des autres."))
    one = found[st.selectbox(_("Profession"), list(found), key="messages_bcc", width=420)]
    said = ngettext("{n} adresse", "{n} adresses", one.count).format(n=one.count)
    if one.without_email:
        missing = ngettext("{n} personne sans e-mail", "{n} personnes sans e-mail", one.without_email)
        said = f"{said}, {missing.format(n=one.without_email)}"
    st.markdown(plain(said))
    for addresses in one.lists:
        st.code(addresses, language=None, wrap_lines=True)


def _today() -> str:
    return paris_date(current_store().now()).isoformat()
