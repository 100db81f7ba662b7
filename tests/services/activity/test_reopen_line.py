"""Tests of app/services/activity/reopen_line.py: a line closed by mistake reopens as it was, calendars and sheet too, and everyone is told."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from app.access.links import LinkScope, Subject, token_of
from app.core.errors import InvalidInput, NotAllowed, StaleRevision
from app.core.ids import SeatId, SessionId
from app.indicators.periods import week_of
from app.scheduling.session import NOBODY, Holder, Seat, SeatState
from app.services.activity import reopen_line as module
from app.services.activity.close_attendance import close_attendance
from app.services.activity.close_line import close_line, preview_closing
from app.services.activity.day_rights import lead_actor
from app.services.activity.read_vacations import read_vacations
from app.services.activity.record_attendance import Noted, add_extra, record_attendance
from app.services.activity.reopen_line import preview_reopening, reopen_line
from app.services.activity.sign_in import sign_in
from app.services.messages.read_calendar import open_calendar
from app.services.mobilisation.waiting_list import join
from app.services.rota.change_session import move_session
from app.store import links, opening, seats, sessions
from tests.builders import COORDINATOR, MONDAY, THURSDAY
from tests.services.a_day import EIGHT, ENDS, NEXT, SESSION, STARTS, TEN, TOWN_HALL, Day, a_day

WHY = "erreur de ligne"
LATER = timedelta(minutes=5)


def absent(day: Day, name: str) -> None:
    record_attendance(COORDINATOR, day.store, SESSION, {day.row(name): Noted(absent=True)})


def closed(day: Day, line: int) -> None:
    preview = preview_closing(COORDINATOR, day.store, SESSION, line)
    close_line(lead_actor(SESSION), day.store, SESSION, line, WHY, preview.expected)


def reopened(day: Day, line: int) -> tuple[str, ...]:
    """What was said before it was done."""
    preview = preview_reopening(lead_actor(SESSION), day.store, SESSION, line)
    reopen_line(lead_actor(SESSION), day.store, SESSION, line, preview.expected)
    return preview.sentences


def team(day: Day) -> list[Seat]:
    """The seats without what only counts their changes."""
    with day.store.reading() as conn:
        found = seats.of_session(conn, SESSION)
    return [replace(seat, revision=1, sequence=0, changed_at=None) for seat in found]


def written(day: Day, seat: Seat, **values: object) -> None:
    """A seat changed by other hands."""
    with day.store.transaction() as conn:
        seats.write(conn, seat, replace(seat, **values), day.store.now())  # type: ignore[arg-type]


def calendar(day: Day, name: str) -> list[tuple[str, str, int]]:
    """(UID's seat, STATUS, SEQUENCE) of every event of someone's phone."""
    subject, key = Subject(LinkScope.PERSON, day.id(name)), day.store.folder.key("links")
    with day.store.transaction() as conn:
        link = links.ensure(conn, key, subject, day.store.now())
    found = open_calendar(day.store, token_of(key, subject, link.generation), base_url="", today=MONDAY)
    assert found is not None
    return [(one.seat_id, one.status.value, one.sequence) for one in found.feed.events]


def elsewhere(day: Day, name: str) -> None:
    """Someone takes a seat of another session at the same hours."""
    with day.store.transaction() as conn:
        session = sessions.find(conn, SESSION)
        assert session is not None
        other = replace(session, id=SessionId("ailleurs"), starts_at=session.starts_at + timedelta(hours=2))
        sessions.insert(conn, other, THURSDAY)
        taken = Seat(SeatId("autre"), other.id, "injector", 1, 1, Holder(day.id(name)), SeatState.ACKNOWLEDGED)
        seats.insert(conn, [taken], day.store.now())


def test_a_line_closed_by_mistake_is_as_it_was(tmp_path: Path) -> None:
    """Nobody else moved: seats, holders, states, check and sheet are those of before; the line is in no list of closed ones."""
    day = a_day(tmp_path, EIGHT)
    before, sheet = team(day), day.sheet()
    closed(day, 2)
    assert team(day) != before
    assert reopened(day, 2) == (
        "Denez F. reprend «\u00a0ligne 2, injection\u00a0».",
        "2 postes sans titulaire, à pourvoir.",
        "Prévenez la plateforme, la ligne téléphonique et les mairies\u00a0: la ligne 2 reçoit de nouveau.",
    )
    assert team(day) == before
    assert day.sheet() == sheet
    assert day.read().closed == ()
    assert day.journal()[-4:] == ["seat_line_reopened"] * 3 + ["line_reopened"]
    closed(day, 2)
    assert [one.line for one in day.read().closed] == [2], "and it can close again"


def test_phones_see_the_event_again(tmp_path: Path) -> None:
    """Same UID, CONFIRMED → CANCELLED → CONFIRMED, SEQUENCE one more at each step."""
    day = a_day(tmp_path, EIGHT)
    seat = day.seat("injector", 2).id
    assert calendar(day, "Denez") == [(seat, "CONFIRMED", 0)]
    closed(day, 2)
    assert calendar(day, "Denez") == [(seat, "CANCELLED", 1)]
    reopened(day, 2)
    assert calendar(day, "Denez") == [(seat, "CONFIRMED", 2)]


def test_who_had_been_moved_goes_back_and_who_was_expected_there_too(tmp_path: Path) -> None:
    """Corentin is absent, Denez takes his seat; reopened, each has theirs, Corentin still absent; both are told twice."""
    day = a_day(tmp_path, EIGHT)
    absent(day, "Corentin")
    before, sheet = team(day), day.sheet()
    closed(day, 2)
    sign_in(day.me("Denez"), day.store, day.id("Denez"), SESSION)
    assert reopened(day.at(EIGHT + LATER), 2)[:2] == (
        "Corentin F. reprend «\u00a0ligne 1, injection\u00a0».",
        "Denez F. revient de «\u00a0ligne 1, injection\u00a0» à «\u00a0ligne 2, injection\u00a0».",
    )
    assert team(day) == before
    assert day.sheet() == sheet
    row = day.read().sheet.of_person(day.id("Denez"))
    assert row is not None
    assert (row.line, row.seat_id, row.signed_at) == (2, day.seat("injector", 2).id, EIGHT)
    assert day.told() == [("change_within_48h", name) for name in ("Corentin", "Corentin", "Denez", "Denez")]
    assert {day.id("Denez")} == {
        seat.holder.person_id for seat in team(day) if seat.role == "injector" and seat.line == 2
    }


def test_the_sheet_of_a_session_under_way_is_as_it_was(tmp_path: Path) -> None:
    """Denez is free at ten, then back: present to the end on his line; who moved is on theirs again; seats never changed."""
    for number, corentin_comes in enumerate((True, False)):
        day = a_day(tmp_path / str(number), TEN)
        if not corentin_comes:
            absent(day, "Corentin")
        before, places = team(day), [(row.seat_id, row.role, row.line, row.left_at) for row in day.read().sheet.rows]
        closed(day, 2)
        assert [(row.seat_id, row.role, row.line, row.left_at) for row in day.read().sheet.rows] != places
        said = reopened(day.at(TEN + LATER), 2)
        assert said[-1] == "Relisez ensuite les présents\u00a0: chacun y est noté comme avant la fermeture."
        assert [(row.seat_id, row.role, row.line, row.left_at) for row in day.read().sheet.rows] == places
        assert team(day) == before
        assert [name for _kind, name in day.told()].count("Denez") == 2


def test_what_was_noted_since_stands(tmp_path: Path) -> None:
    """Denez moved at ten and left at eleven: reopened, his row is on his own line and he still left at eleven."""
    day = a_day(tmp_path, TEN)
    absent(day, "Corentin")
    closed(day, 2)
    gone = TEN + timedelta(hours=1)
    record_attendance(COORDINATOR, day.at(gone).store, SESSION, {day.row("Denez"): Noted(left_at=gone)})
    reopened(day.at(gone + LATER), 2)
    row = day.read().sheet.of_person(day.id("Denez"))
    assert row is not None
    assert (row.line, row.left_at) == (2, gone)


def test_closed_before_the_session_and_reopened_once_it_has_begun(tmp_path: Path) -> None:
    """The cancelled seats come back all the same."""
    day = a_day(tmp_path, EIGHT)
    before = team(day)
    closed(day, 2)
    assert reopened(day.at(TEN), 2)[0] == "Denez F. reprend «\u00a0ligne 2, injection\u00a0»."
    assert team(day) == before


@pytest.mark.parametrize("at", [EIGHT, TEN])
def test_who_took_another_seat_at_these_hours_does_not_get_it_back(tmp_path: Path, at: datetime) -> None:
    """It is said; before the session the seat comes back open and nobody is told of it; during it Denez stays gone."""
    day = a_day(tmp_path, at)
    closed(day, 2)
    told = day.told()
    elsewhere(day.at(day.store.now() + LATER), "Denez")
    first = reopened(day.at(day.store.now() + 2 * LATER), 2)[0]
    assert first == (
        "Denez F. tient maintenant un autre poste à ces heures\u00a0: «\u00a0ligne 2, injection\u00a0» est à pourvoir."
        if at == EIGHT
        else "Denez F. n’est plus là\u00a0: «\u00a0ligne 2, injection\u00a0» reste vide jusqu’à la fin."
    )
    assert day.told() == told
    seat = day.seat("injector", 2)
    if at == EIGHT:
        assert (seat.holder, seat.state) == (NOBODY, SeatState.OPEN)
    else:
        row = day.read().sheet.of_person(day.id("Denez"))
        assert row is not None
        assert row.left_at == TEN


def test_a_seat_held_before_the_closing_keeps_nobody_out(tmp_path: Path) -> None:
    """Two seats at once was so before: it is so again."""
    day = a_day(tmp_path, EIGHT)
    elsewhere(day.at(EIGHT - LATER), "Denez")
    closed(day, 2)
    reopened(day, 2)
    assert day.seat("injector", 2).holder.person_id == day.id("Denez")


def test_who_left_where_the_closing_had_sent_them_is_not_put_back(tmp_path: Path) -> None:
    """Denez moved, then gave it up: the seat given stays as it is, his own is to be staffed."""
    day = a_day(tmp_path, EIGHT)
    absent(day, "Corentin")
    closed(day, 2)
    written(day, day.seat("injector", 1), holder=NOBODY, state=SeatState.OPEN)
    first = reopened(day, 2)[0]
    assert (
        first
        == "Denez F. a quitté la place donnée par la fermeture\u00a0: «\u00a0ligne 2, injection\u00a0» est à pourvoir."
    )
    states = [(day.seat("injector", line).holder, day.seat("injector", line).state) for line in (1, 2)]
    assert states == [(NOBODY, SeatState.OPEN)] * 2


def test_a_partner_is_expected_again(tmp_path: Path) -> None:
    """The town hall gives reception on line 1: its seat is confirmed again, and one is told to call it."""
    day = a_day(tmp_path, EIGHT)
    closed(day, 1)
    assert "Prévenez Mairie d’Auray\u00a0: ses personnes sont de nouveau attendues." in reopened(day, 1)
    seat = day.seat("reception", 1)
    assert (seat.holder.partner_id, seat.state) == (TOWN_HALL, SeatState.ACKNOWLEDGED)


@pytest.mark.parametrize("at", [EIGHT, TEN])
def test_lines_that_moved_the_same_people_reopen_in_reverse(tmp_path: Path, at: datetime) -> None:
    """Denez went to line 1, which closed next: line 1 first, then line 2, and all is as it was."""
    day = a_day(tmp_path, at)
    absent(day, "Corentin")
    before, sheet = team(day), day.sheet()
    closed(day, 2)
    closed(day.at(at + LATER), 1)
    with pytest.raises(InvalidInput, match="Rouvrez d’abord la ligne 1"):
        preview_reopening(COORDINATOR, day.at(at + 2 * LATER).store, SESSION, 2)
    reopened(day.at(at + 2 * LATER), 1)
    reopened(day.at(at + 3 * LATER), 2)
    assert (team(day), day.sheet()) == (before, sheet)


def test_a_seat_that_comes_back_open_is_offered_to_whoever_waits(tmp_path: Path) -> None:
    """Fañch waited for this session: the seat that Denez does not get back is kept for him."""
    day = a_day(tmp_path, EIGHT)
    closed(day, 2)
    join(day.me("Fañch"), day.store, day.id("Fañch"), SESSION, ["injector"])
    elsewhere(day.at(EIGHT + LATER), "Denez")
    assert ("offer", "Fañch") not in day.told()
    reopened(day.at(EIGHT + LATER), 2)
    assert ("offer", "Fañch") in day.told()


def test_who_was_freed_and_took_the_place_given_to_another_keeps_it_alone(tmp_path: Path) -> None:
    """Closing line 1 sent Bleuenn to prepare on line 2 and freed Corentin, who prepares there instead of her since."""
    day = a_day(tmp_path, EIGHT)
    written(day, day.seat("reception", 2), holder=Holder(day.id("Fañch")), state=SeatState.ACKNOWLEDGED)
    closed(day, 1)
    written(
        day.at(EIGHT + LATER),
        day.seat("dose_preparer", 2),
        holder=Holder(day.id("Corentin")),
        state=SeatState.PUBLISHED,
    )
    reopened(day.at(EIGHT + 2 * LATER), 1)
    with day.store.reading() as conn:
        holders = [
            seat.holder.person_id for seat in seats.of_session(conn, SESSION) if seat.state is not SeatState.OPEN
        ]
    assert holders.count(day.id("Corentin")) == 1
    assert day.seat("dose_preparer", 2).holder.person_id == day.id("Corentin")


def test_who_came_all_the_same_is_expected_again_and_counted_once(tmp_path: Path) -> None:
    """Freed before the start, Denez came « en plus »: reopened, he is on the sheet once, at his own seat, and paid once."""
    day = a_day(tmp_path, EIGHT)
    closed(day, 2)
    day = day.at(STARTS + timedelta(minutes=10))
    add_extra(COORDINATOR, day.store, SESSION, day.id("Denez"), role="injector", line=1)
    reopened(day, 2)
    assert [one for one in day.sheet() if one[0] == "Denez"] == [("Denez", "present")]
    close_attendance(COORDINATOR, day.at(ENDS + LATER).store, SESSION)
    found = read_vacations(COORDINATOR, day.store, week_of(MONDAY)).vacations
    assert len([one for one in found if one.person is not None and one.person.given_name == "Denez"]) == 1


def test_after_the_session_has_moved_nobody_is_confirmed_nor_in_two_places(tmp_path: Path) -> None:
    """Its new hours were asked of nobody: Fañch is to confirm; Denez, who has another seat then, is not put back."""
    day = a_day(tmp_path, THURSDAY)
    with day.store.transaction() as conn:
        held = Seat(SeatId("autre"), NEXT, "injector", 1, 1, Holder(day.id("Denez")), SeatState.ACKNOWLEDGED)
        seats.insert(conn, [held], THURSDAY)
    closed(day.at(THURSDAY + LATER), 2)
    with day.store.reading() as conn:
        session = sessions.find(conn, SESSION)
    assert session is not None
    day = day.at(THURSDAY + 2 * LATER)
    move_session(COORDINATOR, day.store, SESSION, session.revision, MONDAY + timedelta(days=1), time(9), time(13))
    reopened(day.at(THURSDAY + 3 * LATER), 2)
    assert day.seat("injector", 2).holder == NOBODY
    with day.store.reading() as conn:
        states = {seat.state for seat in seats.of_session(conn, SESSION) if seat.holder.person_id is not None}
    assert states == {SeatState.PUBLISHED}


def test_a_closing_that_does_not_say_what_it_changed_is_not_undone(tmp_path: Path) -> None:
    """Nothing is guessed: one sentence says where to go instead."""
    day = a_day(tmp_path, EIGHT)
    closed(day, 2)
    with day.store.transaction() as conn:
        (found,) = opening.closings_of(conn, SESSION)
        opening.drop_closing(conn, found.id)
        opening.add_closing(conn, replace(found, trace=None))
    with pytest.raises(InvalidInput, match="depuis le planning"):
        preview_reopening(COORDINATOR, day.store, SESSION, 2)


def test_what_was_read_over_must_still_hold(tmp_path: Path) -> None:
    """Denez takes another seat between the sentence and the gesture: nothing reopens."""
    day = a_day(tmp_path, EIGHT)
    closed(day, 2)
    preview = preview_reopening(COORDINATOR, day.store, SESSION, 2)
    elsewhere(day.at(EIGHT + LATER), "Denez")
    before = team(day)
    with pytest.raises(StaleRevision, match="Rien n’est rouvert"):
        reopen_line(COORDINATOR, day.store, SESSION, 2, preview.expected)
    assert team(day) == before


def test_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault while telling people leaves the line closed."""
    day = a_day(tmp_path, EIGHT)
    closed(day, 2)
    before, preview = team(day), preview_reopening(COORDINATOR, day.store, SESSION, 2)
    monkeypatch.setattr(module, "tell_changes", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reopen_line(COORDINATOR, day.store, SESSION, 2, preview.expected)
    assert team(day) == before
    assert [one.line for one in day.read().closed] == [2]


def test_refusals(tmp_path: Path) -> None:
    """A line that is open, someone else's session, a session that is over or whose attendance is closed."""
    day = a_day(tmp_path, EIGHT)
    with pytest.raises(InvalidInput, match="pas fermée"):
        preview_reopening(COORDINATOR, day.store, SESSION, 2)
    closed(day, 2)
    expected = preview_reopening(COORDINATOR, day.store, SESSION, 2).expected
    with pytest.raises(NotAllowed):
        reopen_line(lead_actor(NEXT), day.store, SESSION, 2, expected)
    with pytest.raises(InvalidInput, match=r"terminée\u00a0: une ligne fermée ne se rouvre plus"):
        reopen_line(COORDINATOR, day.at(ENDS).store, SESSION, 2, expected)
    close_attendance(COORDINATOR, day.at(TEN).store, SESSION)
    with pytest.raises(InvalidInput, match=r"terminée\u00a0: une ligne fermée ne se rouvre plus"):
        reopen_line(COORDINATOR, day.at(TEN).store, SESSION, 2, expected)
