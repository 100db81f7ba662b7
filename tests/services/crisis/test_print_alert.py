"""Flowchart, call tree and report on paper; that names and numbers left is journaled, and an exercise says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.response.event import EventKind
from app.services.crisis.print_alert import print_flow, print_report, print_tree
from app.store import journal
from tests.builders import COORDINATOR, READER
from tests.documents.printed import text_of
from tests.services.an_alert import NURSE, Alerted, an_alerted


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


def last(alerted: Alerted) -> str:
    with alerted.store.reading() as conn:
        entries = journal.recent(conn, 1)
    return entries[0].type if entries else ""


def test_the_flowchart_says_every_step_and_nobodys_name(alerted: Alerted) -> None:
    """Whoever reads plans prints it; nothing is journaled."""
    text = text_of(print_flow(READER, alerted.store))
    assert "Logigramme d’alerte" in text
    assert "Délégation départementale de l’ARS" in text
    assert last(alerted) == ""


def test_the_tree_has_numbers_to_dial(alerted: Alerted) -> None:
    """And those without one apart; the print is journaled."""
    text = text_of(print_tree(COORDINATOR, alerted.store))
    for words in ("Coordination", "Dora Fictif", "06 39 98 00 02", "Sans téléphone connu", "Maud Fictif"):
        assert words in text
    assert last(alerted) == "alert_printed"


def test_the_report_names_nobody(alerted: Alerted) -> None:
    """Figures, curve and professions."""
    id = alerted.launch()
    alerted.send(id, NURSE)
    text = text_of(print_report(COORDINATOR, alerted.store, id))
    assert "1 personne jointe sur 3" in text
    assert "infirmier" in text
    assert "Fictif" not in text
    assert last(alerted) == "alert_printed"


def test_an_exercise_is_printed_as_one(alerted: Alerted) -> None:
    """The band stands on the tree and on the report."""
    id = alerted.launch(event_id=alerted.event(EventKind.EXERCISE))
    assert "EXERCICE" in text_of(print_tree(COORDINATOR, alerted.store, id))
    assert "EXERCICE" in text_of(print_report(COORDINATOR, alerted.store, id))
    assert "EXERCICE" not in text_of(print_tree(COORDINATOR, alerted.store))
