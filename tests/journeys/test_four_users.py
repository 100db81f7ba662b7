"""The whole product as its four users walk it, each in French on a laptop and in English on a phone in the dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.exercise.participant import ParticipantRole
from app.services.demo.demo_exercise import COMING, PLAYED
from app.services.rota.read_rota import read_rota
from tests.builders import COORDINATOR
from tests.journeys.an_exercise import until
from tests.journeys.conftest import PHONE, OpenPage
from tests.journeys.users import coordinator, reviewer, room, volunteer
from tests.journeys.users.album import Album, note_gestures
from tests.journeys.users.looks import LOOKS, Look
from tests.journeys.users.served import Evening, build_demonstration, served
from tests.journeys.users.walker import Thumb, Walker

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class There:
    """A look, and the demonstration that is served for it."""

    look: Look
    evening: Evening

    def signed_in(self, open_page: OpenPage, album: Album, place: str) -> Walker:
        """The coordination before a screen."""
        page = self.look.opens(open_page, f"{self.evening.address}/{place}")
        hand = Walker(page, self.look, album)
        hand.signs_in(self.evening.password("coordination"))
        return hand

    def thumb(self, open_page: OpenPage, album: Album, address: str) -> Thumb:
        """Somebody with a link in hand: on a phone, whatever the coordination sits before."""
        return Thumb(self.look.opens(open_page, address, size=PHONE), self.look, album)


@pytest.mark.parametrize("look", LOOKS, ids=lambda one: one.name)
def test_a_centre_from_nothing(look: Look, open_page: OpenPage, tmp_path: Path) -> None:
    """A community without anything has 120 seats held and published in fewer gestures than others take to create them."""
    (tmp_path / "data").mkdir()
    with served(tmp_path / "data", tmp_path / "log.txt") as evening:
        hand = Walker(look.opens(open_page, evening.address), look, Album(look, "1-coordination"))
        coordinator.sets_up(hand, evening.address, tmp_path)
        set_up = hand.count()
        coordinator.creates(hand, evening.address)
        created = hand.count()
        coordinator.staffs(hand, evening.address)
        filled = hand.count()
        held = [seat.holder.filled for seat in read_rota(COORDINATOR, evening.store).seats]
    note_gestures(look, {"set_up": set_up, "create_120": created, "fill_120": filled})
    assert (len(held), all(held)) == (120, True)
    assert (set_up, created, filled) == (6, 8, 4)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once; each look gets a copy of its own."""
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    folder.mkdir()
    build_demonstration(folder)
    return folder


@pytest.fixture(scope="module", params=LOOKS, ids=lambda one: one.name)
def there(
    request: pytest.FixtureRequest, demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[There]:
    """One look, and the demonstration served for it alone."""
    home = tmp_path_factory.mktemp("evening")
    shutil.copytree(demonstration, home / "data")
    with served(home / "data", home / "log.txt") as evening:
        yield There(request.param, evening)


def test_the_hole_of_tomorrow_morning(there: There, open_page: OpenPage) -> None:
    """At 18:00 somebody calls off for nine o'clock: called, replaced, seen; then everybody alerted and a line logged."""
    look, evening = there.look, there.evening
    album = Album(look, "2-coordination")
    hand = there.signed_in(open_page, album, "")
    coordinator.sees(hand, evening.address)
    held = volunteer.held_tomorrow(evening.store, "injector")
    hand.count()
    leaving = there.thumb(open_page, album, volunteer.own_page(evening, held.person))
    volunteer.calls_off(leaving, held, evening.store)
    call_out = coordinator.calls_out(hand, evening.address)
    coming = there.thumb(open_page, album, volunteer.first_asked(evening, call_out))
    volunteer.takes_the_seat(coming)
    until(lambda: volunteer.is_replaced(evening.store, held), "somebody else comes")
    coordinator.sees_it_filled(hand)
    called = hand.count()
    coordinator.alerts(hand, evening.address)
    alerted = hand.count()
    coordinator.writes_down(hand, evening.address)
    logged = hand.count()
    coordinator.reads_the_map(hand, evening.address)
    left, came = leaving.count(), coming.count()
    note_gestures(look, {
        "call_off": left, "call_out": called, "take_a_seat": came, "cancel_to_replaced": left + called + came,
        "alert": alerted, "log_a_line": logged,
    })  # fmt: skip
    assert (left, called, came, alerted, logged) == (2, 4, 1, 4, 4)


def test_a_volunteer_with_a_link(there: There, open_page: OpenPage) -> None:
    """All of one's shifts confirmed in one press, the poll in one a session and one to send, the calendar made and found in two."""
    address = volunteer.own_page(there.evening, volunteer.asked_by_poll(there.evening.store))
    album = Album(there.look, "3-volontaire")
    there.thumb(open_page, album, address).keeps("ma-page-au-telephone", front="page-perso")
    counted = volunteer.follows(Thumb(there.look.opens(open_page, address), there.look, album))
    note_gestures(there.look, counted)
    assert (counted["confirm_all"], counted["subscribe"]) == (1, 2)


def test_a_room_with_the_hospital(there: There, open_page: OpenPage) -> None:
    """Sent, answered, rated, decided, ended: the report of one page is in hand five gestures after the end is called."""
    look, evening = there.look, there.evening
    album = Album(look, "4-salle")
    hand = there.signed_in(open_page, album, f"conduite?exercice={COMING}")
    hand.count()
    room.starts(hand, evening)
    player = there.thumb(
        open_page, album, room.page_of(evening, ParticipantRole.PLAYER, room.first_inject(evening).recipient)
    )
    room.answers(player)
    observer = there.thumb(open_page, album, room.page_of(evening, ParticipantRole.OBSERVER))
    room.judges(observer)
    room.decides(hand, evening)
    room.shows(album, look.opens(open_page, room.wall(evening)))
    played = hand.count()
    report = room.closes(hand)
    closed = hand.count()
    note_gestures(look, {
        "start_send_decide": played, "answer_a_message": player.count(), "rate_an_objective": observer.count(),
        "close_with_report": closed,
    })  # fmt: skip
    assert report.startswith(b"%PDF-")
    assert (played, closed) == (3, 5)


def test_a_review_becomes_an_action(there: There, open_page: OpenPage) -> None:
    """What was played is read again, a finding becomes an action with a name, the complete report is taken."""
    evening = there.evening
    hand = there.signed_in(open_page, Album(there.look, "5-relecture"), f"retex?exercice={PLAYED}")
    hand.count()
    reviewer.reads_again(hand)
    hand.count()
    reviewer.notes(hand)
    reviewer.gives_to_somebody(hand, evening.address)
    acted = hand.count()
    report = reviewer.takes_the_report(hand, evening.address)
    note_gestures(there.look, {"finding_to_action": acted})
    assert report.startswith(b"PK")
    assert acted == 10
