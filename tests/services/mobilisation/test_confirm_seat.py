"""Tests of app/services/mobilisation/confirm_seat.py: « vu, je confirme », by oneself or by telephone."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.core.errors import InvalidInput, NotAllowed
from app.scheduling.session import SeatState
from app.services.mobilisation.confirm_seat import come_after_all, confirm_seat
from app.services.mobilisation.remind_holders import remind_holders
from app.services.mobilisation.waiting_list import join, offers_of
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.services.rota.change_session import cancel_session
from app.services.rota.edit_rota import edit_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import journal
from tests.builders import COORDINATOR, a_person
from tests.services.a_rota import a_rota
from tests.services.mobilisation.test_remind_holders import J_1, J_3


def test_confirming_makes_the_seat_confirmed_once(tmp_path: Path) -> None:
    """State and SEQUENCE move once (a tentative event becomes confirmed), the journal says who; again changes nothing."""
    rota = a_rota(tmp_path)
    before = rota.of("Anne")
    confirm_seat(rota.me("Anne"), rota.store, rota.id("Anne"), before.id)
    once = rota.of("Anne")
    confirm_seat(rota.me("Anne"), rota.store, rota.id("Anne"), before.id)
    assert (once.state, once.sequence) == (SeatState.ACKNOWLEDGED, before.sequence + 1)
    assert rota.of("Anne") == once
    with rota.store.reading() as conn:
        last = journal.recent(conn, 1)[0]
    assert (last.type, last.subject_id, last.actor_id) == ("seat_confirmed", before.id, rota.id("Anne"))
    assert rota.told() == []


def test_only_its_holder_or_the_coordination_for_them_confirms_a_seat(tmp_path: Path) -> None:
    """Another volunteer is refused, whoever's seat they name; the coordination may, by telephone."""
    rota = a_rota(tmp_path)
    seat = rota.of("Anne")
    with pytest.raises(NotAllowed):
        confirm_seat(rota.me("Denez"), rota.store, rota.id("Anne"), seat.id)
    with pytest.raises(InvalidInput, match="plus à vous"):
        confirm_seat(rota.me("Denez"), rota.store, rota.id("Denez"), seat.id)
    assert rota.of("Anne") == seat
    confirm_seat(COORDINATOR, rota.store, rota.id("Anne"), seat.id)
    assert rota.of("Anne").state is SeatState.ACKNOWLEDGED


def test_whoever_sought_a_stand_in_comes_after_all(tmp_path: Path) -> None:
    """Two days before, the seat seeks someone, then is confirmed: its holder never changed, calendars see one change."""
    rota = a_rota(tmp_path).at(a_rota(tmp_path / "other").session().starts_at - timedelta(days=2))
    seat = rota.of("Anne")
    withdraw_seat(rota.me("Anne"), rota.store, rota.id("Anne"), seat.id)
    sought = rota.of("Anne")
    come_after_all(rota.me("Anne"), rota.store, rota.id("Anne"), seat.id)
    back = rota.of("Anne")
    assert [one.state for one in (seat, sought, back)] == [
        SeatState.PUBLISHED, SeatState.STAND_IN_WANTED, SeatState.ACKNOWLEDGED,
    ]  # fmt: skip
    assert (sought.sequence, back.sequence) == (seat.sequence + 1, seat.sequence + 1)


def test_a_confirmation_leaves_what_the_coordinator_drafts(tmp_path: Path) -> None:
    """The holder confirms while the draft gives their seat to another: publishing still does, and both are told."""
    spare = a_person("Fañch", "medecin")
    rota = a_rota(tmp_path, spare)
    seat = rota.of("Anne")
    view = read_rota(COORDINATOR, rota.store, rota.centre)
    edit_rota(COORDINATOR, rota.store, rota.centre, view.revision, {seat.id: spare.id}, reason="Échange")
    confirm_seat(rota.me("Anne"), rota.store, rota.id("Anne"), seat.id)
    done = publish_rota(COORDINATOR, rota.store, rota.centre, read_rota(COORDINATOR, rota.store, rota.centre).revision)
    assert (done.refused, rota.holder(seat)) == ((), "Fañch")
    assert [(kind, name) for kind, name, _state in rota.told()] == [
        ("publication_change", "Anne"),
        ("publication_change", "Fañch"),
    ]


def test_there_is_nothing_to_confirm_once_it_is_over_or_cancelled(tmp_path: Path) -> None:
    """Each refusal says why."""
    rota = a_rota(tmp_path)
    seat, session = rota.of("Anne"), rota.session()
    with pytest.raises(InvalidInput, match="passée"):
        confirm_seat(rota.me("Anne"), rota.at(session.ends_at).store, rota.id("Anne"), seat.id)
    cancel_session(COORDINATOR, rota.store, session.id, session.revision, "Élections")
    with pytest.raises(InvalidInput, match="n’est plus au planning"):
        confirm_seat(rota.me("Anne"), rota.store, rota.id("Anne"), seat.id)


def test_who_comes_after_all_leaves_no_word_that_their_seat_is_kept_for_somebody(tmp_path: Path) -> None:
    """The offer written at night has not left: it is cancelled, and made anew when the holder gives up for good."""
    rota = a_rota(tmp_path, a_person("Fañch", "medecin"))
    join(rota.me("Fañch"), rota.store, rota.id("Fañch"), rota.session().id)
    night = rota.at(rota.session().starts_at - timedelta(hours=35))
    seat = rota.of("Anne")
    withdraw_seat(rota.me("Anne"), night.store, rota.id("Anne"), seat.id)
    assert night.told() == [("offer", "Fañch", "queued")]
    come_after_all(rota.me("Anne"), night.store, rota.id("Anne"), seat.id)
    assert night.told() == [("offer", "Fañch", "cancelled")]
    with rota.store.reading() as conn:
        assert offers_of(conn, rota.id("Fañch"), night.store.now()) == ()
    withdraw_seat(rota.me("Anne"), night.store, rota.id("Anne"), seat.id)
    assert night.told() == [("offer", "Fañch", "cancelled"), ("offer", "Fañch", "queued")]


def test_whoever_has_confirmed_is_not_asked_to_confirm_any_more(tmp_path: Path) -> None:
    """Their reminder that waits for a hand is cancelled; those of the others stand, and the last reminder will come."""
    rota = a_rota(tmp_path)
    there = rota.at(J_3)
    remind_holders(SCHEDULER, there.store)
    asked = [name for kind, name, state in there.told() if (kind, state) == ("reminder_3", "queued")]
    assert "Anne" in asked
    confirm_seat(rota.me("Anne"), there.store, rota.id("Anne"), rota.of("Anne").id)
    left = [name for kind, name, state in there.told() if (kind, state) == ("reminder_3", "queued")]
    assert asked.count("Anne") - left.count("Anne") == 1
    assert [name for name in left if name != "Anne"] == [name for name in asked if name != "Anne"]
    later = rota.at(J_1)
    remind_holders(SCHEDULER, later.store)
    assert ("reminder_1", "Anne", "queued") in later.told()
