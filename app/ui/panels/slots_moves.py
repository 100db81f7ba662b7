"""The slots of closed practices: who could hold each, whom to ring, and one press once they said yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.roster.phones import spoken_phone
from app.services.slots.redistribute_slots import move_slot, read_moves
from app.ui.boundary import tell
from app.ui.parts import headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import slots_moves as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.core.ids import PracticeId
    from app.services.slots.redistribute_slots import ClosedSlot, MovesView


def show() -> None:
    """The sentence, then each slot: the first that somebody can take has the main button."""
    found = read_moves(current_actor(), current_store())
    headline.show(view.sentence(found), detail=view.detail(found))
    first = next((one.slot.id for one in found.closed if one.moves), "")
    for one in found.closed:
        _slot(found, one, is_first=one.slot.id == first)


def _slot(found: MovesView, one: ClosedSlot, *, is_first: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"slots_closed_{one.slot.id}"):
        st.markdown(f"**{plain(view.title(found, one))}**")
        st.caption(plain(view.about(one)))
        for move, words in zip(one.moves, view.takers(found, one), strict=True):
            st.markdown(f"{plain(words)}{_phone(found, move.to)}")
        if rest := view.left(one):
            st.markdown(f":red-badge[:material/block: {plain(rest)}]")
        if one.moves:
            st.button(
                _("Ils sont d’accord : déplacer"), icon=":material/move_up:", key=f"slots_move_{one.slot.id}",
                type="primary" if is_first else "secondary", on_click=_move, args=(one,),
            )  # fmt: skip


def _phone(found: MovesView, practice: PracticeId) -> str:
    number = found.phones.get(practice, "")
    digits = "".join(one for one in number if one in "+0123456789")
    return f" [:material/call: {plain(spoken_phone(number))}](tel:{digits})" if digits else ""


def _move(one: ClosedSlot) -> None:
    with speaking():
        to = {move.to: move.places for move in one.moves}
        try:
            done = move_slot(current_actor(), current_store(), one.slot.id, one.slot.revision, to)
        except ReleveError as error:
            tell(error)
            return
        said = [_("Créneau déplacé ; les calendriers suivent.")]
        if done.to_tell:
            said.append(
                ngettext("{n} personne à prévenir du lieu.", "{n} personnes à prévenir du lieu.", done.to_tell).format(n=done.to_tell)
            )  # fmt: skip
        if done.without:
            said.append(
                ngettext("{n} rendez-vous reste à redonner.", "{n} rendez-vous restent à redonner.", done.without).format(n=done.without)
            )  # fmt: skip
        st.toast(" ".join(said))
