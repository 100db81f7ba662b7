"""The main courante of an event, and its decisions on paper."""

from __future__ import annotations

from pathlib import Path

from app.services.crisis.event_log import decision_log_pdf, decisions_of, read_log_events
from app.services.crisis.print_log import log_pdf
from app.services.crisis.read_log import LogSearch, read_log
from app.services.crisis.write_log import correct_log, settle_log, write_log
from app.store.database import Store, open_store
from app.store.log import LogKind, LogStatus
from tests.builders import COORDINATOR, MovingClock, a_store
from tests.documents.printed import assert_tagged, text_of
from tests.services.a_crisis import CELL, OBSERVER, a_crisis, plain


def a_log(store: Store, clock: MovingClock, event_id: str) -> None:
    heard = write_log(CELL, store, "Le SAMU annonce vingt patients", source="appel du SAMU", event_id=event_id)
    clock.forward(minutes=5)
    decided = write_log(
        CELL, store, "On ouvre la maison de santé", kind=LogKind.DECISION, status=LogStatus.OPEN, linked=heard,
        event_id=event_id,
    )  # fmt: skip
    clock.forward(minutes=5)
    write_log(CELL, store, "Appeler la mairie pour les clés", kind=LogKind.ACTION, linked=decided, event_id=event_id)
    correct_log(CELL, store, decided, "par la porte de derrière")
    settle_log(CELL, store, decided, LogStatus.DONE, seen=LogStatus.OPEN, note="ouverte")
    write_log(CELL, store, "On ferme la salle", kind=LogKind.DECISION)


def test_a_decision_stands_with_its_grounds_and_what_followed(tmp_path: Path) -> None:
    """The entry it follows from, its source, addenda, its state, what follows from it; informations are left out."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    event_id = a_crisis(store, plans=0)
    a_log(store, clock, event_id)
    entries = read_log(COORDINATOR, store, LogSearch(event_id=event_id)).entries
    _opened, decision = decisions_of(entries)
    assert (decision.text, decision.author, decision.status) == ("On ouvre la maison de santé", "Denez Le Goff", "fait")
    assert plain(decision.when) == "jeu. 26 nov., 17 h 05"
    assert plain(decision.grounds) == "suite du n° 2 : Le SAMU annonce vingt patients"
    assert [plain(one) for one in decision.later] == [
        "jeu. 26 nov., 17 h 10, Denez Le Goff : par la porte de derrière",
        "jeu. 26 nov., 17 h 10, Denez Le Goff : fait (ouverte)",
        "n° 4, jeu. 26 nov., 17 h 10 : Appeler la mairie pour les clés (en cours)",
    ]


def test_the_decisions_of_an_event_alone_are_printed(tmp_path: Path) -> None:
    """With its states and who said them; an exercise says so first, here and in its main courante."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    event_id = a_crisis(store, played=True, plans=0)
    a_log(store, clock, event_id)
    printed = decision_log_pdf(OBSERVER, store, event_id)
    assert_tagged(printed, "EXERCICE · Relevé de décisions")
    said = " ".join(text_of(printed).split())
    assert "qualifié, par ARS Bretagne (56), réf. 2026-114, jeudi 26 novembre à 17 h" in said
    assert "On ouvre la maison de santé" in said
    assert "On ferme la salle" not in said
    assert said.index("EXERCICE – EXERCICE – EXERCICE") < said.index("Relevé de décisions")
    assert "EXERCICE" in text_of(log_pdf(OBSERVER, store, LogSearch(event_id=event_id)))
    assert "EXERCICE" not in text_of(log_pdf(OBSERVER, store, LogSearch(event_id="")))


def test_an_event_without_any_decision_says_so(tmp_path: Path) -> None:
    """And a rupture of the chain stands above everything."""
    store = a_store(tmp_path)
    event_id = a_crisis(store, plans=0)
    with store.transaction() as conn:
        conn.execute("DROP TRIGGER log_no_update")
        conn.execute("UPDATE log SET actor_id = 'x'")
    assert "altéré" in text_of(decision_log_pdf(OBSERVER, store, event_id))


def test_a_line_belongs_to_the_event_under_way(tmp_path: Path) -> None:
    """A real one before an exercise; none in peace."""
    store = a_store(tmp_path)
    assert read_log_events(OBSERVER, store).current is None
    played, real = a_crisis(store, played=True, plans=0), a_crisis(store, plans=0)
    found = read_log_events(OBSERVER, store)
    assert found.current is not None
    assert found.current.id == real
    assert {one.id for one in found.every} == {played, real}
    assert found.find("rien") is None
