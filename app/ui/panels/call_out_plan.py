"""Prepare a call-out: whom it would ask and why in that order, whom it would wear out, and the button that sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.mobilisation.callout import MODE_WORDS, Mode
from app.mobilisation.rules import MOST_IN_A_WAVE
from app.services.home.read_home import commune_names
from app.services.mobilisation.start_call_out import rank_for, start_call_out
from app.ui.boundary import tell
from app.ui.parts import headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import call_out_plan as view
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.core.ids import SeatId
    from app.services.mobilisation.start_call_out import CallOutPlan

SHOWN = 10
"""Two waves of five: beyond, the list is behind one line that counts it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the coordinator chose for this call-out."""

    mode: Mode
    size: int
    delay_minutes: int
    urgent: bool


def show(seats: tuple[SeatId, ...]) -> None:
    """Draw the preparation of a call-out for these seats; starts it when its button is pressed."""
    plan = rank_for(current_actor(), current_store(), seats)
    headline.show(view.answer(plan), where=f"{plan.centre.name} · {plan.title}", detail=view.gone_sentence(plan))
    deciding, listing = st.columns([2, 3], gap="large")
    with deciding:
        chosen = _settings(plan) if plan.ranking.candidates else None
        if chosen:
            _launch(plan, chosen)
    with listing:
        _people(plan, chosen)


def _settings(plan: CallOutPlan) -> Settings:
    rules = plan.rules
    top = st.container()
    with st.expander(_("Réglages de l’appel"), icon=":material/tune:"):
        mode = st.radio(
            _("Qui obtient la place"),
            list(Mode),
            format_func=lambda one: capitalised(_(MODE_WORDS[one])),
            key="call_out_mode",
        )
        size = st.segmented_control(
            _("Personnes par vague"),
            list(range(1, MOST_IN_A_WAVE + 1)),
            default=rules.wave_size,
            required=True,
            key="call_out_size",
        )
        delay = st.number_input(
            _("Minutes entre deux vagues"), min_value=1, max_value=1440, value=rules.wave_delay_minutes,
            key="call_out_delay", width=220,
        )  # fmt: skip
        if not plan.may_be_urgent:
            st.caption(plain(view.urgency_words(plan)))
    urgent = False
    if plan.may_be_urgent:
        urgent = top.toggle(_("Appel urgent"), key="call_out_urgent", help=view.urgency_words(plan))
    return Settings(mode or Mode.FIRST_YES, size or rules.wave_size, int(delay), urgent)


def _launch(plan: CallOutPlan, chosen: Settings) -> None:
    first, _at = plan.first_wave(size=chosen.size, urgent=chosen.urgent)
    label = view.launch_label(plan, size=chosen.size, urgent=chosen.urgent)
    pressed = st.button(
        label or _("Personne ne peut être sollicité à temps"),
        type="primary",
        icon=":material/campaign:",
        key="call_out_start",
        disabled=not label,
        width="stretch",
    )
    st.caption(
        ngettext(
            "Ensuite {n} personne de plus toutes les {delay} min, jusqu’au dernier poste pourvu. {quiet}",
            "Ensuite {n} personnes de plus toutes les {delay} min, jusqu’au dernier poste pourvu. {quiet}",
            chosen.size,
        ).format(n=chosen.size, delay=chosen.delay_minutes, quiet=plan.rules.quiet.sentence)
    )
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(_('Qui est-ce que je fatigue ?'))}**")
        st.markdown(plain(plan.tired_sentence(first)))
        st.caption(plain(plan.equality_sentence))
    if pressed:
        _start(plan, chosen)


def _start(plan: CallOutPlan, chosen: Settings) -> None:
    try:
        started = start_call_out(
            current_actor(),
            current_store(),
            [seat.id for seat in plan.seats],
            mode=chosen.mode,
            size=chosen.size,
            delay_minutes=chosen.delay_minutes,
            urgent=chosen.urgent,
        )
    except ReleveError as error:
        tell(error)
        return
    st.query_params.pop("postes", None)
    st.query_params["appel"] = started
    st.rerun()


def _people(plan: CallOutPlan, chosen: Settings | None) -> None:
    if chosen:
        first, _at = plan.first_wave(size=chosen.size, urgent=chosen.urgent)
        rows = view.ranked(plan, first, commune_names(current_actor(), current_store()), urgent=chosen.urgent)
        st.header(_("Dans cet ordre"), anchor=False)
        for row in rows[:SHOWN]:
            _row(row)
        if rest := rows[SHOWN:]:
            label = ngettext("{n} personne ensuite", "{n} personnes ensuite", len(rest)).format(n=len(rest))
            with st.expander(label):
                for row in rest:
                    _row(row)
    if plan.ranking.excluded or plan.unreachable:
        with st.expander(view.left_out_title(plan), icon=":material/person_off:"):
            for group in view.left_out(plan):
                st.markdown(f"**{plain(capitalised(group.title))}**")
                st.markdown("\n".join(f"- {plain(sentence)}" for sentence in group.sentences))


def _row(row: view.Ranked) -> None:
    badge = ""
    if row.first:
        badge = f" :blue-badge[:material/send: {plain(_('première vague'))}]"
    elif row.hindrance:
        badge = f" :orange-badge[:material/pause_circle: {plain(row.hindrance)}]"
    st.markdown(f"**{row.rank}. {plain(row.name)}**{badge}  \n{plain(row.why)}")
