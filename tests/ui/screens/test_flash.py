"""Exercice flash as a screen: what is weak is shown with its questions, sent once, then read in numbers; by role."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.services.laboratory.answer_flash import answer_flash
from app.store import community, flashes, people
from app.store.database import Store
from app.ui.panels import flash_new
from tests.builders import a_person
from tests.drills.a_flash import composed
from tests.services.laboratory.test_flash import CROWD, ID, best, sent, volunteer
from tests.ui.screens.a_page import press, said

SCREEN = Path(__file__).parents[3] / "app" / "ui" / "screens" / "flash.py"


@pytest.fixture
def crowd(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Six people of Auray; what would be asked is that of the small world of two communes."""
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), name="CPTS d’essai", territory="auray"))
        for n, id in enumerate(CROWD):
            people.put(conn, a_person(f"Personne{n}", id=id, email=f"p{n}@example.org"), store.now())
    monkeypatch.setattr(flash_new, "propose_flash", lambda _actor, _store: composed())
    return store


def page() -> AppTest:
    found = AppTest.from_file(str(SCREEN), default_timeout=30).run()
    assert not found.exception
    return found


def test_it_is_prepared_shown_and_sent_once(crowd: Store) -> None:
    """Nothing is computed before it is asked for; the three questions come with what each answer is worth; six are written to."""
    first = page()
    assert "Aucun exercice flash" in first.title[0].value
    assert len(first.table) == 0
    shown = press(first, "Préparer l’exercice du mois")
    assert "Le point le plus fragile" in said(shown)
    assert "Sa perte laisse" in said(shown)
    assert len(shown.table) == 3
    assert max(shown.table[0].value.iloc[:, 1]) == "10"
    done = next(one for one in shown.button if "Envoyer à 6" in one.label).click().run()
    assert not done.exception
    with crowd.reading() as conn:
        held = flashes.every(conn)
        asked = [len(flashes.people_of(conn, one.id)) for one in held]
    assert (len(held), asked) == (1, [6])
    assert "0 réponse sur 6" in done.title[0].value.replace("\u00a0", " ")


def test_nothing_weak_is_said(crowd: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flash_new, "propose_flash", lambda _actor, _store: None)
    shown = press(page(), "Préparer l’exercice du mois")
    assert "Rien ne manque" in said(shown)
    assert not any("Envoyer" in one.label for one in shown.button)


def test_answers_are_numbers_shown_from_five(crowd: Store) -> None:
    """Four answers: only how many; five: each choice's count beside its points. Closing asks nothing more."""
    sent(crowd)
    right = best(crowd)
    for person in CROWD[:4]:
        answer_flash(volunteer(person), crowd, ID, person, right)
    few = page()
    assert "à partir de 5" in said(few)
    assert set(few.table[0].value.iloc[:, 1]) == {"—"}
    answer_flash(volunteer(CROWD[4]), crowd, ID, CROWD[4], right)
    seen = page()
    assert "En moyenne, 30 points sur 30" in said(seen)
    assert "5" in set(seen.table[0].value.iloc[:, 1])
    closed = press(seen, "Clore maintenant")
    assert not any(one.label == "Clore maintenant" for one in closed.button)


def test_without_a_territory_the_first_step_is_shown(store: Store) -> None:
    """Nothing is prepared of nowhere."""
    page = AppTest.from_file(str(SCREEN), default_timeout=30).run()
    assert not page.exception
    assert "Il faut d’abord un territoire" in said(page)
    assert [one.label for one in page.button] == ["Communauté et territoire"]
