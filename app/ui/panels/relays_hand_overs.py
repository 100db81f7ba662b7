"""Hand-overs, pair by pair: what is to be passed on first, whom to ring, what was answered by telephone. Counts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.hand_over import STEP_WORDS, HandOverState, Step
from app.continuity.overview import Basis
from app.core.errors import ReleveError
from app.services.continuity.answer_relay import answer_relay
from app.services.continuity.follow_hand_over import mark_pair
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_continuity import read_continuity
from app.services.continuity.read_hand_overs import board as read_board
from app.ui.boundary import tell
from app.ui.panels import continuity_first
from app.ui.parts import confirm, headline, table, takes_form
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import relays_hand_overs as view
from app.ui.views.continuity import has_practices
from app.words import _

if TYPE_CHECKING:
    from app.services.continuity.continuity_view import ContinuityView
    from app.services.continuity.hand_over_values import Board, Pair

AT_ONCE = 12
"""Pairs drawn with their buttons at once; the table holds them all."""


def show() -> None:
    """The sentence, the button that asks relays, then each pair, the most pressing first."""
    found = read_board(current_actor(), current_store())
    stands = None if found.pairs else read_continuity(current_actor(), current_store())
    headline.show(view.sentence(found, stands), detail=view.detail(found))
    if stands is None or view.may_propose(stands):
        st.button(
            _("Proposer les relais"), icon=":material/handshake:", type="primary", key="relays_propose",
            on_click=_propose,
            help=_("Calcule qui peut prendre ce qui reste, en l’état, et le propose par courrier ; personne n’est demandé deux fois."),
        )  # fmt: skip
    if said := st.session_state.pop("relays_said", ""):
        st.info(plain(said), icon=":material/info:")
    if stands is not None:
        st.markdown(
            _("Ici : quand un cabinet ferme, qui reprend ses besoins, en nombre, et jusqu’où en est la transmission.")
        )
        _way(stands)
        return
    for pair in found.pairs[:AT_ONCE]:
        _pair(found, pair)
    st.header(_("Toutes les transmissions"), anchor=False)
    table.show(view.header(), [view.row(one, found) for one in found.pairs], caption=_("Transmissions par cabinet"))
    st.caption(
        _("Ces nombres servent à ceux qui conduisent la crise. Ce qui sort d’ici passe par les listes, où les petits nombres sont masqués.")
    )  # fmt: skip


def _way(stands: ContinuityView) -> None:
    """Where to go when there is nothing to ask of anybody: the roster, the needs, or whom to ring."""
    if view.may_propose(stands):
        return
    if stands.basis is Basis.REGISTER:
        continuity_first.overview()
    elif has_practices(stands):
        continuity_first.needs()
    else:
        continuity_first.people()


def _propose() -> None:
    with speaking():
        try:
            made = propose_relays(current_actor(), current_store())
        except ReleveError as error:
            tell(error)
            return
        st.session_state["relays_said"] = view.came_of(made)


def _pair(found: Board, pair: Pair) -> None:
    key = f"relays_pair_{pair.giver}_{pair.taker}"
    with st.container(border=True, gap="xsmall", key=key.replace(":", "_")):
        st.markdown(f"{view.badge(pair)} **{plain(view.title(pair))}**")
        if said := view.down(pair, found):
            st.markdown(f":material/sync_problem: {plain(said)}")
        if said := view.due(pair, found):
            st.markdown(plain(said))
        st.markdown(view.call(pair))
        st.caption(plain(view.counts(pair)))
        with st.container(horizontal=True, gap="small"):
            for state, step in view.NEXT.items():
                if count := pair.steps.get(state):
                    st.button(
                        _("{step} ({n})").format(step=_(STEP_WORDS[step]), n=count), key=f"{key}_{step}",
                        on_click=_mark, args=(pair, step, count, pair.ready[step]),
                    )  # fmt: skip
            accepted = pair.total - pair.unanswered
            if accepted:
                st.button(
                    _("Rendus ({n})").format(n=accepted), icon=":material/undo:", key=f"{key}_end_ask",
                    on_click=_ask_end, args=(f"{key}_end", pair.ready[Step.ENDED]),
                )  # fmt: skip
        if pair.unanswered:
            _answer(pair, key)
    question = confirm.Question(
        _("Tout est rendu à {name} ?").format(name=pair.giver_name),
        (view.title(pair), _("Le relais ne lira plus ces besoins. S’ils doivent être repris, il faudra les proposer.")),
        _("Tout est rendu"),
    )
    if confirm.show(question, key=f"{key}_end"):
        _mark(pair, Step.ENDED, pair.total - pair.unanswered, st.session_state.pop(f"{key}_end_seen", ""))
        st.rerun()


def _ask_end(key: str, seen: str) -> None:
    """The question is about those shown now, whatever comes before its answer."""
    st.session_state[f"{key}_seen"] = seen
    confirm.ask(key)


def _mark(pair: Pair, step: Step, count: int, seen: str) -> None:
    with speaking():
        try:
            mark_pair(current_actor(), current_store(), pair.giver, pair.taker, step, count, seen=seen)
        except ReleveError as error:
            tell(error)
            return
        st.toast(_("Noté."))


def _answer(pair: Pair, key: str) -> None:
    """The relay on the telephone: how many it takes of what it was asked."""
    count = pair.steps[HandOverState.PROPOSED]
    takes = takes_form.show(count, key=f"{key}_answer_{pair.seen}")
    if takes is None:
        return
    try:
        said = answer_relay(current_actor(), current_store(), pair.giver, pair.taker, takes, of=count, seen=pair.seen)
    except ReleveError as error:
        tell(error)
        return
    st.session_state["relays_said"] = view.answered(said)
    st.rerun()
