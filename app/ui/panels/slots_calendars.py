"""The calendars of unscheduled care to hand out: all slots for the regulation, each practice's, each person's; and renewing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.messages.rotate_link import rotate_link
from app.services.slots.slot_calendar import slot_calendars
from app.ui.boundary import tell
from app.ui.panels.rota_links import base_url
from app.ui.panels.slots_series import KEPT_CALENDARS
from app.ui.parts import confirm, headline, links_page
from app.ui.session import current_actor, current_store
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.messages.hand_out_links import CalendarLink

RENEWING = "slots_renewing"


def show() -> None:
    """The sentence, the addresses, and a way to renew one that went astray."""
    feeds = _handed_out()
    headline.show(
        ngettext("{n} calendrier à remettre.", "{n} calendriers à remettre.", len(feeds)).format(n=len(feeds)),
        detail=_(
            "Chacun montre les créneaux et leurs places, sans un nom. Un téléphone met des heures à suivre : les places prises ne s’y lisent pas, elles se lisent ici."
        ),
    )
    links_page.show([links_page.Link(one.name, _("calendrier"), one.page) for one in feeds], key="slots_feeds", cards=3)
    _renewal({one.subject.id: one for one in feeds})


def _handed_out() -> list[CalendarLink]:
    """Made once while the panel is open: each making is a line of the journal."""
    store = current_store()
    key = (current_actor().id, str(store.folder.path), base_url())
    held: tuple[object, list[CalendarLink]] | None = st.session_state.get(KEPT_CALENDARS)
    if held is None or held[0] != key:
        held = (key, slot_calendars(current_actor(), store, base_url=base_url()))
        st.session_state[KEPT_CALENDARS] = held
    return held[1]


def _renewal(feeds: dict[str, CalendarLink]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Calendrier à renouveler"),
            list(feeds),
            format_func=lambda id: feeds[id].name,
            key="slots_feed",
            width=420,
        )
        st.button(
            _("Renouveler"), icon=":material/autorenew:", key="slots_renew", on_click=confirm.ask, args=(RENEWING,)
        )
    one = feeds[chosen]
    question = confirm.Question(
        _("Renouveler « {name} » ?").format(name=one.name),
        (
            _("L’ancienne adresse ne montre plus qu’un avis pendant 30 jours."),
            _("Donnez la nouvelle à qui en a besoin."),
        ),
        _("Renouveler"),
    )
    if confirm.show(question, key=RENEWING):
        try:
            rotate_link(current_actor(), current_store(), one.subject.scope, one.subject.id, base_url=base_url())
        except ReleveError as error:
            tell(error)
            return
        st.session_state.pop(KEPT_CALENDARS, None)
        st.toast(_("Calendrier renouvelé : sa nouvelle adresse est dans la liste."))
        st.rerun()
