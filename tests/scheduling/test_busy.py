"""Calendars pasted from outside: what counts as busy, and what is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import PARIS
from app.core.errors import InvalidInput, ReleveError, UnreadableFile
from app.core.intervals import Interval
from app.scheduling import busy as room
from app.scheduling.busy import busy_intervals, merged
from tests.scheduling.builders import paris

WINDOW = Interval(paris(2026, 11, 23), paris(2027, 1, 4))


def a_calendar(*components: str) -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//essai//FR", *components, "END:VCALENDAR", ""))


def an_event(*lines: str, uid: str = "1") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"))


def read(*components: str) -> list[str]:
    """Busy intervals as wall times in Paris: ``30/11 09:00 > 30/11 12:00``."""
    found = busy_intervals(a_calendar(*components), WINDOW)
    return [" > ".join(f"{at.astimezone(PARIS):%d/%m %H:%M}" for at in (one.start, one.end)) for one in found]


MORNING = ("DTSTART;TZID=Europe/Paris:20261130T090000", "DTEND;TZID=Europe/Paris:20261130T120000")


@pytest.mark.parametrize(
    "lines",
    [
        MORNING,
        ("DTSTART:20261130T090000", "DURATION:PT3H"),
        ("DTSTART:20261130T080000Z", "DTEND:20261130T110000Z"),
        ("DTSTART;TZID=Romance Standard Time:20261130T090000", "DURATION:PT3H"),
        ("DTSTART;TZID=Chez moi:20261130T090000", "DURATION:PT3H"),
        ("DTSTART;TZID=America/New_York:20261130T030000", "DURATION:PT3H"),
    ],
)
def test_the_same_morning_however_it_is_written(lines: tuple[str, ...]) -> None:
    """Zone, floating (Paris), UTC, Outlook's names, an unknown zone (Paris), another zone."""
    assert read(an_event(*lines)) == ["30/11 09:00 > 30/11 12:00"]


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"])
def test_events_that_take_no_time_are_left_out(line: str) -> None:
    """Free and cancelled ones; a tentative one counts."""
    assert read(an_event(*MORNING, line)) == []
    assert read(an_event(*MORNING, "STATUS:TENTATIVE")) == ["30/11 09:00 > 30/11 12:00"]


def test_all_day_events_take_civil_days_in_paris() -> None:
    """One day; three days."""
    assert read(an_event("DTSTART;VALUE=DATE:20261130")) == ["30/11 00:00 > 01/12 00:00"]
    assert read(an_event("DTSTART;VALUE=DATE:20261130", "DTEND;VALUE=DATE:20261203")) == ["30/11 00:00 > 03/12 00:00"]


def test_a_weekly_habit_of_years_is_expanded_within_the_window() -> None:
    """Mondays since 2020, one excluded, until 14 December at 8 UTC (9 in Paris, included)."""
    event = an_event(
        "DTSTART;TZID=Europe/Paris:20200106T090000", "DTEND;TZID=Europe/Paris:20200106T120000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214T080000Z", "EXDATE;TZID=Europe/Paris:20261207T090000",
    )  # fmt: skip
    assert read(event) == ["23/11 09:00 > 23/11 12:00", "30/11 09:00 > 30/11 12:00", "14/12 09:00 > 14/12 12:00"]


def test_every_second_week_keeps_its_rhythm_after_years() -> None:
    """From Monday 6 January 2020 every 14 days: 30 November 2026 is day 2520 = 180 × 14."""
    event = an_event("DTSTART:20200106T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2")
    assert read(event) == [f"{day} 09:00 > {day} 10:00" for day in ("30/11", "14/12", "28/12")]


def test_a_rule_keeps_its_wall_time_over_a_change_of_hour() -> None:
    """9:00 in October is 9:00 in December."""
    event = an_event("DTSTART;TZID=Europe/Paris:20261005T090000", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;COUNT=3")
    assert read(event) == ["05/12 09:00 > 05/12 10:00"]


def test_a_moved_occurrence_stands_where_it_was_moved() -> None:
    """The second Monday goes to Tuesday; a cancelled one just goes."""
    master = an_event(*MORNING, "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = an_event("RECURRENCE-ID;TZID=Europe/Paris:20261207T090000", "DTSTART:20261208T090000", "DURATION:PT3H")
    dropped = an_event(
        "RECURRENCE-ID;TZID=Europe/Paris:20261214T090000",
        "DTSTART:20261214T090000",
        "DURATION:PT3H",
        "STATUS:CANCELLED",
    )
    assert read(master, moved, dropped) == ["30/11 09:00 > 30/11 12:00", "08/12 09:00 > 08/12 12:00"]


def test_added_dates_count_once() -> None:
    """RDATE beside a rule."""
    assert read(an_event(*MORNING, "RDATE;TZID=Europe/Paris:20261202T090000,20261130T090000")) == [
        "30/11 09:00 > 30/11 12:00",
        "02/12 09:00 > 02/12 12:00",
    ]


def test_free_busy_calendars_are_read() -> None:
    """What « disponibilités seulement » addresses publish."""
    found = read(
        "BEGIN:VFREEBUSY\r\nUID:2\r\nDTSTAMP:20261101T000000Z\r\n"
        "FREEBUSY;FBTYPE=BUSY:20261130T080000Z/20261130T100000Z,20261201T080000Z/PT1H\r\n"
        "FREEBUSY;FBTYPE=FREE:20261202T080000Z/PT1H\r\nEND:VFREEBUSY"
    )
    assert found == ["30/11 09:00 > 30/11 11:00", "01/12 09:00 > 01/12 10:00"]


def test_events_are_merged_and_cut_to_the_window() -> None:
    """Nothing tells how many there were, nor what lies outside."""
    before = an_event("DTSTART:20261101T090000", "DTEND:20261123T100000")
    overlap = an_event("DTSTART:20261123T093000", "DTEND:20261123T110000", uid="2")
    assert read(before, overlap) == ["23/11 00:00 > 23/11 11:00"]


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:2026-11-30", "DURATION:PT1H"),
        ("DURATION:PT1H",),
        ("DTSTART:20261130T090000", "DTEND:20261129T090000"),
        ("DTSTART:20261130T090000", "DURATION:-PT1H"),
        ("DTSTART:00010101T000000Z", "DURATION:PT1H"),
        ("DTSTART:20261130T090000",),
    ],
)
def test_an_event_that_takes_no_readable_time_is_passed_over(lines: tuple[str, ...]) -> None:
    """The others of the calendar still count."""
    assert read(an_event(*lines), an_event(*MORNING, uid="2")) == ["30/11 09:00 > 30/11 12:00"]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=-1",
     "FREQ=DAILY;BYSETPOS=300", "INTERVAL=2"],
)  # fmt: skip
def test_rules_that_are_broken_or_never_end_are_refused(rule: str) -> None:
    """One sentence, and at once."""
    with pytest.raises(UnreadableFile, match=r"répétition|ne se lit pas"):
        read(an_event("DTSTART:19700101T000000", "DURATION:PT1H", f"RRULE:{rule}"))


def test_a_rule_dense_as_minutes_is_refused() -> None:
    """1,440 a day over the window is more than any agenda holds."""
    hours, minutes = ",".join(map(str, range(24))), ",".join(map(str, range(60)))
    with pytest.raises(UnreadableFile, match="trop de répétitions"):
        read(
            an_event("DTSTART:20200101T000000", "DURATION:PT1M", f"RRULE:FREQ=DAILY;BYHOUR={hours};BYMINUTE={minutes}")
        )


def test_rules_that_never_fall_are_refused_after_a_few() -> None:
    """30 February, again and again: one is an oddity, five are an attack."""
    rule = ("DTSTART:20261130T090000", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    with pytest.raises(UnreadableFile, match="trop de répétitions"):
        read(*(an_event(*rule, uid=str(number)) for number in range(50)))
    with pytest.raises(UnreadableFile):
        busy_intervals(a_calendar(*[an_event(*MORNING)] * (room.MAX_EVENTS + 1)), WINDOW)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "ne se lit pas"),
        ("bonjour", "ne se lit pas"),
        ("<!DOCTYPE html><html><body>Connexion</body></html>", "page web"),
        (a_calendar(an_event(*MORNING))[:90], "ne se lit pas"),
        ("BEGIN:VCALENDAR\r\n" * 2000, "ne se lit pas"),
        ("BEGIN:VCALENDAR\r\n" + "X" * (room.MAX_BYTES + 1), "trop gros"),
    ],
)
def test_what_is_no_calendar_is_refused_in_a_sentence(text: str, words: str) -> None:
    """Empty, text, a login page, a truncated body, nested openings, 2 MB."""
    with pytest.raises(UnreadableFile, match=words):
        busy_intervals(text, WINDOW)


def test_a_calendar_cannot_redefine_a_zone() -> None:
    """Its own Europe/Paris, 12 hours off, is ignored."""
    liar = (
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+1200\r\n"
        "TZOFFSETTO:+1200\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    assert read(liar, an_event(*MORNING)) == ["30/11 09:00 > 30/11 12:00"]
    stranger = liar.replace("Europe/Paris", "Ailleurs")
    assert read(stranger, an_event("DTSTART;TZID=Ailleurs:20261130T090000", "DURATION:PT3H")) == [
        "30/11 09:00 > 30/11 12:00"
    ]


def test_bytes_with_a_mark_and_nul_characters_are_read() -> None:
    """As some servers send them."""
    text = a_calendar(an_event(*MORNING, "SUMMARY:Rendez-vous\x00 privé"))
    assert busy_intervals("\ufeff".encode() + text.encode(), WINDOW) == busy_intervals(
        a_calendar(an_event(*MORNING)), WINDOW
    )


def test_a_window_over_400_days_is_refused() -> None:
    """It would cost too much to expand."""
    with pytest.raises(InvalidInput):
        busy_intervals(a_calendar(), Interval(paris(2026, 1, 1), paris(2027, 12, 31)))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=12))
def test_merged_intervals_are_apart_and_cover_the_same_minutes(rows: list[tuple[int, int]]) -> None:
    """Union, in order, no two touching."""

    def at(minute: int) -> Interval:
        return Interval(
            paris(2026, 11, 30, minute // 60, minute % 60), paris(2026, 11, 30, (minute + 1) // 60, (minute + 1) % 60)
        )

    wanted = [Interval(at(start).start, at(start + length - 1).end) for start, length in rows]
    union = merged(wanted)
    assert all(one.end < other.start for one, other in pairwise(union))
    for minute in range(90):
        assert any(at(minute).overlaps(one) for one in union) == any(at(minute).overlaps(one) for one in wanted)


LINES = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "UID:1", "DTSTART:20261130T090000", "DTSTART;VALUE=DATE:20261130",
     "DTEND:20261130T120000Z", "DTSTART;TZID=:1", "RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=MONTHLY;UNTIL=x", "RRULE:", "EXDATE:20261130T090000,x",
     "RDATE;VALUE=PERIOD:20261130T090000Z/PT2H", "RECURRENCE-ID:20261130T090000", "DURATION:P1W", "DURATION:x", "TRANSP", ":", ";=:", " suite"]
)  # fmt: skip


@given(st.lists(LINES, max_size=14))
def test_hostile_lines_give_intervals_or_a_sentence_never_a_crash(lines: list[str]) -> None:
    """Whatever is pasted."""
    try:
        found = busy_intervals(a_calendar("BEGIN:VEVENT", *lines, "END:VEVENT"), WINDOW)
    except ReleveError:
        return
    assert all(WINDOW.start <= one.start < one.end <= WINDOW.end for one in found)
