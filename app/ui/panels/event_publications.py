"""What the public and town halls are told: prepared, agreed by a named person, published; the log of what left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.bulletin import AUDIENCE_WORDS, LONGEST_TITLE, Audience, Publication, Stage, remarks
from app.services.crisis.print_publications import print_publication, publications_csv, town_hall_kit
from app.services.crisis.publish_bulletin import (
    agree_publication,
    change_publication,
    drop_publication,
    prepare_kit,
    prepare_publication,
    publish,
    read_publications,
)
from app.ui.boundary import tell
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views import event_publications as words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.crisis.publish_bulletin import PublicationsView
    from app.services.crisis.read_event import EventView


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it is changed."""

    title: str
    text: str


def show(view: EventView) -> None:
    """Draw the sentence, the way to prepare, the texts in the order they wait, then what was published."""
    assert view.event is not None
    found = read_publications(current_actor(), current_store(), view.event.id)
    st.markdown(f"**{plain(words.sentence(found))}**")
    if view.may_run:
        _prepare(found)
    for n, one in enumerate(found.of(Stage.PREPARED)):
        _prepared(one, may_run=view.may_run, is_first=n == 0)
    for one in found.of(Stage.AGREED):
        _agreed(one, found, may_run=view.may_run)
    if out := found.of(Stage.PUBLISHED):
        st.header(_("Journal des publications"), anchor=False)
        for one in out:
            _published(one, found, may_run=view.may_run)
    _files(found)


def _prepare(found: PublicationsView) -> None:
    first = not found.texts
    with st.form("publication_kit", border=first):
        if first:
            st.caption(_("Le kit : un bulletin, un message aux mairies, une affiche A4 et un texte court, écrits d’après les chiffres de cette heure."))  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            phone = st.text_input(_("Numéro ouvert au public"), key="publication_phone", width=240, autocomplete="off")
            sent = st.form_submit_button(
                _("Préparer le kit"), type="primary" if first else "secondary", icon=":material/campaign:"
            )
    if sent:
        made = prepare_kit(current_actor(), current_store(), found.event.id, phone)
        if not made:
            st.toast(_("Chaque texte du kit est déjà en préparation."), icon=":material/info:")
        st.rerun()
    with st.popover(_("Autre texte"), icon=":material/add:"), st.form("publication_new", border=False):
        audience = st.selectbox(
            _("Pour qui"), list(Audience), key="publication_audience",
            format_func=lambda one: _(AUDIENCE_WORDS[one]).capitalize(),
        )  # fmt: skip
        title = st.text_input(_("Titre"), key="publication_title", max_chars=LONGEST_TITLE)
        text = st.text_area(_("Texte"), key="publication_text", height=140)
        if st.form_submit_button(_("Préparer ce texte"), icon=":material/edit_note:"):
            _try(lambda: prepare_publication(current_actor(), current_store(), found.event.id, audience or Audience.PUBLIC, title, text))  # fmt: skip


def _prepared(one: Publication, *, may_run: bool, is_first: bool) -> None:
    label = f"**{plain(words.audience(one))}** {words.badge(one)} {plain(words.length(one))}"
    with st.expander(label, expanded=is_first, key=f"publication_{one.id}"):
        if not may_run:
            _read(one)
            return
        for remark in remarks(one.audience, one.title, one.text):
            st.caption(f":material/info: {plain(remark)}")
        _edit(one)
        with st.container(horizontal=True):
            with (
                st.popover(_("Valider"), icon=":material/verified:"),
                st.form(f"publication_agree_{one.id}_{_mark(one)}", border=False),
            ):
                who = st.text_input(
                    _("Validé par (nom et qualité)"),
                    key=f"publication_by_{one.id}",
                    placeholder=_("Présidente de la communauté"),
                )
                st.caption(_("Un texte validé ne change plus."))
                if st.form_submit_button(_("Valider ce texte"), icon=":material/verified:"):
                    _try(lambda: agree_publication(current_actor(), current_store(), one, who))
            _print(one)
            if st.button(
                _("Retirer"), icon=":material/delete:", key=f"publication_drop_{one.id}_{_mark(one)}", type="tertiary"
            ):
                _try(lambda: drop_publication(current_actor(), current_store(), one))


def _edit(one: Publication) -> None:
    base = f"publication_{one.id}"
    form = seen(base, Typed(one.title, one.text), _mark(one))
    drawn: Publication = st.session_state.setdefault(f"{form.key}_of", one)
    with st.form(form.key, border=False):
        title = st.text_input(_("Titre"), form.value.title, key=f"{form.key}_title", max_chars=LONGEST_TITLE)
        text = st.text_area(_("Texte"), form.value.text, key=f"{form.key}_text", height=_height(one))
        sent = st.form_submit_button(_("Enregistrer"), icon=":material/save:")
    if sent:
        try:
            change_publication(current_actor(), current_store(), drawn, title, text)
        except StaleRevision as error:
            refused(form, error, Typed(title, text))
        except ReleveError as error:
            tell(error)
            return
        forget(base)
        st.rerun()


def _height(one: Publication) -> int:
    """Pixels of the field: about the lines that the text takes."""
    lines = sum(1 + len(line) // 110 for line in one.text.splitlines())
    return 68 + 24 * min(max(lines, 2), 10)


def _mark(one: Publication) -> int:
    """Stands for a revision: another at each text, so that nobody agrees to words they have not read."""
    return crc32(f"{one.title}\n{one.text}\n{one.agreed_by}\n{one.channel}".encode())


def _agreed(one: Publication, found: PublicationsView, *, may_run: bool) -> None:
    with st.container(border=True, gap="small", key=f"publication_{one.id}"):
        st.markdown(f"**{plain(words.audience(one))}** {words.badge(one)}")
        st.caption(plain(words.agreed(one)))
        _read(one)
        with st.container(horizontal=True):
            if may_run:
                with st.popover(_("Publier"), icon=":material/campaign:"):
                    _publish(one, found)
            _print(one)


def _publish(one: Publication, found: PublicationsView) -> None:
    halls = dict(enumerate(found.town_halls))
    with st.form(f"publication_out_{one.id}_{_mark(one)}", border=False):
        where = st.text_input(
            _("Publié où"), key=f"publication_where_{one.id}", placeholder=_("Site de la communauté, panneau lumineux")
        )
        chosen = st.multiselect(
            _("Envoyer aux mairies"), list(halls), format_func=lambda n: halls[n].organisation or halls[n].name,
            select_all=False, key=f"publication_to_{one.id}", placeholder=_("Aucune"),
        )  # fmt: skip
        if st.form_submit_button(_("Noter la publication"), icon=":material/check:"):
            _try(lambda: publish(current_actor(), current_store(), one, where, [halls[n] for n in chosen]))


def _published(one: Publication, found: PublicationsView, *, may_run: bool) -> None:
    with st.expander(plain(words.published(one, found.now)), icon=":material/check_circle:"):
        _read(one)
        with st.container(horizontal=True):
            _print(one)
            if may_run:
                with st.popover(_("Publier aussi ailleurs"), icon=":material/campaign:"):
                    _publish(one, found)


def _read(one: Publication) -> None:
    """The text as it is pasted elsewhere: the block has its own copy button."""
    st.markdown(f"**{plain(one.title)}**")
    st.code(one.text, language=None, wrap_lines=True)


def _files(found: PublicationsView) -> None:
    if not found.texts:
        return
    event_id = found.event.id
    with st.container(horizontal=True):
        if found.of(Stage.AGREED, Stage.PUBLISHED):
            _download(
                _("Kit des mairies (ZIP)"), partial(_kit, event_id), "kit-mairies.zip", "application/zip", "folder_zip"
            )
        _download(_("Journal (CSV)"), partial(_csv, event_id), "publications.csv", "text/csv", "table")


def _print(one: Publication) -> None:
    _download(_("Imprimer"), partial(_pdf, one.id), f"{one.audience.value}.pdf", "application/pdf", "print", one.id)


def _download(label: str, make: Callable[[], bytes], name: str, mime: str, icon: str, key: str = "") -> None:
    st.download_button(
        label, data=later(make), file_name=name, mime=mime, icon=f":material/{icon}:", on_click="ignore",
        key=f"publication_file_{name}_{key}",
    )  # fmt: skip


def _pdf(publication_id: str) -> bytes:
    return print_publication(current_actor(), current_store(), publication_id)


def _kit(event_id: str) -> bytes:
    return town_hall_kit(current_actor(), current_store(), event_id)


def _csv(event_id: str) -> bytes:
    return publications_csv(current_actor(), current_store(), event_id)


def _try(act: Callable[[], object]) -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    st.rerun()
