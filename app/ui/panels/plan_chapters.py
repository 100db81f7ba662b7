"""What a plan says beside its actions: why and when, with whom and what, what is told to whom, on which texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.plans.plan_shelf import delay_words, needs_by_delay
from app.ui.panels import plan_card
from app.ui.parts.plain import plain
from app.ui.views import plans as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.response.sheet import Means, Sheet
    from app.services.plans.plan_shelf import PlanShelf


def purpose(_shelf: PlanShelf, sheet: Sheet) -> None:
    """What it is, what opens it, how it goes, what is sought and seen, what it looks like."""
    st.markdown(plain(sheet.summary))
    if sheet.medical_note:
        st.markdown(f"{plan_card.medical()} {plain(sheet.medical_note)}")
    _points(_("Ce qui l’ouvre"), sheet.triggers)
    _heading(_("Comment cela évolue"))
    st.markdown(plain(sheet.kinetics))
    _points(_("Objectifs"), sheet.objectives)
    _points(_("Effets à constater"), sheet.effects)
    _points(_("Exemples"), sheet.examples)


def means(shelf: PlanShelf, sheet: Sheet) -> None:
    """The people wanted, soonest first, then places and equipment."""
    for hours, needs in needs_by_delay(sheet):
        people = sum(one.quantity for one in needs)
        count = ngettext("{n} personne", "{n} personnes", people).format(n=people)
        _heading(f"{delay_words(hours)} · {count}")
        st.markdown("\n".join(_line(f"{one.quantity} · {one.label}", view.need_words(shelf, one)) for one in needs))
    _means(_("Lieux"), sheet.sites)
    _means(_("Matériel"), sheet.equipment)


def messages(_shelf: PlanShelf, sheet: Sheet) -> None:
    """What is said to whom, and what lifts the plan."""
    _heading(_("Communication"))
    for one in sheet.communication:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{plain(one.audience)}**")
            if one.channel:
                st.caption(plain(one.channel))
            st.markdown(plain(one.text))
    _points(_("Ce qui permet de lever"), sheet.end_criteria)


def texts(shelf: PlanShelf, sheet: Sheet) -> None:
    """Article and date of each text, then the codes of ORSAN through its generations."""
    _heading(_("Textes"))
    st.markdown("\n".join(_line(one.citation, view.dated(one), one.says) for one in shelf.cited(sheet.legal)))
    _heading(_("Codes ORSAN"))
    for generation, codes in shelf.orsan_of(sheet):
        said = " ; ".join(codes) if codes else _("aucun code")
        st.markdown(f"**{plain(generation)}** · {plain(said)}")


def _means(title: str, all_of_them: Sequence[Means]) -> None:
    _heading(title)
    st.markdown("\n".join(_line(one.label, one.quantity, one.note) for one in all_of_them))


def _line(*parts: str) -> str:
    """A point of a list, its first part in bold."""
    first, *others = (plain(part) for part in parts if part)
    return " · ".join([f"- **{first}**", *others])


def _points(title: str, points: Sequence[str]) -> None:
    _heading(title)
    st.markdown("\n".join(f"- {plain(one)}" for one in points))


def _heading(title: str) -> None:
    st.header(plain(title), anchor=False)
