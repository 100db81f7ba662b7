"""Categories of needs with their values, what each is worth, and the physician who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError, StaleRevision
from app.services.continuity.read_categories import profession_labels, read_categories
from app.services.continuity.validate_category import NAME_MOST, validate_categories
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.parts import headline, panel_choice, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import needs_categories as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.continuity.signature import CategoryView

DRAWN = "needs_categories_drawn"
"""Code → mark of the row on the screen: what is validated is what was read."""
AT_ONCE = 8
"""Rows that wait and stand open at once; more are folded under the tick that takes them all."""


def show() -> None:
    """The sentence first, then the signature that is missing, then every category."""
    views = read_categories(current_actor(), current_store())
    professions = profession_labels(current_actor(), current_store())
    headline.show(view.sentence(views), detail=view.detail())
    if may(Action.VALIDATE_CARE):
        _validate(views, professions)
    if again := view.sign_again(views):
        st.warning(plain(again), icon=":material/verified:")
    if leads_to("rules") and st.button(
        _("Corriger une valeur : Règles et tarifs") if may(Action.EDIT_REFERENCE) else _("Voir la table : Règles et tarifs"),
        icon=":material/arrow_forward:", key="needs_to_rules",
    ):  # fmt: skip
        st.switch_page("screens/rules.py", query_params={panel_choice.ADDRESS: "care_categories"})
    header, rows = view.sheet(views, professions)
    states = [view.badge(one.state) for one in views.values()]
    table.show(header, rows, caption=_("Catégories de besoins et leurs valeurs"), states=states)
    with st.expander(_("D’où viennent ces valeurs"), icon=":material/info:"):
        header, rows = view.origins(views)
        table.show(header, rows, caption=_("Fourchette et origine de chaque valeur"))
        st.caption(
            _("Une valeur se corrige ligne par ligne dans Règles et tarifs ; changée, elle est à valider de nouveau.")
        )


def _validate(views: Mapping[str, CategoryView], professions: Mapping[str, str]) -> None:
    """A physician reads the rows that wait, ticks those they answer for, and signs them all at once."""
    present = {code: one.category.mark for code, one in views.items()}
    drawn: Mapping[str, str] = st.session_state.get(DRAWN, present)
    waiting = [code for code, one in views.items() if not one.is_validated]
    if not waiting:
        return
    with st.form("needs_validate"):
        st.markdown(
            _(
                "Un médecin nommé lit les lignes, coche celles dont il répond et les valide ; son nom et le jour s’affichent à côté."
            )
        )
        every = st.checkbox(
            ngettext("Celle qui attend", "Les {n} qui attendent", len(waiting)).format(n=len(waiting)),
            key="needs_validate_every",
        )
        with st.expander(
            _("Lire et choisir ligne par ligne"), icon=":material/checklist:", expanded=len(waiting) <= AT_ONCE
        ):
            ticked = {code: _row(views[code], professions) for code in waiting}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(_("Nom du médecin"), max_chars=NAME_MOST, width=280, key="needs_validate_name")
            quality = st.text_input(
                _("Qualité"), _("médecin référent"), max_chars=NAME_MOST, width=280, key="needs_validate_quality"
            )
        sent = st.form_submit_button(_("Valider les catégories cochées"), type="primary", icon=":material/verified:")
    if not sent:
        st.session_state[DRAWN] = present
        return
    codes = [code for code in waiting if every or ticked[code]]
    marks = {code: drawn.get(code, "") for code in codes}
    try:
        validate_categories(current_actor(), current_store(), marks, name=name, quality=quality)
    except ReleveError as error:
        if isinstance(error, StaleRevision):
            st.session_state[DRAWN] = present
        tell(error)
        return
    st.session_state.pop(DRAWN, None)
    st.toast(ngettext("{n} catégorie validée.", "{n} catégories validées.", len(codes)).format(n=len(codes)))
    st.rerun()


def _row(one: CategoryView, professions: Mapping[str, str]) -> bool:
    said = f"{view.badge(one.state)} **{plain(one.category.label)}** {plain(view.row_words(one, professions))}"
    return st.checkbox(said, key=f"needs_validate_{one.category.code}")
