"""Over whom shares are counted: chosen in a list, completed by hand where no table knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.indicators.denominators import BASIS_WORDS, Basis, Denominators, liberal_by_profession
from app.services.activity.report_indicators import group_name, profession_name
from app.services.activity.set_denominators import set_denominators
from app.ui.boundary import tell
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.activity.read_indicators import IndicatorsView


def show(view: IndicatorsView) -> None:
    """Draw the choice and the two small tables; one button writes both."""
    with st.expander(_("Dénominateurs"), icon=":material/percent:"):
        form = seen("denominators", view.denominators, view.revision)
        held, key = form.value, form.key
        with st.form(key, border=False):
            basis = st.selectbox(
                _("Les parts des libéraux se comptent sur"), list(Basis), index=list(Basis).index(held.basis),
                format_func=lambda one: _(BASIS_WORDS[one]),
            )  # fmt: skip
            st.caption(
                _("Un nombre saisi l’emporte sur la table et sur l’effectif ; une case vide laisse ce qu’ils disent.")
            )
            left, right = st.columns(2)
            with left:
                liberal = _numbers(_professions(view), held.liberal, _("Profession"), _("Libéraux"), f"{key}_liberal")
            with right:
                groups = _numbers(_groups(view), held.groups, _("Public"), _("Population"), f"{key}_groups")
            if not st.form_submit_button(_("Enregistrer les dénominateurs")):
                return
        typed = Denominators(basis or held.basis, liberal, groups)
        try:
            set_denominators(current_actor(), current_store(), typed, form.revision)
        except StaleRevision as error:
            refused(form, error, typed)
        except ReleveError as error:
            tell(error)
            return
        forget(form.base)
        st.toast(_("Dénominateurs enregistrés."))
        st.rerun()


def _professions(view: IndicatorsView) -> dict[str, str]:
    """Every profession that some denominator holds, or that took part."""
    bases = [liberal_by_profession(Denominators(one), view.facts.people, view.counting.offer) for one in Basis]
    slugs = dict.fromkeys([*(slug for base in bases for slug in base), *view.denominators.liberal])
    return {slug: profession_name(view, slug) for slug in slugs if slug}


def _groups(view: IndicatorsView) -> dict[str, str]:
    return {slug: group_name(view, slug) for slug in view.groups}


def _numbers(names: Mapping[str, str], held: Mapping[str, int], head: str, unit: str, key: str) -> dict[str, int]:
    """A table of names and numbers to type; empty cells are left out."""
    frame = pd.DataFrame({"name": list(names.values()), "count": [held.get(slug) for slug in names]})
    frame["count"] = frame["count"].astype("Int64")
    typed = st.data_editor(
        frame, hide_index=True, disabled=["name"], key=key,
        column_config={"name": head, "count": st.column_config.NumberColumn(unit, min_value=0, step=1)},
    )  # fmt: skip
    counts = zip(names, typed["count"], strict=True)
    return {slug: int(count) for slug, count in counts if not pd.isna(count)}
