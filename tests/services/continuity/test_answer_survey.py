"""Tests of app/services/continuity/answer_survey.py: once a quarter, without a name, shown from five answers on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, RuleRefusal
from app.indicators.periods import quarter_of
from app.services.activity.read_indicators import read_indicators
from app.services.continuity.answer_survey import answer_fatigue, answer_satisfaction, read_questions
from app.store import surveys
from tests.builders import COORDINATOR, MONDAY
from tests.services.a_month import Month, a_month

NAMES = ("Anne", "Bleuenn", "Corentin", "Denez", "Enora")


def _mark(month: Month, name: str, mark: int) -> None:
    answer_satisfaction(volunteer(month.id(name), name), month.store, month.id(name), mark, ("notice",))


def _said(month: Month, code: str) -> str:
    found = read_indicators(COORDINATOR, month.store, quarter_of(MONDAY)).indicator(code)
    return found.spoken.replace("\xa0", " ")


def test_an_opinion_is_shown_from_five_answers_on(tmp_path: Path) -> None:
    """Four marks say nothing but their number; the fifth shows the mean of all."""
    month = a_month(tmp_path)
    assert _said(month, "satisfaction") == "aucune donnée"
    for mark, name in enumerate(NAMES[:4], start=1):
        _mark(month, name, mark)
    assert _said(month, "satisfaction") == "4 réponses, montrées à partir de 5"
    _mark(month, "Enora", 5)
    assert _said(month, "satisfaction") == "3"


def test_one_answers_once_a_quarter(tmp_path: Path) -> None:
    """A second answer is refused in a sentence and counts for nothing; the page knows."""
    month = a_month(tmp_path)
    anne = volunteer(month.id("Anne"), "Anne")
    answer_fatigue(anne, month.store, month.id("Anne"), "too_much")
    with pytest.raises(RuleRefusal, match="déjà répondu"):
        answer_fatigue(anne, month.store, month.id("Anne"), "fine")
    asked = read_questions(COORDINATOR, month.store, month.id("Anne"))
    assert (asked.fatigue_done, asked.satisfaction_done) == (True, False)
    with month.store.reading() as conn:
        assert surveys.answers(conn, surveys.FATIGUE, asked.period.first, asked.period.last) == ["too_much"]


def test_no_table_links_an_answer_to_a_person(tmp_path: Path) -> None:
    """The answers hold no id, no hour and no order of writing; the marks hold neither id nor answer; the journal is mute."""
    month = a_month(tmp_path)
    before = _journal(month)
    for name in NAMES:
        _mark(month, name, 4)
    with month.store.reading() as conn:
        rows = [tuple(row) for row in conn.execute("SELECT kind, subject_id, value, day FROM survey_answer")]
        voters = [tuple(row) for row in conn.execute("SELECT kind, subject_id, voter_hash FROM survey_voter")]
        numbers = [row["id"] for row in conn.execute("SELECT id FROM survey_answer ORDER BY rowid")]
    assert set(rows) == {("satisfaction", "2026-T4", '{"mark": 4, "wishes": ["notice"]}', "2026-10-01")}
    assert numbers != list(range(1, 6))
    assert not [one for one in voters if any(month.id(name) in "".join(one) for name in NAMES)]
    assert len({one[2] for one in voters}) == 5
    assert _journal(month) == before


def _journal(month: Month) -> int:
    with month.store.reading() as conn:
        found: sqlite3.Row = conn.execute("SELECT count(*) AS n FROM journal").fetchone()
    return int(found["n"])


def test_only_oneself_answers_and_only_what_is_asked(tmp_path: Path) -> None:
    """Someone else's page, a mark of 6 and a made-up word are refused."""
    month = a_month(tmp_path)
    with pytest.raises(NotAllowed):
        answer_fatigue(volunteer(month.id("Anne"), "Anne"), month.store, month.id("Denez"), "fine")
    with pytest.raises(InvalidInput):
        _mark(month, "Anne", 6)
    with pytest.raises(InvalidInput):
        answer_fatigue(volunteer(month.id("Anne"), "Anne"), month.store, month.id("Anne"), "bof")
