"""Nothing chosen: the call-outs that run, the holes to call for, and the call-outs that have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import call_out_badge, headline, state_badge
from app.ui.parts.plain import plain
from app.ui.views import call_out_board as view
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.ids import SeatId
    from app.services.mobilisation.read_call_outs import CallOutBoard, CallOutSummary
    from app.ui.views.call_out_board import SessionHole

SHOWN = 5
"""Holes that stand open; the later ones are behind one line that counts them."""


def show(board: CallOutBoard) -> None:
    """Draw the board; a button leads to a call-out or to its preparation."""
    headline.show(
        view.headline(board),
        detail=_("Un appel demande à cinq personnes au plus à la fois, et s’arrête au dernier poste pourvu."),
    )
    found = view.holes(board)
    if board.running:
        st.header(_("En cours"), anchor=False)
        for one in board.running:
            _call_out(one, follow=True)
    if found:
        st.header(_("À pourvoir"), anchor=False)
        for rank, hole in enumerate(found[:SHOWN]):
            _hole(hole, main=rank == 0 and not board.running)
    if rest := found[SHOWN:]:
        label = ngettext("{n} autre séance", "{n} autres séances", len(rest)).format(n=len(rest))
        with st.expander(label):
            for hole in rest:
                _hole(hole, main=False)
    if not found and not board.running:
        st.caption(_("Quand un poste se libère ou qu’une séance n’est pas complète, l’appel se prépare ici."))
        st.page_link("screens/rota.py", label=_("Voir le planning"), icon=":material/arrow_forward:")
    if board.ended:
        with st.expander(_("Appels terminés")):
            for one in board.ended:
                _call_out(one, follow=False)


def back() -> None:
    """The way back to the board, from a call-out or its preparation."""
    st.button(_("Tous les appels"), icon=":material/arrow_back:", key="call_out_back", type="tertiary", on_click=_leave)


def _leave() -> None:
    for name in ("appel", "postes"):
        st.query_params.pop(name, None)


def _call_out(one: CallOutSummary, *, follow: bool) -> None:
    with st.container(border=True):
        saying, doing = st.columns([5, 2], vertical_alignment="center", gap="small")
        with saying:
            rest = [one.centre, one.sentence] if follow else [one.centre, one.sentence, spoken_instant(one.at)]
            st.markdown(
                f"{call_out_badge.of_state(one.state)} **{plain(one.title)}**  \n:gray[{plain(' · '.join(rest))}]"
            )
            if one.awaiting:
                said = ngettext("{n} oui à valider", "{n} oui à valider", one.awaiting).format(n=one.awaiting)
                st.markdown(f":orange-badge[:material/how_to_reg: {plain(said)}]")
        doing.button(
            _("Suivre") if follow else _("Revoir"),
            key=f"call_out_open_{one.id}",
            icon=":material/visibility:",
            type="primary" if follow and one.awaiting else "secondary",
            width="stretch",
            on_click=_open,
            args=(one.id,),
        )


def _hole(hole: SessionHole, *, main: bool) -> None:
    with st.container(border=True):
        saying, doing = st.columns([5, 2], vertical_alignment="center", gap="small")
        with saying:
            states = " ".join(state_badge.inline(state) for state in hole.states)
            st.markdown(f"{states} **{plain(hole.sentence)}**  \n:gray[{plain(hole.where)}]")
        with doing:
            st.button(
                view.prepare_label(len(hole.seats)),
                key=f"call_out_session_{hole.id}",
                icon=":material/campaign:",
                type="primary" if main else "secondary",
                width="stretch",
                on_click=_prepare,
                args=(hole.seats,),
            )
            if len(hole.seats) > 1:
                _choice(hole)


def _choice(hole: SessionHole) -> None:
    """One line, or any of the seats, rather than the whole session."""
    with st.popover(_("Choisir les postes"), icon=":material/checklist:", width="stretch", type="tertiary"):
        for rank, (label, seats) in enumerate(hole.lines.items()):
            st.button(label, key=f"call_out_line_{hole.id}_{rank}", on_click=_prepare, args=(seats,), width="stretch")
        chosen = st.pills(
            _("Postes"),
            list(hole.choices),
            selection_mode="multi",
            format_func=hole.choices.__getitem__,
            key=f"call_out_seats_{hole.id}",
        )
        st.button(
            view.prepare_label(len(chosen)) if chosen else _("Choisissez un poste"),
            key=f"call_out_chosen_{hole.id}",
            disabled=not chosen,
            on_click=_prepare,
            args=(tuple(chosen),),
            width="stretch",
        )


def _prepare(seats: Sequence[SeatId]) -> None:
    st.query_params["postes"] = ",".join(seats)


def _open(call_out_id: str) -> None:
    st.query_params["appel"] = call_out_id
