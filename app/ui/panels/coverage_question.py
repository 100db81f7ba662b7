"""Which half-day, before or after which shock: the choices that every panel of the map shares, kept in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.coverage import coverage_words as view
from app.services.coverage.coverage_stage import Asked, Moment, slice_code
from app.services.coverage.read_coverage import read_coverage
from app.ui.parts import address, exercise_strip
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import coverage_slice as slice_view
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.services.coverage.coverage_view import CoverageView

SLICE, SHOCK, MOMENT, SKILL, COMMUNE, CHOSEN_SET = "demi-journee", "choc", "moment", "besoin", "commune", "ensemble"
"""Names in the address."""

MOMENTS = {"avant": Moment.BEFORE, "apres": Moment.AFTER, "plan": Moment.PLAN}
CODES = {moment: code for code, moment in MOMENTS.items()}


def asked() -> Asked:
    """What the address asks; a shock without a moment is shown after it struck."""
    given = st.query_params
    shock = given.get(SHOCK, "")
    moment = MOMENTS.get(given.get(MOMENT, ""), Moment.AFTER if shock else Moment.BEFORE)
    return Asked(given.get(SLICE, ""), shock, moment)


def show(found: CoverageView) -> None:
    """Draw the choices as they stand. Another shock begins by what it does, and no set of the former question stays chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        slices = {slice_code(one): capitalised(view.slice_words(one)) for one in found.slices}
        address.select(
            _("Demi-journée"), slices, address=SLICE, present=found.asked.slice, key=f"coverage_{SLICE}", width=280,
            closes=(CHOSEN_SET,),
        )  # fmt: skip
        shocks = {"": _("aucun : la situation du moment"), **{one.code: view.shock_words(one) for one in found.choices}}
        address.select(
            _("Choc (exercice)"), shocks, address=SHOCK, present=found.asked.shock, key=f"coverage_{SHOCK}", width=380,
            closes=(MOMENT, CHOSEN_SET),
        )  # fmt: skip
        if found.shock is not None:
            _moment(found)
    if said := " ".join(filter(None, (slice_view.hours(found.slice, found.slices), slice_view.unusual(found.slice)))):
        st.caption(plain(said))


def strip(found: CoverageView) -> None:
    """The band of an exercise, where anything but the live situation is shown."""
    if found.is_exercise:
        exercise_strip.show(_("ce choc est supposé, rien de ce qui suit n’est arrivé."))


def file_name(found: CoverageView, name: str) -> str:
    """The name of a file of this view: an exercise's says so."""
    return f"{_('EXERCICE')}-{name}" if found.is_exercise else name


def shared(found: CoverageView) -> CoverageView:
    """The same view as it may leave the screen; the very one where nothing need be kept back."""
    if not found.rights.exact:
        return found
    return read_coverage(current_actor(), current_store(), found.asked, shared=True)


def skill(found: CoverageView) -> None:
    """The need that colours the map: all of them, or one."""
    skills = {"": _("tous les besoins"), **{one.code: one.word for one in found.skills}}
    address.select(
        _("Besoin montré"), skills, address=SKILL, key=f"coverage_{SKILL}", width=280, closes=(CHOSEN_SET,)
    )  # fmt: skip


def commune(found: CoverageView) -> str:
    """The commune looked at closely, or none."""
    named = {one.code: one.name for one in sorted(found.communes, key=lambda one: one.name)}
    return address.select(
        _("Commune à regarder de près"), {"": _("aucune"), **named}, address=COMMUNE, key=f"coverage_{COMMUNE}", width=280
    )  # fmt: skip


def _moment(found: CoverageView) -> None:
    moments = [Moment.BEFORE, Moment.AFTER, *([Moment.PLAN] if found.shock and found.shock.has_plan else [])]
    codes = [CODES[one] for one in moments]
    st.session_state["coverage_moment"] = CODES[found.asked.moment]
    st.select_slider(
        " · ".join(_(view.MOMENT_WORDS[one]) for one in moments), codes, format_func=lambda code: _(view.MOMENT_WORDS[MOMENTS[code]]),
        key="coverage_moment", on_change=address.turn, args=(MOMENT, "coverage_moment", (CHOSEN_SET,)), width=380,
    )  # fmt: skip
