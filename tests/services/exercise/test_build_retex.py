"""A report built from a folder: hot and cold, what was judged in it, nobody named, whoever asks."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal
from app.exercise.exercise import ExerciseKind, ExerciseState
from app.exercise.improvement import Improvement
from app.exercise.rating import Element
from app.exercise.retex import Part, RetexKind
from app.exercise.review import ReviewPart, ReviewText
from app.services.exercise.build_retex import FORMATS, RetexFormat, build_retex
from app.services.exercise.choose_retex import choose_retex
from app.store import exercises, improvements, journal, review_texts
from app.store.database import Store
from tests.builders import COORDINATOR, READER
from tests.documents.printed import facts_of, text_of
from tests.services.a_reviewed_exercise import STARTED, reviewed
from tests.services.a_territory import a_territory

NAMES = ("Solveig Kermorvan", "Baptiste Quéméneur", "coordo@example.fr")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An exercise played and judged, one action of it, one text."""
    made = a_territory(tmp_path)
    reviewed(made)
    with made.transaction() as conn:
        improvements.insert(
            conn,
            Improvement(
                id="a1", exercise_id="e1", action="Relire l’annuaire.", element=Element.PLANNING, owner="cadre de santé",
                organisation="CHBA", email=NAMES[2], starts_on=date(2026, 11, 25), due_on=date(2027, 1, 15), created_at=STARTED,
                changed_at=STARTED, actor_id=COORDINATOR.id,
            ),
        )  # fmt: skip
        review_texts.put(conn, "e1", ReviewText(ReviewPart.LESSONS, "L’annuaire se relit chaque mois.", STARTED, "x"))
    return made


def test_the_cold_report_holds_what_was_played_judged_and_decided(store: Store) -> None:
    """Coordination and a reader read the same figures; no name, no address."""
    for actor in (COORDINATOR, READER):
        text = text_of(build_retex(actor, store, "e1", RetexKind.COLD))
        for said in (
            "Exercice n° 1 : Autocar, avec le CHBA", "Avis partagés sur O2", "Annuaire jamais relu.", "Appeler les volontaires",
            "L’annuaire se relit chaque mois.", "Relire l’annuaire.", "cadre de santé, CHBA", "faute de temps", "EXERCICE",
        ):  # fmt: skip
            assert said in text, said
        assert not any(name in text for name in NAMES)


def test_the_hot_report_is_one_page(store: Store) -> None:
    page = build_retex(READER, store, "e1", RetexKind.HOT)
    assert facts_of(page)["Pages"] == "1"
    assert "La cellule se réunit vite" in text_of(page)


@pytest.mark.parametrize("wanted", list(RetexFormat))
def test_only_the_parts_chosen_are_in_the_file(store: Store, wanted: RetexFormat) -> None:
    made = build_retex(READER, store, "e1", RetexKind.COLD, wanted, parts=(Part.LESSONS, Part.OBJECTIVES))
    text = made.decode() if wanted is RetexFormat.HTML else text_of(made) if wanted is RetexFormat.PDF else _docx(made)
    assert "1. Objectifs" in text
    assert "2. Enseignements" in text
    assert "Contexte" not in text


def _docx(file: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(file)).paragraphs)


def test_it_is_made_in_the_language_asked_for(store: Store) -> None:
    """Dates at least are the language's; the run goes on in its own."""
    assert "24 November 2026" in text_of(build_retex(READER, store, "e1", RetexKind.COLD, in_language="en"))
    assert "24 novembre 2026" in text_of(build_retex(READER, store, "e1", RetexKind.COLD))


def test_a_real_event_has_the_same_report_without_exercise(store: Store) -> None:
    """It has no chronogramme to compare with: parts without data say so."""
    reviewed(store, "e2", 2, kind=ExerciseKind.REAL_EVENT, title="Crue de l’Oust")
    text = text_of(build_retex(COORDINATOR, store, "e2", RetexKind.COLD))
    assert "Événement réel : Crue de l’Oust" in text
    assert "EXERCICE" not in text
    assert "La couverture des soins n’a pas été calculée." in text


def test_a_signed_review_is_no_draft_any_more(store: Store) -> None:
    assert "projet" in text_of(build_retex(READER, store, "e1", RetexKind.HOT))
    with store.transaction() as conn:
        held = exercises.find(conn, "e1")
        assert held is not None
        exercises.update(conn, replace(held, state=ExerciseState.REVIEWED, reviewed_at=store.now()))
    assert "signé le" in text_of(build_retex(READER, store, "e1", RetexKind.HOT))


def test_what_was_made_is_in_the_journal_with_counts_alone(store: Store) -> None:
    build_retex(READER, store, "e1", RetexKind.COLD, parts=(Part.DELAYS,))
    with store.reading() as conn:
        last = journal.recent(conn, 1)[0]
    assert (last.type, last.subject_id, last.payload) == (
        "retex_built",
        "e1",
        {"format": "pdf", "kind": "cold", "parts": 1},
    )


def test_refusals(store: Store) -> None:
    """Nobody before the end but who runs it, no hot report for a word processor, nothing of what is not there."""
    with pytest.raises(NotAllowed):
        build_retex(volunteer("noa", "Noa"), store, "e1", RetexKind.HOT)
    with pytest.raises(NotFound):
        build_retex(READER, store, "absent", RetexKind.HOT)
    assert FORMATS[RetexKind.HOT] == (RetexFormat.PDF,)
    with pytest.raises(InvalidInput):
        build_retex(READER, store, "e1", RetexKind.HOT, RetexFormat.DOCX)
    reviewed(store, "e3", 3, state=ExerciseState.RUNNING, finished_at=None)
    with pytest.raises(RuleRefusal):
        build_retex(READER, store, "e3", RetexKind.COLD)


def test_what_is_still_empty_is_known_before_it_is_made(store: Store) -> None:
    """Lessons are written here, coverage was never computed; the page wanted is the hot one until the day after."""
    choice = choose_retex(READER, store, "e1")
    assert choice.empty == {Part.COVERAGE, Part.CASCADE, Part.HOT_WASH}
    assert not choice.is_complete
    late = reviewed(store, "e4", 4, finished_at=store.now())
    assert choose_retex(COORDINATOR, store, late.id).usual is RetexKind.HOT
    assert choose_retex(COORDINATOR, store, "e1").usual is (
        RetexKind.HOT if (store.now() - STARTED).days < 2 else RetexKind.COLD
    )
