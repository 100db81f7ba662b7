"""« Distribuer les liens »: everyone's page and calendar as a file, a QR sheet or a message; partners, neighbours, calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from app.access.links import LinkScope, page_subject
from app.core.errors import ReleveError
from app.services.keeping.set_up_community import read_community
from app.services.messages.hand_out_links import centre_links, hand_out_links, links_csv, links_pdf
from app.services.messages.hand_out_pages import partner_links, renew_page
from app.services.messages.rotate_link import rotate_link
from app.settings import read as read_settings
from app.ui.boundary import tell
from app.ui.panels import local_links
from app.ui.parts import address, confirm, headline, links_page
from app.ui.session import current_actor, current_store
from app.ui.views.rota_links import contact_of, feed_links, links_sentence, page_links
from app.ui.views.told_apart import told_apart
from app.words import _

if TYPE_CHECKING:
    from app.access.links import Subject
    from app.services.messages.hand_out_links import CalendarLink, HandOut
    from app.services.messages.hand_out_pages import PageLink
    from app.services.rota.read_rota import RotaView

KEPT = "rota_links_kept"
ROTATION, PAGE_ROTATION, PARTNER_ROTATION = "rota_rotation", "rota_page_rotation", "rota_partner_rotation"


def show(view: RotaView) -> None:
    """Draw the whole view in place of the grid."""
    people, feeds, pages = _handed_out(view)
    headline.show(links_sentence(people), where=view.centre.name, detail=_(
        "Chaque lien ouvre la page d’une seule personne : ses vacations, ses disponibilités, son calendrier. Il est toujours le même tant que vous ne le renouvelez pas."
    ))  # fmt: skip
    local_links.show(base_url())
    st.button(
        _("Retour au planning"), icon=":material/arrow_back:", key="rota_links_back", type="tertiary",
        on_click=address.close, args=("vue",),
    )  # fmt: skip
    title = _("Liens du {centre}").format(centre=view.centre.name)
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
    _partners(pages)
    st.header(_("Calendriers du centre"), anchor=False)
    st.caption(_("À afficher, ou à donner à un partenaire : le calendrier sans les noms ne montre que les postes."))
    links_page.show(feed_links(feeds), key="rota_feeds", cards=3)


def _one_person(people: list[HandOut]) -> None:
    st.header(_("Le message d’une personne"), anchor=False)
    names = told_apart(
        {str(one.person_id): one.name for one in people}, {str(one.person_id): one.contact for one in people}
    )
    chosen = address.select(_("Personne"), names, address="personne", key="rota_link_person", width=420)
    one = next(one for one in people if one.person_id == chosen)
    saying, scanning = st.columns([3, 2], gap="large")
    with saying:
        st.text(contact_of(one))
        st.code(one.text, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            _renewal_button(_("Renouveler la page"), PAGE_ROTATION)
            _renewal_button(_("Renouveler le calendrier"), ROTATION, key="rota_rotate")
        _page_renewal(one)
        _renewal(one)
    with scanning:
        st.html(links_page.card(links_page.Link(one.name, contact_of(one), one.own_page)))


def _partners(pages: list[PageLink]) -> None:
    """The pages of partners and neighbours, and a way to renew one that went astray."""
    st.header(_("Partenaires et communautés voisines"), anchor=False)
    st.caption(
        _(
            "Un partenaire y confirme les postes qu’il fournit et voit qui pourrait venir, en nombres ; une communauté voisine voit les postes à pourvoir. Aucun nom."
        )
    )
    links_page.show(page_links(pages), key="rota_pages", cards=3)
    named = {str(one.subject.id): one for one in pages}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = address.select(
            _("Page à renouveler"), {id: one.name for id, one in named.items()}, address="partenaire",
            key="rota_partner", width=320,
        )  # fmt: skip
        _renewal_button(_("Renouveler cette page"), PARTNER_ROTATION)
    one = named[chosen]
    question = confirm.Question(
        _("Renouveler la page de {name} ?").format(name=one.name),
        (_("L’ancienne adresse n’ouvre plus rien, dès maintenant."), _("Donnez la nouvelle à qui en a besoin.")),
        _("Renouveler"),
    )
    if confirm.show(question, key=PARTNER_ROTATION):
        _renew(one.subject, _("Page renouvelée : sa nouvelle adresse est dans la liste."))


def _renewal_button(words: str, question: str, key: str = "") -> None:
    st.button(words, icon=":material/autorenew:", key=key or f"{question}_ask", on_click=confirm.ask, args=(question,))


def _page_renewal(one: HandOut) -> None:
    question = confirm.Question(
        _("Renouveler la page de {name} ?").format(name=one.name),
        (
            _("L’ancienne adresse, perdue ou partagée, n’ouvre plus rien dès maintenant."),
            _("Son calendrier ne change pas : {name} n’a pas à s’abonner de nouveau.").format(name=one.name),
        ),
        _("Renouveler"),
    )
    if confirm.show(question, key=PAGE_ROTATION):
        _renew(
            page_subject(one.person_id),
            _("Page renouvelée : envoyez le nouveau message à {name}.").format(name=one.name),
        )


def _renew(subject: Subject, done: str) -> None:
    try:
        renew_page(current_actor(), current_store(), subject, base_url=base_url())
    except ReleveError as error:
        tell(error)
        return
    st.session_state.pop(KEPT, None)
    st.toast(done)
    st.rerun()


def _renewal(one: HandOut) -> None:
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
    if confirm.show(question, key=ROTATION):
        try:
            rotate_link(current_actor(), current_store(), LinkScope.PERSON, one.person_id, base_url=base_url())
        except ReleveError as error:
            tell(error)
            return
        st.session_state.pop(KEPT, None)
        st.toast(_("Lien renouvelé : envoyez le nouveau message à {name}.").format(name=one.name))
        st.rerun()


def _handed_out(view: RotaView) -> tuple[list[HandOut], list[CalendarLink], list[PageLink]]:
    """The links, made once a visit and a state of the rota: handing out is written to the journal."""
    key = (current_actor(), view.centre.id, view.revision, base_url())
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != key:
        actor, store = current_actor(), current_store()
        people = hand_out_links(actor, store, view.centre.id, base_url=base_url())
        feeds = centre_links(actor, store, view.centre.id, base_url=base_url())
        kept = (key, people, feeds, partner_links(actor, store, view.centre.id, base_url=base_url()))
        st.session_state[KEPT] = kept
    return kept[1], kept[2], kept[3]


def base_url() -> str:
    """Where links start: the public address of the settings or the community, else the one this page was asked at."""
    fixed = read_settings().public_url or read_community(current_actor(), current_store()).public_url
    asked = urlsplit(st.context.url or "")
    return fixed.rstrip("/") or (f"{asked.scheme}://{asked.netloc}" if asked.netloc else "")
