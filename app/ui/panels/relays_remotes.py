"""Care at a distance: services that may hold needs without travel, how many people read them, what they fall with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.remote_service import (
    LONGEST_NAME,
    MOST_PATIENTS,
    MOST_READERS,
    REMOTE_WORDS,
    RemoteKind,
    RemoteService,
)
from app.roster.phones import spoken_phone
from app.services.continuity.keep_remote_service import put_remote_service, remove_remote_service
from app.services.continuity.read_relays import read_remotes
from app.ui.acted import acted
from app.ui.parts import confirm, headline
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views import relays_remotes as view
from app.ui.views.relays_words import phone_link
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from app.services.continuity.read_relays import RemotesView

WHERE_SITE, WHERE_PRACTICE = "site:", "practice:"


def show() -> None:
    """The sentence, each service with its form folded, then a new one."""
    found = read_remotes(current_actor(), current_store())
    headline.show(
        view.sentence(found),
        detail=_("Un relais sans trajet, mais qui tombe avec le réseau, l’électricité et les personnes qui le lisent."),
    )
    for one in found.services:
        _row(found, one)
    with st.expander(_("Ajouter un service à distance"), icon=":material/add:", expanded=not found.services):
        turn = len(found.services)
        _form(found, RemoteService(id="", kind=RemoteKind.TELEMONITORING, name=""), f"relays_remote_new_{turn}")


def _row(found: RemotesView, one: RemoteService) -> None:
    with st.container(border=True, gap="xsmall", key=f"relays_remote_{one.id}"):
        st.markdown(f"{view.badge(one)} **{plain(view.line(one, found))}** {phone_link(one.phone)}")
        st.caption(plain(view.words(one, found)))
        with st.expander(_("Changer"), icon=":material/edit:"):
            _form(found, one, f"relays_remote_{one.id}")
            asked = f"relays_remote_remove_{one.id}"
            st.button(_("Retirer"), icon=":material/delete:", key=f"{asked}_ask", on_click=confirm.ask, args=(asked,))
    question = confirm.Question(
        _("Retirer ce service ?"),
        (view.line(one, found), _("Il ne tiendra plus aucun besoin.")),
        _("Retirer"),
        confirm.After.UNDONE,
    )
    if confirm.show(question, key=asked):
        _remove(one)


def _remove(one: RemoteService) -> None:
    again = replace(one, id="", revision=0)
    acted(
        lambda: remove_remote_service(current_actor(), current_store(), one.id, one.revision), _("Service retiré."),
        undo=lambda: put_remote_service(current_actor(), current_store(), again),
    )  # fmt: skip


def _form(found: RemotesView, present: RemoteService, base: str) -> None:
    form = seen(f"{base}_form", present, present.revision)
    with st.form(form.key, border=False):
        typed = _fields(found, form.value, form.key)
        if not st.form_submit_button(_("Enregistrer ce service"), type="secondary" if present.id else "primary"):
            return
    written(
        form,
        typed,
        lambda: put_remote_service(current_actor(), current_store(), replace(typed, revision=form.revision)),
        _("Service enregistré."),
    )


def _fields(found: RemotesView, held: RemoteService, key: str) -> RemoteService:
    where = {"": _("ailleurs"), **{f"{WHERE_PRACTICE}{id}": name for id, name in found.names.items()}}
    where |= {f"{WHERE_SITE}{id}": site.name for id, site in found.sites.items()}
    stands = f"{WHERE_SITE}{held.site}" if held.site else f"{WHERE_PRACTICE}{held.practice}" if held.practice else ""
    name = st.text_input(_("Nom"), held.name, max_chars=LONGEST_NAME, key=f"{key}_name", autocomplete="off")
    kinds = list(RemoteKind)
    kind = st.selectbox(
        _("Sorte"), kinds, index=kinds.index(held.kind), format_func=lambda one: _(REMOTE_WORDS[one]), key=f"{key}_kind"
    )
    codes = st.multiselect(
        _("Catégories de besoins qu’il peut tenir"), list(found.categories), key=f"{key}_categories", select_all=False,
        default=[code for code in held.categories if code in found.categories],
        format_func=lambda code: found.categories[code].label, placeholder=_("Choisissez les catégories"),
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        readers = st.number_input(
            _("Personnes qui le lisent"), 1, MOST_READERS, held.readers, 1, key=f"{key}_readers", width=190
        )
        room = st.number_input(
            _("Patients en plus"), 0, MOST_PATIENTS, held.capacity, 1, key=f"{key}_room", width=160
        )  # fmt: skip
        phone = st.text_input(
            _("Téléphone"), spoken_phone(held.phone) if held.phone else "", key=f"{key}_phone", width=200
        )
    stood = st.selectbox(
        _("Où il est lu"), list(where), index=list(where).index(stands) if stands in where else 0,
        format_func=where.__getitem__, key=f"{key}_where",
    )  # fmt: skip
    with st.container(horizontal=True):
        power = st.checkbox(_("S’arrête sans électricité"), held.needs_power, key=f"{key}_power")
        network = st.checkbox(_("S’arrête sans réseau"), held.needs_network, key=f"{key}_network")
    practice = next((id for id in found.names if stood == f"{WHERE_PRACTICE}{id}"), None)
    return replace(
        held, name=name, kind=kind, categories=tuple(codes), readers=int(readers), capacity=int(room), phone=phone,
        practice=practice, site=stood.removeprefix(WHERE_SITE) if stood.startswith(WHERE_SITE) else "",
        needs_power=power, needs_network=network,
    )  # fmt: skip
