"""« Messages » of Conduite: simulated by default, armed in a word and two presses, disarmed in one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.services.exercise.deliver_injects import deliver
from app.store.current import use
from app.store.database import Store
from tests.services.a_played_exercise import EXERCISE, STOP, an_exercise, an_inject, armed, the
from tests.services.an_alert import Alerted, an_alerted
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import the_product


@pytest.fixture
def alerted(tmp_path: Path) -> Iterator[Alerted]:
    """An exercise under way, in the folder in use."""
    found = an_alerted(tmp_path)
    an_exercise(found.store)
    use(found.store)
    yield found
    use(None)


def opened(screen: str = "conduct", **query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / f"{screen}.py", default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def messages() -> AppTest:
    return opened(exercice=EXERCISE, volet="messages")


def cells(page: AppTest, table: int) -> list[list[str]]:
    return [[one.replace("\\", "") for one in row] for row in page.table[table].value.astype(str).to_numpy().tolist()]


def sent(store: Store, recipient: str) -> None:
    inject = an_inject(store, recipient)
    with store.transaction() as conn:
        deliver(conn, store, the(store), inject, store.now())


def test_nothing_leaves_and_the_screen_says_so(alerted: Alerted) -> None:
    """Four players were shown one inject; who has no address is told; a function nobody holds is named."""
    sent(alerted.store, "Cellule")
    an_inject(alerted.store, "Préfet", 2)
    page = messages()
    text = said(page)
    assert "Messages simulés : 1 inject montré aux joueurs, rien n’est parti." in text
    assert "Personne ne tient « Préfet »" in text
    rows = cells(page, 0)
    assert rows[0] == ["cadre de santé, CHBA (fictif)", "e-mail", "1", "0"]
    assert rows[3] == ["secrétaire, CPTS", "sans adresse, à lui dire", "1", "0"]
    assert "Gaël" not in text + str(rows)


def test_it_is_armed_by_a_word_then_a_question(alerted: Alerted) -> None:
    """Neither the question alone nor another word arms it; then the sentence turns red and one press goes back."""
    page = messages()
    page.session_state["exercise_arming_word"] = "non"
    page = press(press(page, "Armer…"), "Armer : les messages partent".replace(" :", "\u00a0:"))
    assert "tapez exactement « menhir »" in said(page)
    assert not the(alerted.store).is_armed
    page.session_state["exercise_arming_word"] = STOP
    page = press(page, "Armer…")
    assert not the(alerted.store).is_armed
    page = press(page, "Armer : les messages partent".replace(" :", "\u00a0:"))
    assert the(alerted.store).is_armed
    assert "Exercice armé : ses messages partent vraiment." in said(page)
    press(page, "Désarmer : simuler de nouveau".replace(" :", "\u00a0:"))
    assert not the(alerted.store).is_armed


def test_what_really_left_is_told_line_by_line(alerted: Alerted) -> None:
    armed(alerted.store)
    sent(alerted.store, "Cadre de santé")
    rows = cells(the_product("conduct", exercice=EXERCISE, volet="messages"), 1)
    assert [row[:4] for row in rows] == [["1", "cadre de santé, CHBA (fictif)", "e-mail", "à envoyer"]]


def test_screens_that_send_say_that_it_is_simulated_or_armed(alerted: Alerted) -> None:
    """The event's own, and the alert about to be launched or followed."""
    event_id = the(alerted.store).event_id
    alert = alerted.launch(event_id=event_id)
    pages = (("event", {"evenement": event_id}), ("alert", {"alerte": alert}), ("alert", {"volet": "lancer"}))
    for screen, query in pages:
        assert "Simulé : rien ne part" in said(opened(screen, **query))
    armed(alerted.store)
    for screen, query in pages:
        assert "Exercice armé : ce qui s’envoie d’ici part vraiment" in said(opened(screen, **query))
