"""Sheets to print, for tomorrow or the week, in one click; the lead's link and the code at the door."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.activity.print_day import day_pack, handover, print_days, sign_in_pack, week_poster
from app.services.activity.session_links import session_links
from app.ui.boundary import tell
from app.ui.panels.rota_links import base_url
from app.ui.parts import links_page
from app.ui.parts.later import later
from app.ui.session import current_actor, current_store
from app.words import _
from app.words.dates import spoken_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.services.activity.print_day import PrintDays
    from app.services.activity.read_session_day import SessionDay

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(day: SessionDay) -> None:
    """Draw the buttons."""
    st.divider()
    days = print_days(current_actor(), current_store(), day.centre.id, paris_date(day.now))
    with st.container(horizontal=True):
        if days.next_day and days.monday:
            _packs(day, days.next_day, days.monday)
        _others(day, days)
        _links(day)


def _packs(day: SessionDay, next_day: date, monday: date) -> None:
    tomorrow = (next_day - paris_date(day.now)).days == 1
    words = _("Feuilles de demain") if tomorrow else _("Feuilles du {day}").format(day=spoken_day(next_day))
    _download(words, partial(_pack, day, next_day, next_day, base_url()), f"emargement-{next_day}.pdf", "print")
    last = monday.fromordinal(monday.toordinal() + 6)
    first = max(monday, paris_date(day.now))
    _download(
        _("Feuilles de la semaine"),
        partial(_pack, day, first, last, base_url()),
        f"emargement-semaine-{monday}.pdf",
        "print",
    )


def _others(day: SessionDay, days: PrintDays) -> None:
    with st.popover(_("Autres documents"), icon=":material/description:"):
        if days.next_day and days.monday:
            name = f"emargement-{days.next_day}.docx"
            make = partial(_pack, day, days.next_day, days.next_day, base_url(), editable=True)
            _download(_("Feuilles à modifier (DOCX)"), make, name, "edit_document", DOCX)
            make = partial(day_pack, current_actor(), current_store(), day.centre.id, days.next_day)
            _download(_("Feuille du jour"), make, f"jour-{days.next_day}.pdf", "view_day")
            make = partial(week_poster, current_actor(), current_store(), day.centre.id, days.monday)
            _download(_("Affiche de la semaine"), make, f"semaine-{days.monday}.pdf", "calendar_view_week")
        make = partial(handover, current_actor(), current_store(), day.session.id)
        _download(_("Consignes pour la relève"), make, f"consignes-{day.session.day}.pdf", "handshake")


def _pack(day: SessionDay, first: date, last: date, base: str, *, editable: bool = False) -> bytes:
    return sign_in_pack(
        current_actor(), current_store(), day.centre.id, first, last, base_url=base, editable=editable
    )  # fmt: skip


def _download(words: str, make: Callable[[], bytes], name: str, icon: str, mime: str = PDF) -> None:
    """A file made only when it is asked for, in the language of the run."""
    st.download_button(
        words, data=later(make), file_name=name, mime=mime, icon=f":material/{icon}:", on_click="ignore",
        key=f"day_print_{name}", width="stretch",
    )  # fmt: skip


def _links(day: SessionDay) -> None:
    with st.popover(_("Liens de la séance"), icon=":material/qr_code_2:"):
        if not st.toggle(_("Montrer les liens et leurs codes"), key=f"day_links_{day.session.id}"):
            return
        try:
            found = session_links(current_actor(), current_store(), day.session.id, base_url=base_url())
        except ReleveError as error:
            tell(error)
            return
        st.html(
            links_page.card(
                links_page.Link(_("Responsable de la séance"), _("contrôle, présents, doses, incidents"), found.lead)
            )
        )
        st.html(links_page.card(links_page.Link(_("À la porte"), _("« je suis là », sans aucun nom"), found.door)))
        st.caption(
            _("Le lien du responsable s’ouvre de 24 h avant à 48 h après la séance ; celui de la porte, d’une heure avant à la fin.")
        )  # fmt: skip
