"""What screens, pages and other parts read of an alert."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role, volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.response.alert import Answer, Audience, Reply
from app.response.event import EventKind
from app.services.crisis.answer_alert import answer_alert
from app.services.crisis.close_alert import close_alert
from app.services.crisis.read_alert import board_of, read_alert, read_alerts, read_flow, read_invitation, read_tree
from tests.builders import COORDINATOR, READER
from tests.services.an_alert import DOCTOR, NURSE, OUT, PHARMACIST, Alerted, an_alerted


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


def test_the_view_names_counts_and_orders(alerted: Alerted) -> None:
    """Labels, numbers, what still leaves, whom to ring; the same board for whoever holds a connection."""
    id = alerted.launch()
    alerted.send(id, NURSE)
    view = read_alert(COORDINATOR, alerted.store, id)
    assert (view.name(DOCTOR), view.number(PHARMACIST), view.profession("")) == (
        "Dora Fictif", "+33199001003", "sans profession de santé",
    )  # fmt: skip
    assert (view.waiting, view.by_hand, view.board.reached) == (1, 1, 1)
    assert [one.person for one in view.to_ring] == [DOCTOR, PHARMACIST, NURSE]
    assert "CSP L.3131-10-1" in view.frame
    with alerted.store.reading() as conn:
        assert board_of(conn, id, alerted.store.now()) == view.board
        assert board_of(conn, "inconnue", alerted.store.now()) is None
    with pytest.raises(NotFound):
        read_alert(COORDINATOR, alerted.store, "inconnue")


def test_the_board_is_right_at_the_next_reading(alerted: Alerted) -> None:
    """An answer counts at once; an hour that passes makes somebody present, then gone."""
    id = alerted.launch()
    now = alerted.store.now()
    hours = Reply(answer=Answer.LATER, from_at=now + timedelta(hours=1), until_at=now + timedelta(hours=3))
    answer_alert(volunteer(NURSE, "Noa"), alerted.store, id, NURSE, hours)

    def there() -> tuple[int, int]:
        board = read_alert(COORDINATOR, alerted.store, id).board
        return board.available, board.later

    assert there() == (0, 1)
    alerted.clock.forward(hours=1)
    assert there() == (1, 0)
    alerted.clock.forward(hours=2)
    assert there() == (0, 0)


def test_what_runs_and_what_ran(alerted: Alerted) -> None:
    """Apart, with the event under way."""
    alerted.event()
    first, second = alerted.launch(), alerted.launch()
    close_alert(COORDINATOR, alerted.store, first, 1)
    found = read_alerts(COORDINATOR, alerted.store)
    assert [one.id for one in found.running] == [second]
    assert [one.id for one in found.closed] == [first]
    assert found.event is not None
    assert found.find(first) == found.closed[0]


def test_an_invitation_is_for_who_was_asked(alerted: Alerted) -> None:
    """The text without the band, which the page shows itself; nobody else's."""
    id = alerted.launch(event_id=alerted.event(EventKind.EXERCISE))
    found = read_invitation(volunteer(NURSE, "Noa"), alerted.store, id, NURSE)
    assert found is not None
    assert (found.text, found.given_name, found.can_answer) == ("L’ARS demande des renforts à Auray.", "Noa", True)
    assert read_invitation(volunteer(OUT, "Oscar"), alerted.store, id, OUT) is None
    with pytest.raises(NotAllowed):
        read_invitation(volunteer(NURSE, "Noa"), alerted.store, id, DOCTOR)


def test_the_tree_of_everybody_or_of_an_alert(alerted: Alerted) -> None:
    """Who opted out is in neither."""
    everyone = read_tree(COORDINATOR, alerted.store)
    assert [one.place.person.id for one in everyone.tree.calls] == [DOCTOR, NURSE, PHARMACIST]
    id = alerted.launch(audience=Audience(professions=("pharmacien",)))
    assert [one.place.person.id for one in read_tree(COORDINATOR, alerted.store, id).tree.calls] == [PHARMACIST]
    with pytest.raises(NotFound):
        read_tree(COORDINATOR, alerted.store, "inconnue")


def test_the_sites_own_flowchart_takes_the_place_of_ours(alerted: Alerted) -> None:
    """Read by whoever reads plans; a fault names its file and line."""
    folder = alerted.store.folder.content / "data"
    folder.mkdir(parents=True)
    header = "code,row,who_fr,who_en,does_fr,does_en,tells,within_minutes,channel_fr,channel_en,degraded_fr,degraded_en,source"
    own = folder / "alert_flow.csv"
    own.write_text(f"{header}\nveille,1,Nous,Us,Regardons,Watch,,5,radio,radio,à pied,on foot,ici\n", encoding="utf-8")
    assert [one.who for one in read_flow(READER, alerted.store)] == ["Nous"]
    own.write_text(f"{header}\nveille,1,,Us,Regardons,Watch,,5,radio,radio,à pied,on foot,ici\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="ligne 2"):
        read_flow(READER, alerted.store)


def test_alerts_hold_names_an_observer_does_not_read(alerted: Alerted) -> None:
    """Refused whole."""
    with pytest.raises(NotAllowed):
        read_alerts(Actor("obs", "Observateur", Role.OBSERVER), alerted.store)
