"""Tests of app/services/messages/tell_changes.py where it is called: publication, release, cancellation, move."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, StaleRevision
from app.scheduling.session import SeatState
from app.services.activity.release_seat import release_seat
from app.services.mobilisation.confirm_seat import confirm_seat
from app.services.mobilisation.waiting_list import join
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.services.rota.change_session import cancel_session, move_session
from app.services.rota.edit_rota import edit_rota
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import messages, solicitations
from tests.builders import COORDINATOR, THURSDAY, a_centre, a_person, a_store, a_team
from tests.services.a_rota import Rota, a_rota

SATURDAY = datetime(2026, 11, 28, 11, tzinfo=UTC)
"""Saturday 28 November, noon in Paris: 45 hours before Monday 9:00."""


def told(rota: Rota) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name, _state in rota.told()]


def test_a_first_publication_tells_everyone_once(tmp_path: Path) -> None:
    """Five people hold ten seats: five messages, each with its two half-days and the link, and none of them is a request."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    team = a_team(store)
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)
    rota = Rota(store, centre, team)
    assert told(rota) == sorted(("publication_change", name) for name in team)
    with store.reading() as conn:
        bodies = [one.message.body for one in messages.recent(conn).messages]
        assert solicitations.since(conn, THURSDAY - timedelta(days=30)) == []
    assert all(body.count("+ lundi 30 novembre") == 2 and "{lien}" in body for body in bodies)


def test_a_publication_inside_48_hours_makes_one_message_a_person_and_none_for_those_unchanged(tmp_path: Path) -> None:
    """Saturday noon: Anne is replaced on Monday, morning and afternoon; only she and Fañch are told, once each, at once."""
    spare = a_person("Fañch", "medecin")
    rota = a_rota(tmp_path, spare).at(SATURDAY)
    view = read_rota(COORDINATOR, rota.store, rota.centre)
    placements = {rota.of("Anne", part).id: spare.id for part in (0, 1)}
    edit_rota(COORDINATOR, rota.store, rota.centre, view.revision, placements, reason="Échange")
    publish_rota(COORDINATOR, rota.store, rota.centre, read_rota(COORDINATOR, rota.store, rota.centre).revision)
    assert told(rota) == [("change_within_48h", "Anne"), ("change_within_48h", "Fañch")]
    with rota.store.reading() as conn:
        assert {one.message.due_at for one in messages.recent(conn).messages} == {SATURDAY}


def test_a_refused_publication_tells_nobody(tmp_path: Path) -> None:
    """The messages are part of the transaction: when it fails they do not exist."""
    spare = a_person("Fañch", "medecin")
    rota = a_rota(tmp_path, spare)
    seen = read_rota(COORDINATOR, rota.store, rota.centre).revision
    edit_rota(COORDINATOR, rota.store, rota.centre, seen, {rota.of("Anne").id: spare.id}, reason="Échange")
    with pytest.raises(StaleRevision):
        publish_rota(COORDINATOR, rota.store, rota.centre, seen)
    assert told(rota) == []


def test_whoever_is_taken_off_is_told_unless_they_asked_for_it(tmp_path: Path) -> None:
    """Freed by the coordination: one message; at their own word: none. Either way the seat is open."""
    rota = a_rota(tmp_path)
    asked, imposed = rota.of("Anne"), rota.of("Denez")
    release_seat(COORDINATOR, rota.store, asked.id, asked.revision, own_doing=True)
    assert told(rota) == []
    release_seat(COORDINATOR, rota.store, imposed.id, imposed.revision)
    assert told(rota) == [("publication_change", "Denez")]
    assert (rota.holder(asked), rota.holder(imposed)) == ("", "")


def test_a_cancelled_session_tells_its_holders_and_no_partner(tmp_path: Path) -> None:
    """Five holders, five messages that name the half-day; the seats that the town hall provides tell nobody."""
    rota = a_rota(tmp_path).at(SATURDAY)
    session = rota.session()
    cancel_session(COORDINATOR, rota.store, session.id, session.revision, "Neige")
    assert told(rota) == sorted(("change_within_48h", name) for name in rota.people)
    with rota.store.reading() as conn:
        bodies = [one.message.body for one in messages.recent(conn).messages]
    assert all("− lundi 30 novembre, matin" in body for body in bodies)


def test_a_moved_session_tells_its_holders_who_confirm_anew(tmp_path: Path) -> None:
    """A confirmation was for the old hours; calendars see one change of SEQUENCE, for whoever had confirmed and others."""
    rota = a_rota(tmp_path)
    confirm_seat(rota.me("Anne"), rota.store, rota.id("Anne"), rota.of("Anne").id)
    before = {name: rota.of(name).sequence + rota.session().sequence for name in rota.people}
    session = rota.session()
    move_session(COORDINATOR, rota.store, session.id, session.revision, session.day, time(8), time(12))
    assert told(rota) == sorted(("publication_change", name) for name in rota.people)
    assert {rota.of(name).state for name in rota.people} == {SeatState.PUBLISHED}
    assert {name: rota.of(name).sequence + rota.session().sequence - 1 for name in rota.people} == before


def test_moving_or_cancelling_what_was_never_published_tells_nobody(tmp_path: Path) -> None:
    """Nobody knows of a drafted session."""
    store = a_store(tmp_path)
    rota = Rota(store, a_centre(store), a_team(store))
    for part in (0, 1):
        session = rota.session(part)
        if part:
            cancel_session(COORDINATOR, store, session.id, session.revision, "Erreur")
        else:
            move_session(COORDINATOR, store, session.id, session.revision, session.day, time(8), time(12))
    assert told(rota) == []


def test_an_offer_that_has_not_left_is_made_again_at_the_new_hours(tmp_path: Path) -> None:
    """Written, then the session moves: the first text is cancelled, a second one says the new day to the same person."""
    rota = a_rota(tmp_path, a_person("Fañch", "medecin"))
    join(rota.me("Fañch"), rota.store, rota.id("Fañch"), rota.session().id)
    seat = rota.of("Anne")
    withdraw_seat(rota.me("Anne"), rota.store, rota.id("Anne"), seat.id)
    session = rota.session()
    move_session(COORDINATOR, rota.store, session.id, session.revision, date(2026, 12, 2), time(9), time(13))
    with rota.store.reading() as conn:
        written = [one.message for one in messages.about(conn, seat.id)]
    assert sorted((one.state.value, "2 décembre" in one.body) for one in written) == [
        ("cancelled", False), ("queued", True),
    ]  # fmt: skip


def test_a_seat_of_a_cancelled_session_is_not_released_again(tmp_path: Path) -> None:
    """Its holder has been told once that it is cancelled, and hears nothing more; the seat stays as it was."""
    rota = a_rota(tmp_path)
    session, seat = rota.session(), rota.of("Anne")
    cancel_session(COORDINATOR, rota.store, session.id, session.revision, "gymnase fermé")
    told = rota.told()
    with pytest.raises(InvalidInput, match="plus au planning"):
        release_seat(COORDINATOR, rota.store, seat.id, seat.revision)
    assert (rota.told(), rota.holder(seat)) == (told, "Anne")


def test_a_session_to_come_is_not_moved_into_the_past(tmp_path: Path) -> None:
    """People would count as having worked it; hours of one that is over may still be corrected."""
    rota = a_rota(tmp_path)
    session = rota.session()
    with pytest.raises(InvalidInput, match="sont passées"):
        move_session(COORDINATOR, rota.store, session.id, session.revision, date(2026, 11, 13), time(9), time(13))
    assert (rota.session(), rota.told()) == (session, [])
    after = rota.at(session.ends_at + timedelta(days=1)).store
    move_session(COORDINATOR, after, session.id, session.revision, session.day, time(8), time(13))
    assert rota.session().starts == time(8)
