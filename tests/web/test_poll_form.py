"""The poll as rows of three answers, and what was sent back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.errors import InvalidInput
from app.core.ids import SessionId
from app.mobilisation.poll_answers import WeekdayAnswer
from app.roster.answer import AnswerValue
from app.roster.person import HalfDayPart
from app.services.mobilisation.read_polls import PollForm, poll_forms
from app.web.forms import Form
from app.web.poll_form import Question, Usual, explicit_answers, shown_poll, usual_answers
from app.words import use_language
from tests.web.a_centre import ZOE
from tests.web.a_volunteer import Volunteer

FIRST, SECOND = SessionId("poll-0-0"), SessionId("poll-0-1")


def a_form(volunteer: Volunteer) -> PollForm:
    with volunteer.centre.store.reading() as conn:
        return poll_forms(conn, volunteer.centre.store, ZOE)[0]


def test_questions_are_said_as_spoken_with_what_was_answered(volunteer: Volunteer) -> None:
    """Day, half-day, hours; the answer already given, the place of a mobile session."""
    form = a_form(volunteer)
    sessions = (form.sessions[0], replace(form.sessions[2], site="Parking du marché"))
    shown = shown_poll(replace(form, sessions=sessions, answers={FIRST: AnswerValue.NO}, note="Tard le mardi"))
    assert shown.questions == (
        Question(FIRST, "Lundi 14 décembre, matin (9 h–13 h)", "no"),
        Question(SessionId("poll-0-2"), "Mardi 15 décembre, après-midi (14 h–18 h) — Parking du marché", ""),
    )
    assert (shown.note, shown.usual) == ("Tard le mardi", ())


def test_shortcuts_are_the_half_days_that_come_back(volunteer: Volunteer) -> None:
    """Monday first, mornings before afternoons; a day seen once has none; whole days and evenings are « all »."""
    form = a_form(volunteer)
    assert shown_poll(form).usual == (
        Usual("0-am", "Tous mes lundis matin"),
        Usual("1-am", "Tous mes mardis matin"),
        Usual("1-pm", "Tous mes mardis après-midi"),
    )
    evenings = [
        replace(one, starts=one.starts.replace(hour=19), ends=one.ends.replace(hour=22)) for one in form.sessions[:4:3]
    ]
    assert shown_poll(replace(form, sessions=(*evenings, form.sessions[1]))).usual == (
        Usual("0-all", "Tous mes lundis"),
    )
    with use_language("en"):
        assert [usual.code for usual in shown_poll(form).usual] == ["0-am", "1-am", "1-pm"]


def test_rows_left_as_they_were_leave_shortcuts_their_say() -> None:
    """Only what differs from what is held was said of a session itself."""
    sent = Form((("s-poll-0-0", "yes"), ("s-poll-0-1", "no"), ("w-1-am", "if_needed")))
    assert explicit_answers(sent, {FIRST: AnswerValue.YES}) == {SECOND: AnswerValue.NO}
    assert explicit_answers(sent, {}) == {FIRST: AnswerValue.YES, SECOND: AnswerValue.NO}


def test_shortcuts_say_the_precise_last() -> None:
    """« Tous mes mardis » then « mardis matin »: the last that speaks of a session is the one heard."""
    sent = Form((("w-1-am", "no"), ("w-1-all", "yes"), ("w-0-pm", "if_needed")))
    assert usual_answers(sent) == (
        WeekdayAnswer(1, AnswerValue.YES),
        WeekdayAnswer(0, AnswerValue.IF_NEEDED, HalfDayPart.PM),
        WeekdayAnswer(1, AnswerValue.NO, HalfDayPart.AM),
    )


@pytest.mark.parametrize("field", ["w-7-am", "w-1-soir", "w-", "w-1", "w-11-am", "w--am"])
def test_a_shortcut_that_is_none_is_refused(field: str) -> None:
    """In a sentence, never by a fault."""
    with pytest.raises(InvalidInput):
        usual_answers(Form(((field, "yes"),)))


def test_an_empty_form_is_told_to_tick_something() -> None:
    """A note alone, or a shortcut alone, is something."""
    with pytest.raises(InvalidInput, match="au moins une réponse"):
        explicit_answers(Form((("poll", "x"), ("note", " "))), {})
    assert explicit_answers(Form((("note", "Tard"),)), {}) == {}
    assert explicit_answers(Form((("w-1-am", "yes"),)), {}) == {}


def test_a_poll_past_its_hour_is_no_longer_on_the_page(volunteer: Volunteer) -> None:
    """The form is there until it closes."""
    assert a_form(volunteer).poll_id == "sondage"
    volunteer.centre.clock.at += timedelta(days=4)
    with volunteer.centre.store.reading() as conn:
        assert poll_forms(conn, volunteer.centre.store, ZOE) == ()
