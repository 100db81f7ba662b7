"""Tests of app/web/exercise_words.py: the sentences of the pages of an exercise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.drills.scenario import Expected
from app.exercise.chronogramme import InjectState, PlayedInject
from app.exercise.exercise import ExerciseKind, ExerciseState
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.rating import Letter, ObservationKind
from app.web import exercise_words as words
from tests.builders import THURSDAY
from tests.exercise.an_improvement import an_ended_exercise

INJECT = PlayedInject(
    id="i", exercise_id="joue", number=3, minutes=100, planned_minutes=90, sender="SAMU", recipient="Cellule",
    channel="téléphone", text="Vingt blessés.",
)  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": ExerciseState.RUNNING}, "L’exercice se joue."),
        ({"state": ExerciseState.PAUSED}, "L’exercice est en pause : l’horloge est arrêtée."),
        ({"state": ExerciseState.REVIEWED}, "L’exercice est terminé."),
        ({"kind": ExerciseKind.REAL_EVENT}, "Retour d’expérience sur un événement réel."),
        (
            {
                "state": ExerciseState.PREPARED, "starts_at": THURSDAY, "ends_at": THURSDAY + timedelta(hours=2),
                "place": "Mairie",
            },
            "L’exercice n’a pas commencé : jeudi 26 novembre, 17 h–19 h, Mairie.",
        ),
    ],
)  # fmt: skip
def test_where_an_exercise_stands_is_one_sentence(fields: dict[str, object], said: str) -> None:
    assert plain(words.state(replace(an_ended_exercise(), **fields))) == said  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ParticipantRole)
def test_each_role_is_told_to_whoever_holds_it_by_function(role: ParticipantRole) -> None:
    """Their function and organisation; the name is not in it."""
    one = Participant(id="p", exercise_id="joue", role=role, function="cadre", organisation="CHBA", name="Gaël Fictif")
    assert plain(words.role(one)).endswith(" : cadre, CHBA")


def test_an_inject_is_said_at_the_minute_it_left_else_at_the_one_it_stands() -> None:
    sent = replace(INJECT, state=InjectState.SENT, sent_minutes=105.7)
    assert [plain(words.heading(one)) for one in (INJECT, sent)] == [
        "T+1 h 40 · SAMU (téléphone)", "T+1 h 45 · SAMU (téléphone)"
    ]  # fmt: skip
    assert plain(words.short(sent)) == "n° 3, T+1 h 45, SAMU"
    assert [words.standing(INJECT, 99), words.standing(INJECT, 100), words.standing(sent, 300)] == [
        "prévu", "en retard", "envoyé"
    ]  # fmt: skip


def test_what_is_expected_says_its_deadline_when_it_has_one() -> None:
    said = [plain(words.expected(Expected(text="Ouvrir la cellule", within_minutes=m))) for m in (None, 45)]
    assert said == ["Ouvrir la cellule", "Ouvrir la cellule (dans les 45 min)"]


def test_letters_and_kinds_have_their_words() -> None:
    assert [code for code, _words in words.letters()] == list(Letter)
    assert words.letter("U") == "non réalisé"
    assert [code for code, _words in words.kinds()] == list(ObservationKind)
    assert words.kind("strength") == "point fort"
