"""Whom a recipient as it is written reaches; what an armed inject says; what is typed to arm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.exercise.chronogramme import PlayedInject
from app.exercise.messages import SMS_MOST, armed_phrase, inject_words, is_banded, is_phrase, reach
from app.exercise.participant import Participant, ParticipantRole
from tests.exercise.a_retex import an_exercise

if TYPE_CHECKING:
    from app.exercise.exercise import Exercise

BAND = "EXERCICE – EXERCICE – EXERCICE"


def one(id: str, function: str, organisation: str = "", role: ParticipantRole = ParticipantRole.PLAYER) -> Participant:
    return Participant(id=id, exercise_id="e", role=role, function=function, organisation=organisation)


TABLE = (
    one("coord", "Coordinatrice de la communauté", "CPTS (fictive)"),
    one("ref", "référent de crise", "CPTS (fictive)"),
    one("cadre", "Cadre de santé", "CHBA (fictif)"),
    one("obs", "Observateur", "ARS (fictive)", ParticipantRole.OBSERVER),
    one("dir", "Directrice de l’exercice", role=ParticipantRole.DIRECTOR),
)
PLAYERS = ["coord", "ref", "cadre"]


@pytest.mark.parametrize(
    ("recipient", "reached", "is_named"),
    [
        ("Cellule", PLAYERS, True),
        ("tous les joueurs", PLAYERS, True),
        ("Référent de crise", ["ref"], True),
        ("REFERENT  DE CRISE", ["ref"], True),
        ("Coordinatrice", ["coord"], True),
        ("CHBA (fictif)", ["cadre"], True),
        ("Cadre de santé et référent de crise", ["ref", "cadre"], True),
        ("Cadre de santé, CHBA (fictif)", ["cadre"], True),
        ("Observateur", ["obs"], True),
        ("Responsable de séance", PLAYERS, False),
        ("Coord", PLAYERS, False),
        ("", PLAYERS, False),
    ],
)
def test_a_recipient_is_a_function_an_organisation_or_the_room(
    recipient: str, reached: list[str], is_named: bool
) -> None:
    """Whole words, whatever the accents; « Cellule » is every player; a function nobody holds is read to the room."""
    found = reach(recipient, TABLE)
    assert ([who.id for who in found.participants], found.is_named) == (reached, is_named)


def test_an_empty_table_is_reached_by_nobody() -> None:
    assert reach("Cellule", ()) == reach("Cellule", (TABLE[3],))
    assert (reach("Cellule", ()).participants, reach("Cellule", ()).is_named) == ((), False)


def inject(text: str = "Vingt blessés.", **fields: object) -> PlayedInject:
    usual = PlayedInject(
        id="i", exercise_id="e", number=4, minutes=100, planned_minutes=100, sender="SAMU", recipient="Cellule",
        channel="téléphone", text=text,
    )  # fmt: skip
    return replace(usual, **fields)  # type: ignore[arg-type]


def played(stop_word: str = "menhir") -> Exercise:
    return replace(an_exercise(), title="Crue", stop_word=stop_word)


def test_an_armed_inject_ends_as_it_begins_and_says_no_civil_hour() -> None:
    """Who says it, to whom, when it was played, how to answer, how to stop; one link, whatever the inject holds."""
    words = inject_words(played(), inject("Tapez {lien}.", sent_minutes=35.0), "La coordination")
    assert words.subject.replace("\u00a0", " ") == "message n° 4 de « Crue »"
    assert words.body.replace("\u00a0", " ").split("\n\n") == [
        "Ceci est un exercice : rien de ce qui suit n’est arrivé.",
        "De : SAMU\nÀ : Cellule\nMoment joué : T+35 min",
        "Tapez ….",
        "Vos messages, et de quoi répondre :\n{lien}",
        "Mot d’arrêt : « menhir ». Une urgence réelle : composez le 15, comme toujours.",
        "La coordination",
        BAND,
    ]


def test_a_long_inject_is_cut_in_an_sms_which_leads_to_the_whole() -> None:
    words = inject_words(played(stop_word=""), inject("a" * 1_000), "")
    assert len(words.by_sms) < SMS_MOST + 80
    assert "{lien}" in words.by_sms
    assert words.by_sms.endswith(BAND)
    assert "Mot d’arrêt" not in words.body


@pytest.mark.parametrize(("typed", "is_it"), [("menhir", True), (" Menhír ", True), ("menhirs", False), ("", False)])
def test_the_stop_word_arms_or_the_title_without_one(typed: str, is_it: bool) -> None:
    assert is_phrase(played(), typed) is is_it
    assert armed_phrase(played(stop_word=" ")) == "Crue"


@pytest.mark.parametrize(
    ("subject", "body", "is_it"),
    [
        (f"{BAND}, alerte", "Bonjour", True),
        ("", "EXERCICE - EXERCICE - EXERCICE Bonjour", True),
        ("", "EXERCISE – EXERCISE – EXERCISE\n\nHello", True),
        ("alerte", f"Bonjour. {BAND}", False),
        ("", "", False),
    ],
)
def test_the_outbox_knows_what_an_exercise_sent(subject: str, body: str, is_it: bool) -> None:
    """By how it begins, in French, in English and in the alphabet of SMS."""
    assert is_banded(subject, body) is is_it
