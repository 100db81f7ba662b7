"""A reflex card opened where its name was pressed; the address carries the open one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.response.said import TO_VALIDATE
from app.services.plans.print_plans import print_card
from app.services.plans.sign_card import signatures_words
from app.ui.parts import address
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import plans as view
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.response.sheet import Card
    from app.services.plans.plan_shelf import PlanShelf

ADDRESS = "fiche"
_PRESSED = "plan_card_place"
Places = tuple[tuple[str, str | None], ...]
"""(place, card) in drawing order: a card may be named by several actions and opens at one place only."""


def asked() -> str:
    """The card of the address; empty when there is none."""
    return st.query_params.get(ADDRESS, "")


def shared() -> str:
    """The card of the address when a link led to it: nothing was pressed on this screen yet."""
    return "" if _PRESSED in st.session_state else asked()


def open_at(places: Places) -> str:
    """The place where the card of the address is drawn among these; empty when none of them names it."""
    return view.place_of(places, asked(), str(st.session_state.get(_PRESSED, "")))


def show(shelf: PlanShelf, slug: str, place: str, *, is_open: bool) -> None:
    """Draw its name as a button, and below it the card itself when it is open."""
    card = shelf.cards[slug]
    st.button(
        plain(card.title), icon=":material/expand_less:" if is_open else ":material/menu_book:", key=f"plan_card_{place}",
        on_click=_turn, args=("" if is_open else slug, place),
    )  # fmt: skip
    if is_open:
        with st.container(border=True, key=f"plan_card_open_{place}"):
            _draw(shelf, card, place)


def medical() -> str:
    """The badge of what waits for the medical lead."""
    return (
        f":orange-badge[:material/stethoscope: {plain(_('médical, {to_validate}').format(to_validate=_(TO_VALIDATE)))}]"
    )


def _turn(slug: str, place: str) -> None:
    st.session_state[_PRESSED] = place
    address.put(ADDRESS, slug)


def _draw(shelf: PlanShelf, card: Card, place: str) -> None:
    if card.medical:
        signed = signatures_words(current_actor(), current_store()).get(card.slug)
        st.markdown(f":green-badge[:material/verified: {plain(signed)}]" if signed else medical())
    st.markdown(f"**{_('Quand la prendre')}** · {plain(card.trigger)}")
    st.markdown(f"**{_('Qui la tient')}** · {plain(shelf.function(card.owner))}")
    _points(_("À faire"), card.steps, numbered=True)
    _points(_("Ne pas faire"), card.do_not)
    _points(_("À joindre, dans l’ordre"), shelf.contacts_of(card), numbered=True)
    _points(_("Sous la main"), card.equipment)
    _points(_("Trace à garder"), card.trace)
    said = [_("Relue le {date}").format(date=spoken_date(card.reviewed_on))]
    st.caption(plain(" · ".join([*said, *(one.citation for one in shelf.cited(card.legal))])))
    st.download_button(
        _("Imprimer la fiche"), data=later(partial(_pdf, card.slug)), file_name=f"fiche-{card.slug}.pdf",
        mime="application/pdf", icon=":material/print:", on_click="ignore", key=f"plan_card_print_{place}",
    )  # fmt: skip


def _points(title: str, points: Sequence[str], *, numbered: bool = False) -> None:
    if points:
        lines = (f"{n}. {plain(one)}" if numbered else f"- {plain(one)}" for n, one in enumerate(points, 1))
        st.markdown(f"**{plain(title)}**\n\n" + "\n".join(lines))


def _pdf(slug: str) -> bytes:
    return print_card(current_actor(), current_store(), slug)
