"""What left and what came back: answers with their delay, and what became of what was expected, written in one press each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.chronogramme import OUTCOME_WORDS, Outcome
from app.exercise.exercise import LONGEST_FIELD
from app.services.exercise.record_response import record_response, settle_expected
from app.ui.acted import acted, once
from app.ui.panels.conduct_clock import FARTHEST_HOURS
from app.ui.parts import address, headline, panel_choice, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import conduct as words
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.exercise.chronogramme import ExpectedOutcome
    from app.services.exercise.read_cockpit import Cockpit, CockpitInject

ADDRESS, CHOICE = "inject", "conduct_inject"
ICONS = {Outcome.DONE: "check_circle", Outcome.PARTIAL: "timelapse", Outcome.MISSED: "cancel"}


def lead_to(inject_id: str) -> None:
    """Show this inject of the thread at the next run."""
    st.query_params[ADDRESS] = inject_id
    panel_choice.open_on("fil")


def show(cockpit: Cockpit) -> None:
    """The inject chosen, the latest by default; then all that left."""
    sent = {one.inject.id: one for one in cockpit.sent}
    headline.show(_sentence(cockpit), where=words.where(cockpit))
    if not sent:
        st.markdown(_("Les réponses se notent ici, dès le premier inject envoyé."))
        return
    lines = {id: f"{words.sent_line(one)} · {words.extract(one.inject.text)}" for id, one in sent.items()}
    _inject(cockpit, sent[address.select(_("Inject"), lines, address=ADDRESS, key=CHOICE)])
    st.header(_("Tout ce qui est parti"), anchor=False)
    table.show(words.thread_header(), words.thread_rows(cockpit), caption=_("Injects envoyés, du dernier au premier"))


def _sentence(cockpit: Cockpit) -> str:
    waiting = sum(not one.responses for one in cockpit.sent)
    if not cockpit.sent:
        return _("Aucun inject n’est encore parti.")
    if not waiting:
        return _("Chaque inject envoyé a une réponse.")
    return ngettext(
        "{n} inject envoyé sur {all} n’a pas encore de réponse.",
        "{n} injects envoyés sur {all} n’ont pas encore de réponse.",
        waiting,
    ).format(n=waiting, all=len(cockpit.sent))


def _inject(cockpit: Cockpit, one: CockpitInject) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(words.route(one))}**")
        st.markdown(plain(one.inject.text))
        st.caption(plain(words.reached(one)))
        if said := words.impact(cockpit, one.inject.id):
            st.markdown(plain(said))
        answering, judging = st.columns(2, gap="large")
        with answering:
            _responses(cockpit, one)
        with judging:
            _expected(one)


def _responses(cockpit: Cockpit, one: CockpitInject) -> None:
    st.markdown(f"**{_('Réponses')}**")
    for response in one.responses:
        st.markdown(f"- {plain(words.answer(one, response))}")
    key = f"conduct_response_{one.inject.id}"
    id = once(key)
    with st.form(f"conduct_answer_{id}", border=False):
        text = st.text_area(_("Ce qui a été répondu, maintenant"), key=f"answer_text_{id}", max_chars=2000, height=80)
        functions = list(cockpit.functions)
        usual = functions.index(one.inject.recipient) if one.inject.recipient in functions else None
        who = st.selectbox(_("Par"), functions, index=usual, key=f"answer_who_{id}", accept_new_options=True)
        if st.form_submit_button(_("Noter la réponse"), icon=":material/edit_note:", type="primary"):
            write = partial(
                record_response, current_actor(), current_store(), one.inject.id, id=id, text=text, by_whom=who or ""
            )
            acted(write, _("Réponse notée."), spends=key)


def _expected(one: CockpitInject) -> None:
    if not one.inject.expected:
        return
    st.markdown(f"**{_('Attendu')}**")
    for rank in range(len(one.inject.expected)):
        seen = one.outcomes.get(rank)
        st.markdown(f"- {plain(words.expected_line(one, rank))}")
        with st.container(horizontal=True):
            for outcome in Outcome:
                if st.button(
                    _(OUTCOME_WORDS[outcome]).capitalize(), icon=f":material/{ICONS[outcome]}:",
                    key=f"settle_{one.inject.id}_{rank}_{outcome.value}", disabled=seen is not None and seen.outcome is outcome,
                ):  # fmt: skip
                    acted(
                        partial(
                            settle_expected, current_actor(), current_store(), one.inject.id, rank, outcome,
                            revision=seen.revision if seen else 0,
                        ),
                        _("Noté."),
                    )  # fmt: skip
            if seen is not None:
                with st.popover(_("Heure et remarque"), icon=":material/schedule:"):
                    _refined(one, rank, seen)


def _refined(one: CockpitInject, rank: int, seen: ExpectedOutcome) -> None:
    """When it was really done, when it is noted afterwards, and what there is to say of it."""
    key = f"refine_{one.inject.id}_{rank}_{seen.revision}"
    hours, minutes = divmod(int(seen.minutes), 60)
    with st.form(key, border=False):
        with st.container(horizontal=True):
            at_hours = st.number_input(
                _("Heures depuis T0"), 0, max(FARTHEST_HOURS, hours), hours, key=f"{key}_h", width=140
            )
            at_minutes = st.number_input(_("Minutes"), 0, 59, minutes, key=f"{key}_m", width=120)
        note = st.text_input(_("Remarque"), seen.note, key=f"{key}_note", max_chars=LONGEST_FIELD)
        if st.form_submit_button(_("Enregistrer"), icon=":material/check:"):
            acted(
                partial(
                    settle_expected, current_actor(), current_store(), one.inject.id, rank, seen.outcome,
                    revision=seen.revision, minutes=at_hours * 60 + at_minutes, note=note,
                ),
                _("Noté."),
            )  # fmt: skip
