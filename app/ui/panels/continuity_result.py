"""What becomes of the needs, drawn the same for what is and for what is supposed: those without a solution first, whom to ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import address, table
from app.ui.parts.plain import plain
from app.ui.views import continuity as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.continuity.continuity_view import Called, ContinuityView

AT_ONCE = 8
"""Relays drawn at once, the busiest first."""


def show(found: ContinuityView, *, key: str) -> None:
    """Draw everything below the headline."""
    _unread(found)
    if found.asked is not None:
        st.markdown(plain(view.asked_sentence(found.asked, found.now)))
    if badges := view.badges(found):
        st.markdown(" ".join(badges))
    _whys(found)
    if not found.exact or not found.touched.high:
        return
    if told := view.categories_sentence(found):
        st.markdown(plain(told))
    if found.uncovered.high:
        _slices(found, key)
    if found.takings:
        _relays(found)


def _unread(found: ContinuityView) -> None:
    """What is not counted is said before what is."""
    for one in found.unread:
        text = _(one.why).format(practice=one.practice, needs=one.needs)
        st.warning(plain(_("Chiffres incomplets. {why}").format(why=text)), icon=":material/key_off:")


def _whys(found: ContinuityView) -> None:
    for why in found.whys:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f":red[:material/block:] **{plain(view.why_line(why, found.now))}**")
            if why.call:
                st.markdown(_("À appeler : {who}").format(who=" · ".join(_called(one) for one in why.call)))


def _called(one: Called) -> str:
    return f"{plain(one.name)}{_dial(one.phone)}"


def _dial(number: str) -> str:
    """The number as a link that rings it; empty when nobody knows it."""
    digits = "".join(sign for sign in number if sign in "+0123456789")
    return f" [:material/call: {plain(view.phone(number))}](tel:{digits})" if digits else ""


def _relays(found: ContinuityView) -> None:
    st.header(_("Relais"), anchor=False)
    st.markdown(plain(view.relays_sentence(found)))
    lines = [f"- {plain(view.relay_line(one))}{_dial(one.phone)}" for one in found.takings]
    st.markdown("\n".join(lines[:AT_ONCE]))
    if rest := lines[AT_ONCE:]:
        with st.expander(ngettext("{n} autre relais", "{n} autres relais", len(rest)).format(n=len(rest))):
            st.markdown("\n".join(rest))


def _slices(found: ContinuityView, key: str) -> None:
    st.header(_("Quand"), anchor=False)
    st.markdown(plain(view.slices_sentence(found)))
    header, rows = view.slice_rows(found)
    table.show(header, rows, caption=_("Besoins qui dépassent leur délai sans solution, par tranche de 12 heures"))
    if address.toggle(_("Heure par heure"), address="heures", key=f"{key}_hours"):
        header, rows = view.hour_rows(found)
        table.show(header, rows, caption=_("Besoins qui dépassent leur délai sans solution, heure par heure"))
