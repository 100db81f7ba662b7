"""One practice of a survey: what it said, corrected or completed by telephone; another address; and what it said before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.response.desk_survey import (
    DESK_WORDS,
    LONGEST_TEXT,
    MOST_PEOPLE,
    NO,
    YES,
    Answer,
    DeskState,
    QuestionKind,
    SurveyKind,
)
from app.services.continuity.answer_survey_desk import answer_survey_desk, take_back_answer
from app.services.continuity.ask_practices import change_desk_address
from app.services.continuity.read_practices import read_desk_history, read_practices
from app.ui.boundary import tell
from app.ui.parts import address, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import desk as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.response.desk_survey import Question
    from app.services.continuity.read_practices import DeskRow, PracticesView


def show(survey_id: str) -> None:
    """Draw the choice of a practice and, once chosen, its answer and its history."""
    found = read_practices(current_actor(), current_store(), survey_id)
    if found is None or not found.rows:
        return
    rows = {row.subject: row for row in sorted(found.rows, key=lambda one: one.name.casefold())}
    st.header(_("Un cabinet en particulier"), anchor=False)
    chosen = address.select(
        _("Compléter, corriger, voir ses réponses d’avant"),
        {subject: view.line(row, found.communes) for subject, row in rows.items()}, address="cabinet",
        key=f"desk_one_{survey_id}", placeholder=_("Choisissez un cabinet"),
    )  # fmt: skip
    if not chosen:
        return
    row = rows[chosen]
    st.markdown(f"{view.badge(row.reply.state)} {plain(view.said(row.reply, found.survey))}")
    if found.is_open and may(Action.ALERT):
        _answer(found, row)
        _address(found, row)
    _history(found, row)


def _answer(found: PracticesView, row: DeskRow) -> None:
    """What it says on the telephone, whole; drawn anew once the answer changed."""
    answer, survey = row.reply.answer, found.survey
    stamp = row.reply.answered_at.timestamp() if row.reply.answered_at else 0
    key = f"desk_form_{row.subject}_{stamp}"
    with st.form(key):
        typed = answer
        if survey.kind is SurveyKind.STATE:
            typed = _state(key, answer)
        typed = replace(typed, answers={one.code: _question(key, one, answer) for one in survey.questions})
        if st.form_submit_button(_("Noter cette réponse"), icon=":material/call:"):
            _do(lambda: answer_survey_desk(current_actor(), current_store(), survey.id, row.subject, typed))
    if row.reply.has_answered and st.button(
        _("Retirer cette réponse, notée par erreur"), icon=":material/undo:", key=f"{key}_back", type="tertiary"
    ):
        _do(lambda: take_back_answer(current_actor(), current_store(), survey.id, row.subject))


def _state(key: str, answer: Answer) -> Answer:
    state = st.segmented_control(
        _("État"), list(DeskState), default=answer.state, format_func=lambda one: _(view.TAP_WORDS[one]), key=f"{key}_state"
    )  # fmt: skip
    with st.container(horizontal=True):
        present = st.number_input(
            _("Soignants présents"), 0, MOST_PEOPLE, value=answer.present, key=f"{key}_present", placeholder=_("non dit")
        )  # fmt: skip
        expected = st.number_input(
            _("Attendus un jour habituel"), 0, MOST_PEOPLE, value=answer.expected, key=f"{key}_expected",
            placeholder=_("non dit"),
        )  # fmt: skip
    stock = st.text_input(_("Stock qui manque"), value=answer.stock, max_chars=LONGEST_TEXT, key=f"{key}_stock")
    needs = st.text_input(_("Besoin"), value=answer.needs, max_chars=LONGEST_TEXT, key=f"{key}_needs")
    return replace(
        answer,
        state=DeskState(state) if state else None,
        present=None if present is None else int(present),
        expected=None if expected is None else int(expected),
        stock=stock,
        needs=needs,
    )


def _question(key: str, one: Question, answer: Answer) -> str:
    said, name = answer.answers.get(one.code, ""), f"{key}_{one.code}"
    if one.kind is QuestionKind.YES_NO:
        words = {YES: _("Oui"), NO: _("Non")}
        return (
            st.segmented_control(
                plain(one.text), list(words), default=said or None, format_func=words.__getitem__, key=name
            )
            or ""
        )
    if one.kind is QuestionKind.NUMBER:
        value = st.number_input(plain(one.text), 0, 999_999, value=int(said) if said else None, key=name)
        return "" if value is None else str(int(value))
    return st.text_input(plain(one.text), value=said, max_chars=LONGEST_TEXT, key=name)


def _address(found: PracticesView, row: DeskRow) -> None:
    with st.expander(_("Écrire à une autre adresse"), icon=":material/contact_mail:"):
        options = [one.value for one in row.addresses]
        names = {one.value: f"{one.value} ({one.whose})" if one.whose else one.value for one in row.addresses}
        address = st.selectbox(
            _("E-mail ou mobile"), options, index=None, accept_new_options=True, key=f"desk_to_{row.subject}",
            format_func=lambda value: names.get(value, value), placeholder=_("choisissez ou écrivez"),
        )  # fmt: skip
        if st.button(_("Envoyer à cette adresse"), icon=":material/send:", key=f"desk_send_{row.subject}") and address:
            _do(
                lambda: change_desk_address(current_actor(), current_store(), found.survey.id, row.subject, address),
                said=_("Le message part à {address}.").format(address=address),
            )


def _history(found: PracticesView, row: DeskRow) -> None:
    held = read_desk_history(current_actor(), current_store(), row.subject)
    earlier = [(survey, reply) for survey, reply in held if survey.id != found.survey.id]
    if not earlier:
        st.caption(_("Jamais interrogé auparavant."))
        return
    table.show(
        [_("point"), _("état"), _("ce qui a été dit")],
        [
            (survey.title, _(DESK_WORDS[reply.state]) if reply.state else "", view.said(reply, survey))
            for survey, reply in earlier
        ],
        caption=_("Ce que {name} a répondu avant").format(name=row.name),
    )


def _do(act: Callable[[], object], said: str = "") -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    if said:
        st.toast(said)
    st.rerun()
