"""What a rota takes from ordinary care: somebody away from morning to evening, the needs that can't wait that long."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from app.continuity.band import NOBODY, Band
from app.continuity.overview import Basis
from app.continuity.unsigned import Unsigned
from app.core.clock import paris_instant
from app.core.ids import CentreId, SeatId, SessionId
from app.scheduling.session import Holder, Seat, SeatState, Session
from app.services.continuity.what_the_rota_takes import RotaCare, RotaDay, care_taken
from app.services.rota.publish_rota import preview_publication
from app.store import care_keys, community, people
from tests.builders import COORDINATOR, MONDAY, a_centre, a_person, some_people
from tests.services.a_relay import NEAR, OURS, Relay, a_care_need, a_relay, close, noted
from tests.services.signed_categories import change_category

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.core.ids import PracticeId

MORNING, AFTERNOON, EVENING = (9, 13), (14, 18), (21, 23)


def taken(relay: Relay, spans: Iterable[tuple[int, int]], *, of: PracticeId = OURS, days: int = 1) -> RotaCare:
    """What is taken when the one nurse of a practice sits at the centre over those hours of Monday."""
    sessions, seats = {}, []
    with relay.store.reading() as conn:
        who = next(one.id for one in people.every(conn) if one.practice == of)
    for day in (MONDAY + timedelta(days=n) for n in range(days)):
        for start, end in spans:
            id = SessionId(f"{day}-{start}")
            begins, ends = time(start), time(end)
            sessions[id] = Session(
                id, CentreId("c"), day, begins, ends, paris_instant(day, begins), paris_instant(day, ends), 1
            )
            seats.append(Seat(SeatId(f"{id}-s"), id, "injector", 1, 1, Holder(who), SeatState.PUBLISHED))
    with relay.store.reading() as conn:
        return care_taken(conn, relay.store, COORDINATOR, seats, sessions)


def a_practice(folder: Path, *, room: int = 9, category: str = "PALL", needs: int = 6) -> Relay:
    """Six in palliative care (four hours at most) with the nurse of Auray, in a demonstration: numbers are exact."""
    relay = a_relay(folder, room=room, far_room=0, needs=needs, category=category, closed=False)
    with relay.store.transaction() as conn:
        community.write(conn, replace(community.read(conn), demonstration=True))
    return relay


def test_a_whole_day_at_the_centre_keeps_somebody_waiting_too_long(tmp_path: Path) -> None:
    """Nine hours away, the meal included: six who can wait four are to be taken over, and can be."""
    found = taken(a_practice(tmp_path), [MORNING, AFTERNOON])
    assert found == RotaCare(Basis.REGISTER, (RotaDay(MONDAY, ("Cabinet d’Auray",), Band(6, 6), NOBODY),))


def test_needs_of_a_category_changed_since_are_counted_and_named(tmp_path: Path) -> None:
    """With the limit as it is known; a category that waits and has no need there is not named."""
    relay = a_practice(tmp_path)
    change_category(relay.store, "PALL", hours=3)
    change_category(relay.store, "INS")
    found = taken(relay, [MORNING, AFTERNOON])
    assert [one.relayed for one in found.days] == [Band(6, 6)]
    assert found.unsigned == Unsigned(("Soins palliatifs ou HAD",), at_least=True, changed=True)


def test_where_nobody_has_room_they_are_left(tmp_path: Path) -> None:
    """Room for four: two have nobody."""
    found = taken(a_practice(tmp_path, room=4), [MORNING, AFTERNOON])
    assert [(one.relayed, one.uncovered) for one in found.days] == [(Band(4, 4), Band(2, 2))]
    assert found.uncovered == Band(2, 2)


def test_a_half_day_lets_them_wait(tmp_path: Path) -> None:
    """Four hours away is no longer than they can wait."""
    assert taken(a_practice(tmp_path), [MORNING]).days == ()


def test_a_long_break_takes_one_back_to_the_round(tmp_path: Path) -> None:
    """Morning, then late evening: four hours and two, with the afternoon in between."""
    assert taken(a_practice(tmp_path), [MORNING, EVENING]).days == ()


def test_those_who_can_wait_for_a_day_are_not_counted(tmp_path: Path) -> None:
    """Wounds: twenty-four hours."""
    assert taken(a_practice(tmp_path, category="PLAIE"), [MORNING, AFTERNOON]).days == ()


def test_colleagues_who_stay_go_to_the_most_pressing(tmp_path: Path) -> None:
    """Two nurses, one away: half of all needs are kept, the palliative ones first; the others can wait."""
    relay = a_practice(tmp_path, needs=4)
    some_people(relay.store, a_person("Zoé", practice=OURS))
    noted(relay, *(a_care_need(number, "PLAIE") for number in range(20, 24)))
    assert taken(relay, [MORNING, AFTERNOON]).days == ()


def test_each_day_stands_for_itself(tmp_path: Path) -> None:
    """Two days running: the relays' room is that of a day."""
    found = taken(a_practice(tmp_path, room=6), [MORNING, AFTERNOON], days=2)
    assert [(one.day, one.relayed) for one in found.days] == [
        (MONDAY, Band(6, 6)),
        (MONDAY + timedelta(days=1), Band(6, 6)),
    ]


def test_what_fails_already_is_not_laid_on_the_rota(tmp_path: Path) -> None:
    """The practice is closed that week: the nurse at the centre takes nothing more from it."""
    relay = a_practice(tmp_path, needs=6)
    close(relay, OURS, hours=24 * 10)
    assert taken(relay, [MORNING, AFTERNOON]).days == ()


def test_a_relay_that_is_closed_that_day_does_not_help(tmp_path: Path) -> None:
    """Six with nobody, as the only one with room is closed."""
    relay = a_practice(tmp_path, room=9)
    close(relay, NEAR, hours=24 * 10)
    assert [one.uncovered for one in taken(relay, [MORNING, AFTERNOON]).days] == [Band(6, 6)]


def test_real_needs_in_peace_come_without_a_number(tmp_path: Path) -> None:
    """Nothing under way, no demonstration: the day and the practice, as far as the masked lists tell."""
    found = taken(a_relay(tmp_path, room=9, needs=6, category="PALL", closed=False), [MORNING, AFTERNOON])
    day = RotaDay(MONDAY, ("Cabinet d’Auray",), Band(0, 9), Band(0, 9))
    assert found == RotaCare(Basis.REGISTER, (day,), hidden_below=5)


@pytest.mark.parametrize("needs", [1, 4])
def test_a_few_that_press_are_not_told_from_nobody(tmp_path: Path, needs: int) -> None:
    """Among many who can wait: no day and no practice is named for fewer than the threshold."""
    relay = a_relay(tmp_path, room=0, needs=needs, category="PALL", closed=False)
    noted(relay, *(a_care_need(number, "PLAIE") for number in range(20, 40)))
    assert taken(relay, [MORNING, AFTERNOON]) == RotaCare(Basis.REGISTER, (), hidden_below=5)


def test_needs_no_key_opens_are_said_to_be_missing(tmp_path: Path) -> None:
    """Never « it takes nothing » when nothing could be read."""
    relay = a_practice(tmp_path)
    care_keys.path_of(relay.store.folder, OURS).unlink()
    assert taken(relay, [MORNING, AFTERNOON]) == RotaCare(Basis.REGISTER, (), 6)


def test_without_a_need_noted_nothing_is_claimed(tmp_path: Path) -> None:
    """The screen says that nobody knows."""
    assert taken(a_practice(tmp_path, needs=0), [MORNING, AFTERNOON]).basis is Basis.NOTHING


def test_what_is_past_takes_nothing(tmp_path: Path) -> None:
    """A rota that is over."""
    relay = a_practice(tmp_path)
    relay.clock.forward(days=30)
    assert taken(relay, [MORNING, AFTERNOON]).days == ()


def test_it_stands_in_the_preview_of_a_publication(tmp_path: Path) -> None:
    """What *Publier* is about to do says it, with nobody on any seat yet."""
    relay = a_practice(tmp_path)
    centre = a_centre(relay.store)
    assert preview_publication(COORDINATOR, relay.store, centre).care == RotaCare(Basis.REGISTER)
