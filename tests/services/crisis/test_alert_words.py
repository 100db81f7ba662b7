"""The report of an alert in words: reach, speed, yeses, and who is hard to reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.ids import PersonId
from app.response.alert import AlertKind, Answer, Reply
from app.services.crisis.alert_words import report_words
from app.services.crisis.answer_alert import answer_alert
from app.services.crisis.close_alert import close_alert
from app.services.crisis.read_alert import read_alert
from app.store import people
from tests.builders import COORDINATOR, a_person
from tests.services.an_alert import NURSE, Alerted, an_alerted


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_the_whole_report_of_an_alert(alerted: Alerted) -> None:
    """One of three answers yes after seven minutes; what the plan wanted is compared hour by hour."""
    id = alerted.launch(plans=("typologie_1",))
    alerted.clock.forward(minutes=7)
    answer_alert(volunteer(NURSE, "Noa"), alerted.store, id, NURSE, Reply(answer=Answer.AVAILABLE))
    alerted.clock.forward(hours=4)
    close_alert(COORDINATOR, alerted.store, id, 1)
    said = report_words(read_alert(COORDINATOR, alerted.store, id))
    assert plain(said.title) == "Alerte : accident de car"
    assert [plain(one) for one in said.sentences] == [
        "Lancé jeudi 26 novembre à 17 h, clos jeudi 26 novembre à 21 h 07.",
        "1 personne jointe sur 3 (33 %) ; 1 a répondu (33 %).",
        "La moitié de ceux qui ont répondu l’avaient fait en 7 min.",
        "1 personne a dit oui ; le premier oui est venu au bout de 7 min.",
    ]
    assert plain(said.curve_sentence) == "Réponses reçues : 0 % à 5 min, 33 % à 15 min, 33 % à 30 min, 33 % à 60 min."
    assert [plain(cell) for cell in said.rows[0]] == ["Ensemble", "3", "1", "1", "0 %", "33 %", "33 %", "33 %"]
    assert [plain(one) for one in said.needs[0]] == ["Personnes pour tenir la cellule", "1 h", "4", "1", "1", "1", "1"]
    assert said.last_minute == 60


def test_nobody_answered_is_said_and_the_hard_to_reach_are_named(alerted: Alerted) -> None:
    """From three people of a profession on, under one answer in two; the curve then goes on to the last answer."""
    with alerted.store.transaction() as conn:
        for n in range(3):
            person = a_person(f"S{n}", "sage_femme", id=PersonId(f"s{n}"), email=f"s{n}@example.org")
            people.put(conn, person, alerted.store.now())
    id = alerted.launch(kind=AlertKind.TEST, frame="")
    said = report_words(read_alert(COORDINATOR, alerted.store, id))
    assert "Personne n’a répondu." in said.sentences
    assert plain(said.sentences[-1]) == "Difficiles à joindre, moins d’une réponse sur deux : sage-femme (0 sur 3)."
    alerted.clock.forward(minutes=100)
    answer_alert(volunteer(NURSE, "Noa"), alerted.store, id, NURSE, Reply(answer=Answer.NO))
    assert report_words(read_alert(COORDINATOR, alerted.store, id)).last_minute == 120
