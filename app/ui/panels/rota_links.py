"""« Distribuer les liens »: everyone's calendar link as a file, a QR sheet or a message, and the centre's own calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from app.access.links import LinkScope
from app.core.errors import ReleveError
from app.services.hand_out_links import centre_links, hand_out_links, links_csv, links_pdf
from app.services.rotate_link import rotate_link
from app.settings import read as read_settings
from app.store import community
from app.ui.boundary import tell
from app.ui.parts import confirm, headline, links_page
from app.ui.session import current_actor, current_store
from app.ui.views.rota_links import contact_of, feed_links, links_sentence
from app.ui.views.told_apart import told_apart
from app.words import _

if TYPE_CHECKING:
    from app.services.hand_out_links import CalendarLink, HandOut
    from app.services.read_rota import RotaView

KEPT = "rota_links_kept"


def show(view: RotaView) -> None:
    """Draw the whole view in place of the grid."""
    people, feeds = _handed_out(view)
    headline.show(links_sentence(people), where=view.centre.name, detail=_(
        "Chaque lien ouvre le calendrier d’une seule personne et se met à jour tout seul. Il est toujours le même tant que vous ne le renouvelez pas."
    ))  # fmt: skip
    st.button(
        _("Retour au planning"), icon=":material/arrow_back:", key="rota_links_back", type="tertiary", on_click=_back
    )
    title = _("Calendriers du {centre}").format(centre=view.centre.name)
    with st.container(horizontal=True):
        st.download_button(
            _("Tous les liens et messages (CSV)"),
            data=lambda: links_csv(people),
            file_name="liens.csv",
            mime="text/csv",
            icon=":material/table:",
            type="primary",
            disabled=not people,
            on_click="ignore",
        )
        st.download_button(
            _("Planche de codes QR (PDF)"),
            data=lambda: links_pdf(title, people),
            file_name="liens.pdf",
            mime="application/pdf",
            icon=":material/qr_code_2:",
            disabled=not people,
            on_click="ignore",
        )
    if people:
        _one_person(people)
    st.subheader(_("Calendriers du centre"), anchor=False)
    st.caption(_("À afficher, ou à donner à un partenaire : le calendrier sans les noms ne montre que les postes."))
    links_page.show(feed_links(feeds), key="rota_feeds", cards=3)


def _one_person(people: list[HandOut]) -> None:
    st.subheader(_("Le message d’une personne"), anchor=False)
    names = told_apart(
        {str(one.person_id): one.name for one in people}, {str(one.person_id): one.contact for one in people}
    )
    chosen = st.selectbox(_("Personne"), list(names), format_func=names.__getitem__, key="rota_link_person", width=420)
    one = next(one for one in people if one.person_id == chosen)
    saying, scanning = st.columns([3, 2], gap="large")
    with saying:
        st.text(contact_of(one))
        st.code(one.text, language=None, wrap_lines=True)
        _renewal(one)
    with scanning:
        st.html(links_page.card(links_page.Link(one.name, contact_of(one), one.link.page)))


def _renewal(one: HandOut) -> None:
    st.button(
        _("Renouveler ce lien"),
        icon=":material/autorenew:",
        key="rota_rotate",
        on_click=confirm.ask,
        args=("rota_rotation",),
    )
    question = confirm.Question(
        _("Renouveler le lien de {name} ?").format(name=one.name),
        (
            _(
                "L’ancien lien, perdu ou partagé, n’ouvre plus le calendrier : il dit seulement qu’il a changé, pendant 30 jours."
            ),
            _("{name} devra s’abonner de nouveau avec le lien neuf.").format(name=one.name),
        ),
        _("Renouveler"),
    )
    if confirm.show(question, key="rota_rotation"):
        try:
            rotate_link(current_actor(), current_store(), LinkScope.PERSON, one.person_id, base_url=base_url())
        except ReleveError as error:
            tell(error)
            return
        st.session_state.pop(KEPT, None)
        st.toast(_("Lien renouvelé : envoyez le nouveau message à {name}.").format(name=one.name))
        st.rerun()


def _handed_out(view: RotaView) -> tuple[list[HandOut], list[CalendarLink]]:
    """The links, made once a visit and a state of the rota: handing out is written to the journal."""
    key = (view.centre.id, view.revision, base_url())
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != key:
        actor, store = current_actor(), current_store()
        people = hand_out_links(actor, store, view.centre.id, base_url=base_url())
        kept = (key, people, centre_links(actor, store, view.centre.id, base_url=base_url()))
        st.session_state[KEPT] = kept
    return kept[1], kept[2]


def base_url() -> str:
    """Where links start: the public address of the settings or the community, else the one this page was asked at."""
    with current_store().reading() as conn:
        fixed = read_settings().public_url or community.read(conn).public_url
    asked = urlsplit(st.context.url or "")
    return fixed.rstrip("/") or (f"{asked.scheme}://{asked.netloc}" if asked.netloc else "")


def _back() -> None:
    st.query_params.pop("vue", None)
