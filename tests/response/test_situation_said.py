"""Tests of app/response/situation_said.py: the report drafted from the figures of an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.response.situation_said import changes, draft, sentence, table
from tests.response.a_situation import BARE, FULL


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_what_nothing_feeds_is_left_out_never_nought() -> None:
    """No alert launched is not « 0 disponible », no survey is not « 0 ouvert »."""
    assert [label for label, _value in table(BARE)] == ["Demandes des autorités à répondre"]
    assert plain(sentence(BARE)) == "Tension depuis 15 h."
    text = plain(draft(BARE, 1))
    assert "disponible" not in text
    assert "Cabinets" not in text
    assert "Aucune difficulté relevée à cette heure." in text


def test_everything_that_is_fed_is_in_the_table_the_sentence_and_the_text() -> None:
    """Each figure once, silence apart from openings."""
    assert {label: plain(value) for label, value in table(FULL)} == {
        "Actions faites": "12 / 20",
        "Actions en retard": "2",
        "Professionnels joints": "120 / 130",
        "Réponses reçues": "80 / 130",
        "Disponibles": "41",
        "Postes demandés pourvus": "3 / 5",
        "Cabinets et structures ouverts": "30 / 60",
        "En service réduit": "9",
        "Fermés": "4",
        "Sans réponse": "17",
        "Injections depuis l’ouverture": "1 200",
        "Demandes des autorités à répondre": "2, dont 1 en retard",
    }
    assert (
        plain(sentence(FULL))
        == "Tension depuis 15 h : 12 actions faites sur 20, 41 professionnels disponibles, 3 postes pourvus sur 5."
    )
    text = plain(draft(FULL, 3))
    for line in (
        "- Qualification : ARS Bretagne (56), réf. 12, 15 h.",
        "- Communes concernées : Auray, Crach.",
        "- 9 pansements, EHPAD des Pins : 2 sur 4 pourvus.",
        "- Consultations, MSP : 1 sur 1 pourvus (réquisition).",
        "- Cabinets et structures : 30 ouverts, 9 en service réduit, 4 fermés, 17 sans réponse sur 60 interrogés.",
        "- 2 actions en retard : Logistique : compter les masques.",
        "- 2 postes demandés restent à pourvoir.",
        "- 1 demande d’une autorité sans réponse dans le délai.",
        "- 2 professionnels à trouver.",
        "- Prochain point (n° 4) : heure à fixer.",
    ):
        assert line in text, line


def test_another_day_is_said_with_its_day() -> None:
    """« depuis mercredi 25 novembre à 15 h », not « depuis 15 h »."""
    before = replace(BARE, since=BARE.since - timedelta(days=1))
    assert plain(sentence(before)) == "Tension depuis mercredi 25 novembre à 15 h."


def test_only_what_moved_stands_beside_the_report_before() -> None:
    """The figure of the report before, where it was another one; nothing without a report before."""
    assert changes(FULL, None) == {}
    assert {label: plain(value) for label, value in changes(FULL, replace(FULL, available=35, doses=None)).items()} == {
        "Disponibles": "35"
    }
