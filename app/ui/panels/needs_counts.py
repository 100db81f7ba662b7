"""A practice's numbers, category by category: what is kept where single needs have no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.signature import NONE_ACTIVE
from app.core.errors import ReleveError
from app.core.ids import PracticeId
from app.roster.spelling import fold
from app.services.continuity.count_needs import MOST, CountDraft, count_needs, read_counts
from app.services.continuity.read_need_desk import read_need_desk
from app.services.continuity.read_register import active_categories, category_labels
from app.ui.boundary import tell
from app.ui.panels import continuity_first
from app.ui.parts import address, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import needs_counts as view
from app.words import _

if TYPE_CHECKING:
    from app.services.continuity.count_needs import CountsView

ADDRESS = "cabinet"
DRAWN = "needs_counts_drawn"
"""Category → the revision on the screen, for the numbers of one practice: revisions alone, no number."""


def show() -> None:
    """The practice first, then what it said, then one number more."""
    practices = {
        one.practice.id: one.practice.name for one in read_need_desk(current_actor(), current_store()).practices
    }
    if not practices:
        headline.show(_("Aucun cabinet n’est dans l’effectif."), detail=_("Importez les cabinets dans Effectifs."))
        continuity_first.people()
        return
    ids = sorted(practices, key=lambda id: (fold(practices[id]), id))
    chosen = PracticeId(
        address.select(
            _("Cabinet"), {str(id): practices[id] for id in ids}, address=ADDRESS, key="needs_counts_practice"
        )
    )
    found = read_counts(current_actor(), current_store(), chosen)
    labels = category_labels(current_actor(), current_store())
    headline.show(
        view.sentence(found, practices[chosen]),
        detail=_(
            "Des nombres seuls, sans commune ni patient : ils servent là où les besoins n’ont pas de place déclarée."
        ),
    )
    usable = [code for code in labels if code in {*active_categories(current_actor(), current_store()), *found.rows}]
    if usable:
        _count(found, {code: labels[code] for code in usable})
    else:
        st.warning(plain(_(NONE_ACTIVE)), icon=":material/verified:")
    if found.rows:
        header, rows = view.sheet(found, labels)
        table.show(header, rows, caption=_("Besoins du cabinet par catégorie"))


def _count(found: CountsView, labels: dict[str, str]) -> None:
    present = {code: row.revision for code, row in found.rows.items()}
    drawn = st.session_state.get(DRAWN, {}).get(found.practice, present)
    with (
        st.form("needs_count", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        category = st.selectbox(
            _("Catégorie"),
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder=_("Choisir"),
            width=420,
        )
        needs = st.number_input(_("Besoins"), 0, MOST, None, 1, width=140)
        sent = st.form_submit_button(_("Noter ce nombre"), type="primary")
    st.session_state[DRAWN] = {found.practice: present}
    if not sent:
        return
    if category is None or needs is None:
        st.warning(_("Choisissez une catégorie et donnez un nombre."), icon=":material/edit:")
        return
    draft = CountDraft(category, int(needs), drawn.get(category, 0))
    try:
        count_needs(current_actor(), current_store(), found.practice, [draft])
    except ReleveError as error:
        tell(error)
        return
    st.session_state.pop(DRAWN, None)
    st.toast(_("Nombre noté."))
    st.rerun()
