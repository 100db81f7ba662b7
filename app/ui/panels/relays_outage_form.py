"""A new cut as a form, in a dialog that a rerun keeps open: what fails decides what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.outage import BY_COMMUNE, LONGEST_TITLE
from app.continuity.situation import OUTAGE_WORDS, OutageKind
from app.core.errors import ReleveError
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.ui.boundary import tell
from app.ui.parts import event_field, span_fields
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views.relays_outages import road_words
from app.words import _

if TYPE_CHECKING:
    from app.services.continuity.read_failures import OutagesView

NEW, KEY = "relays_outage_begun", "relays_outage_form"


def ask_new() -> None:
    """Open the form in this run."""
    st.session_state[NEW] = True


def show(view: OutagesView) -> None:
    """Draw the dialog when it was asked for."""
    if not st.session_state.get(NEW):
        return

    @st.dialog(_("Noter une coupure"), width="large", on_dismiss=_close)
    def sheet() -> None:
        with speaking():
            _sheet(view)

    sheet()


def _sheet(view: OutagesView) -> None:
    words = {one.value: _(said) for one, said in OUTAGE_WORDS.items()}
    kind = OutageKind(st.selectbox(_("Ce qui manque"), list(words), key=f"{KEY}_kind", format_func=words.__getitem__))
    with st.form(f"{KEY}_{kind}", border=False):
        said = _of_kind(view, kind)
        days = span_fields.show(view.now, None, key=f"{KEY}_{kind}", lasting=True)
        event = event_field.show(view.events, key=KEY)
        if not st.form_submit_button(_("Enregistrer"), type="primary"):
            return
    try:
        start, end = span_fields.instants(days, view.now)
        declare_outage(
            current_actor(),
            current_store(),
            OutageDraft(
                kind=kind, starts_at=start, ends_at=end, event_id=event_field.checked(event), title=said.title,
                communes=said.communes, roads=said.roads, site=said.site, remote=said.remote, categories=said.categories,
            ),
        )  # fmt: skip
    except ReleveError as error:
        tell(error)
        return
    _close()
    st.toast(_("Coupure notée."), icon=":material/power_off:")
    st.rerun()


def _of_kind(view: OutagesView, kind: OutageKind) -> OutageDraft:
    """The fields that this kind asks for, and what they hold."""
    key = f"{KEY}_{kind}"
    communes: list[str] = []
    roads: list[tuple[str, str]] = []
    categories: list[str] = []
    site = remote = title = ""
    if kind in BY_COMMUNE:
        communes = st.multiselect(
            _("Communes"), list(view.communes), format_func=view.communes.__getitem__, key=f"{key}_communes",
            select_all=False, placeholder=_("Choisissez les communes"),
        )  # fmt: skip
    if kind is OutageKind.ROAD:
        ordered = sorted(view.roads, key=lambda pair: road_words(pair, view))
        roads = st.multiselect(
            _("Route coupée"), ordered, format_func=lambda pair: road_words(pair, view), key=f"{key}_roads",
            select_all=False, placeholder=_("Les deux communes qu’elle relie"),
        )  # fmt: skip
    if kind in (OutageKind.SUPPLIER, OutageKind.MEDICINE):
        title = st.text_input(
            _("Prestataire") if kind is OutageKind.SUPPLIER else _("Médicament"), key=f"{key}_title",
            max_chars=LONGEST_TITLE, autocomplete="off",
        )  # fmt: skip
        categories = st.multiselect(
            _("Catégories de besoins touchées"), list(view.categories), key=f"{key}_categories", select_all=False,
            format_func=lambda code: view.categories[code].label, placeholder=_("Choisissez les catégories"),
        )  # fmt: skip
    if kind in (OutageKind.SITE, OutageKind.SUPPLIER):
        site = st.selectbox(
            _("Établissement"), list(view.sites), index=None, format_func=lambda id: view.sites[id].name,
            key=f"{key}_site", placeholder=_("Choisissez un établissement"),
        ) or ""  # fmt: skip
    if kind is OutageKind.REMOTE:
        remote = st.selectbox(
            _("Service à distance"), list(view.remotes), index=None, format_func=lambda id: view.remotes[id].name,
            key=f"{key}_remote", placeholder=_("Choisissez un service"),
        ) or ""  # fmt: skip
    return OutageDraft(
        kind=kind, starts_at=view.now, title=title, communes=tuple(communes), roads=tuple(roads), site=site,
        remote=remote, categories=tuple(categories),
    )  # fmt: skip


def _close() -> None:
    st.session_state.pop(NEW, None)
