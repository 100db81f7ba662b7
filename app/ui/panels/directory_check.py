"""The yearly « test des numéros »: begun in one click, one tap a call, ended with its report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.clock import paris_date
from app.core.errors import N_, ReleveError
from app.response.directory import MOMENT_WORDS, spoken_number
from app.response.number_check import OUTCOME_WORDS, Outcome, counted
from app.services.plans.test_numbers import correct_number, finish_check, record_call, start_check, take_back_call
from app.ui.boundary import tell
from app.ui.parts import confirm, reserved, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import directory as words
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.response.number_check import CheckRound, ToCall
    from app.services.plans.read_directory import DirectoryView

PAGE = 12
"""Numbers to call shown at once: those called leave, the next come."""
FAILED = "directory_check_failed"
HEADER = (N_("Fonction"), N_("Qui"), N_("Constat"))


def show(view: DirectoryView) -> None:
    """Draw the calls of the round that runs, or the last report and the button that begins one."""
    if failed := st.session_state.pop(FAILED, None):
        tell(failed)
    if not may(Action.EDIT_DIRECTORY):
        reserved.show(Action.EDIT_DIRECTORY, _("Tester les numéros change l’annuaire."))
    elif view.running is not None:
        _calls(view, view.running)
        return
    else:
        st.button(
            _("Commencer le test des numéros"), type="primary", icon=":material/phone_in_talk:", key="check_start",
            on_click=_do, args=(lambda: start_check(current_actor(), current_store()),), disabled=not view.contacts,
        )  # fmt: skip
        st.caption(_("La liste à appeler s’ouvre ; un geste par appel. Ce qui répond est daté « vérifié le »."))
    _report(view)


def _calls(view: DirectoryView, check: CheckRound) -> None:
    now = counted(check, view.calls)
    st.progress(now.called / now.total if now.total else 1.0, text=plain(_begun(check)))
    waiting = [one for one in view.calls if one.test is None]
    for one in waiting[:PAGE]:
        _to_call(view, one)
    if (more := len(waiting) - PAGE) > 0:
        st.caption(ngettext("Puis {n} autre numéro.", "Puis {n} autres numéros.", more).format(n=more))
    question = confirm.Question(
        _("Terminer le test des numéros ?"),
        (
            ngettext("{n} numéro n’a pas été appelé.", "{n} numéros n’ont pas été appelés.", now.left).format(
                n=now.left
            ),
        ),
        _("Terminer"),
        confirm.After.FINAL,
    )
    finish = partial(finish_check, current_actor(), current_store())
    with st.container(horizontal=True):
        st.button(
            _("Terminer et voir le rapport"), type="secondary" if waiting else "primary", key="check_finish",
            icon=":material/flag:", on_click=confirm.ask if waiting else _do,
            args=("check_finish",) if waiting else (finish,),
        )  # fmt: skip
    if waiting and confirm.show(question, key="check_finish"):
        _do(finish)
        st.rerun()
    done = [one for one in view.calls if one.test is not None]
    if done:
        label = ngettext("{n} numéro appelé", "{n} numéros appelés", len(done)).format(n=len(done))
        with st.expander(label, expanded=not waiting):
            for one in done:
                _called(view, one)


def _begun(check: CheckRound) -> str:
    day = spoken_date(paris_date(check.opened_at))
    return _("Commencé le {day} par {who}").format(day=day, who=check.opened_by)


def _to_call(view: DirectoryView, one: ToCall) -> None:
    key = f"check_{one.contact.id}_{one.moment}"
    with st.container(border=True, key=f"{key}_card"):
        st.markdown(f"**{plain(words.title(view, one.contact))}** {plain(one.contact.who)}")
        st.markdown(_number(one))
        seen = view.outcomes.get((one.contact.id, one.number))
        with st.container(horizontal=True):
            for outcome, label in OUTCOME_WORDS.items():
                st.button(
                    _(label).capitalize(), key=f"{key}_{outcome}", icon=f":material/{words.OUTCOME_LOOKS[outcome][1]}:",
                    on_click=_do,
                    args=(partial(record_call, current_actor(), current_store(), one.contact.id, one.number, outcome, seen=seen.id if seen else ""),),
                )  # fmt: skip


def _called(view: DirectoryView, one: ToCall) -> None:
    assert one.test is not None
    key = f"check_{one.contact.id}_{one.moment}"
    with st.container(horizontal=True, vertical_alignment="center"):
        said = f"{words.outcome_badge(one.test.outcome)} {plain(words.title(view, one.contact))} {_number(one)}"
        st.markdown(said, width="stretch")
        st.button(
            _("Annuler"), key=f"{key}_back", type="tertiary", icon=":material/undo:", on_click=_do,
            args=(partial(take_back_call, current_actor(), current_store(), one.contact.id, one.test.id),),
        )  # fmt: skip
    if one.test.outcome is Outcome.WRONG:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(_("Le bon numéro"), key=f"{key}_new", max_chars=40, width=220)
            st.button(_("Corriger"), key=f"{key}_mend", on_click=_mend, args=(one, f"{key}_new"))


def _number(one: ToCall) -> str:
    number = plain(spoken_number(one.number))
    both = one.contact.day_phone == one.contact.night_phone
    when = _("jour et nuit") if both else _(MOMENT_WORDS[one.moment])
    return f"[:material/call: {number}](tel:{one.number}) {plain(when)}"


def _mend(one: ToCall, key: str) -> None:
    typed = str(st.session_state.get(key) or "")
    _do(
        partial(
            correct_number, current_actor(), current_store(), one.contact.id, one.contact.revision, one.number, typed
        )
    )


def _do(act: Callable[[], object]) -> None:
    """Runs before the screen is drawn, or in its place: what is refused is told on it."""
    with speaking():
        try:
            act()
        except ReleveError as error:
            st.session_state[FAILED] = error


def _report(view: DirectoryView) -> None:
    last = view.last_round
    if last is None:
        return
    st.header(_("Dernier test"), anchor=False)
    if (report := words.report_sentence(last)) != words.check_sentence(view):
        st.markdown(plain(report))
    said = _("Du {first} au {last}, par {who}.")
    ended = paris_date(last.closed_at or last.opened_at)
    st.caption(
        plain(said.format(first=spoken_date(paris_date(last.opened_at)), last=spoken_date(ended), who=last.opened_by))
    )
    rows = words.report_rows(view)
    if rows:
        header = [_(name) for name in HEADER]
        table.show(header, rows, caption=_("Numéros à corriger ou à rappeler"))
        table.download(header, rows, file_name="test-des-numeros.csv", key="check_csv")
    for said in view.sentences:
        st.caption(plain(said))
