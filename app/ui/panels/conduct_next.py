"""What is to send: the late ones first, then the next; each sent, held or skipped in one press. The last one sent may be taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.chronogramme import InjectState
from app.exercise.exercise import ExerciseState
from app.services.exercise import send_injects
from app.ui.acted import acted
from app.ui.panels import conduct_thread
from app.ui.parts import table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import conduct as words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.exercise.read_cockpit import Cockpit, CockpitInject

MOST = 5
"""Injects with their buttons; all of them are in the list below."""


def show(cockpit: Cockpit) -> None:
    """Draw them, the one to send first with the primary button."""
    st.header(_("À envoyer"), anchor=False)
    shown = sorted(cockpit.to_come, key=lambda one: (one.inject.state is InjectState.HELD, one.inject.minutes))[:MOST]
    if not shown:
        st.markdown(_("Plus rien n’est à venir."))
    for rank, one in enumerate(shown):
        _draw(cockpit, one, is_first=rank == 0)
    _last(cockpit)
    rest = words.rest_rows(cockpit)
    if len(rest) > len(shown):
        with st.expander(_("Toute la suite ({n})").format(n=len(rest)), icon=":material/list:"):
            table.show(words.plan_header(), rest, caption=_("Injects qui ne sont pas partis"))
            _taken_up(cockpit)


def _draw(cockpit: Cockpit, one: CockpitInject, *, is_first: bool) -> None:
    icon, colour = words.look(one, cockpit)
    inject = one.inject
    with st.container(border=True, gap="small"):
        st.markdown(
            f":{colour}-badge[:material/{icon}: {plain(words.when(one, cockpit))}] **{plain(words.route(one))}**"
        )
        st.markdown(plain(inject.text))
        key = f"{inject.id}_{inject.revision}"
        with st.container(horizontal=True):
            is_paused = cockpit.exercise.state is ExerciseState.PAUSED
            if st.button(
                _("Envoyer"), icon=":material/send:", key=f"send_{key}", type="primary" if is_first and not is_paused else "secondary",
                disabled=is_paused, help=_("L’exercice est en pause.") if is_paused else None,
            ):  # fmt: skip
                said = _("Inject n° {number} envoyé.").format(number=inject.number)
                acted(_on(one, send_injects.send_inject), said, icon=":material/send:")
            if inject.state is InjectState.HELD:
                if st.button(_("Relâcher"), icon=":material/play_circle:", key=f"release_{key}"):
                    acted(_on(one, send_injects.release_inject))
            elif st.button(_("Retenir"), icon=":material/pause_circle:", key=f"hold_{key}"):
                acted(_on(one, send_injects.hold_inject))
            if st.button(_("Passer"), icon=":material/skip_next:", key=f"skip_{key}"):
                acted(_on(one, send_injects.skip_inject), _("Passé : il reste dans la liste."))
        # Under the buttons: those of two injects stand on the first screen of a laptop.
        notes = [*one.effects, *([_("À savoir : {note}").format(note=inject.note)] if inject.note else [])]
        if notes:
            st.caption("  \n".join(map(plain, notes)))


def _last(cockpit: Cockpit) -> None:
    """What has just left: noted, or taken back while it still may."""
    last = next(iter(cockpit.sent), None)
    if last is None:
        return
    with st.container(border=True, gap="small"):
        st.markdown(f":green-badge[:material/done_all: {plain(words.sent_line(last))}]")
        st.caption(plain(f"{words.extract(last.inject.text)} {words.reached(last)}"))
        key = f"{last.inject.id}_{last.inject.revision}"
        with st.container(horizontal=True):
            if st.button(_("Noter la réponse"), icon=":material/edit_note:", key=f"answer_{key}"):
                conduct_thread.lead_to(last.inject.id)
                st.rerun()
            if last.can_undo and st.button(_("Reprendre cet envoi"), icon=":material/undo:", key=f"undo_{key}"):
                acted(_on(last, send_injects.undo_send), _("Repris : il est de nouveau à envoyer."))


def _taken_up(cockpit: Cockpit) -> None:
    """What was skipped may be played after all."""
    offered = {one.inject.id: one for one in cockpit.skipped}
    if not offered:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Inject passé"),
            list(offered),
            format_func=lambda id: words.when(offered[id], cockpit),
            key="conduct_skipped",
        )
        if st.button(_("Le remettre à jouer"), icon=":material/undo:", key="conduct_take_up") and chosen:
            acted(_on(offered[chosen], send_injects.release_inject))


def _on(one: CockpitInject, do: Callable[..., object]) -> Callable[[], object]:
    return partial(do, current_actor(), current_store(), one.inject.id, one.inject.revision)
