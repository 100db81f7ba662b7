"""Before publishing: what changes for whom, and what the rota takes from each practice and commune. Then one gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.rota.publish_rota import preview_publication, publish_rota
from app.ui.boundary import tell
from app.ui.parts import change_list, load_table, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views.continuity_rota import care_rows, care_sentence
from app.ui.views.rota_publication import change_rows, load_rows, load_sentence, publication_sentences
from app.ui.views.rota_state import next_step, published_said
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.core.ids import CentreId
    from app.services.rota.publish_rota import Preview
    from app.services.rota.read_rota import RotaView

AGREED = "rota_publication_agreed"
SAID = "rota_said"
"""What the last long action did, said once at the top of the next run."""


def agree(centre: CentreId, revision: int) -> None:
    """The gesture: publish, at the revision whose changes stand on the screen, before the next run reads the rota."""
    st.session_state[AGREED] = (centre, revision)


def settle() -> None:
    """Publish what was agreed to; call it before the rota is read."""
    agreed: tuple[CentreId, int] | None = st.session_state.pop(AGREED, None)
    if agreed is None:
        return
    try:
        done = publish_rota(current_actor(), current_store(), *agreed)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = published_said(done)


def show(view: RotaView) -> None:
    """What *Publier* will do now, open to be read beside the button; nothing where nothing is to publish."""
    if next_step(view) != "publish" or not may(Action.PUBLISH_ROTA):
        return
    preview = preview_publication(current_actor(), current_store(), view.centre.id)
    with st.container(gap="xsmall"):
        st.markdown(plain(" ".join((*publication_sentences(preview), load_sentence(preview)))))
        _care(preview)
        for sentence in preview.refused:
            st.markdown(f":orange[:material/warning:] {plain(sentence)}")
        with st.container(horizontal=True):
            _changes(preview, view)
            _load(preview)
            _care_days(preview)


def _care(preview: Preview) -> None:
    """What the centre takes from ordinary care, in one sentence."""
    sentence, icon = care_sentence(preview.care)
    st.markdown(f"{icon} {plain(sentence)}")


def _care_days(preview: Preview) -> None:
    """The days on which some need would wait too long; nothing where there is none."""
    if not preview.care.days:
        return
    with st.popover(_("Soins courants, jour par jour"), icon=":material/health_and_safety:", type="tertiary"):
        header, rows = care_rows(preview.care)
        table.show(header, rows, caption=care_sentence(preview.care)[0])


def _changes(preview: Preview, view: RotaView) -> None:
    rows = change_rows(preview, view)
    heard = ngettext("Ce qui change pour {n} personne", "Ce qui change pour {n} personnes", len(rows)).format(
        n=len(rows)
    )
    with st.popover(heard, icon=":material/difference:", type="tertiary"):
        change_list.show(rows)


def _load(preview: Preview) -> None:
    with st.popover(
        _("Ce qu’il prend aux cabinets et communes"),
        icon=":material/home_health:",
        type="tertiary",
    ):
        if preview.load.practices:
            sentence = _("Par cabinet, le plus touché d’abord.")
            load_table.show(sentence, load_rows(preview.load.practices), what=_("Cabinet"))
        load_table.show(_("Par commune, la plus touchée d’abord."), load_rows(preview.load.communes), what=_("Commune"))
