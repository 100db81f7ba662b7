"""The bytes of a calendar: what each bar of a trusted subscription asks of them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.clock import PARIS, paris_instant
from app.core.errors import InvalidInput
from app.feeds.calendar import build
from app.feeds.feed import MAX_BYTES, Audience, Elsewhere, EventStatus, Notice
from app.feeds.tombstone import tombstone
from app.scheduling.centre import Place
from tests.feeds.a_feed import a_feed, an_event, unfolded, values

ANY_TEXT = st.text(st.characters(), max_size=120)


def test_a_whole_calendar_reads_as_written() -> None:
    """One shift, every line as a phone receives it."""
    assert unfolded(build(a_feed(an_event(), reminders=(60,)))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//releve//releve-cpts//FR",
        "CALSCALE:GREGORIAN",
        "NAME:Vacations de Zoé Œil",
        "X-WR-CALNAME:Vacations de Zoé Œil",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Paris",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:Ligne 2 · Injection — Centre du Pratel",
        "DTSTART;TZID=Europe/Paris:20261130T090000",
        "DTEND;TZID=Europe/Paris:20261130T130000",
        "DTSTAMP:20261126T160500Z",
        "UID:01939f00-0000-7000-8000-000000000000@releve",
        "SEQUENCE:1",
        "DESCRIPTION:Rôle : injection\\nLigne : 2\\n"
        "Confirmé. Si vous ne pouvez plus\\, prévenez la coordination.\\nAccès : Entrée par la cour\\n"
        "Contact du centre : Accueil du centre\\n"
        "Votre page (téléphone du centre\\, prochaines vacations) : https://releve.exemple.fr/calendrier/jeton",
        "GEO:47.6689;-2.9812",
        "LAST-MODIFIED:20261126T160500Z",
        "LOCATION:Salle du Pratel\\, 12 rue du Pratel\\, Auray",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://releve.exemple.fr/calendrier/jeton",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Ligne 2 · Injection — Centre du Pratel",
        "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_another_process_writes_the_same_bytes() -> None:
    """Nothing of the process (hash seed, clock, random ids) reaches the bytes; order of events given does not either."""
    script = (
        "import sys; from tests.feeds.a_feed import *; from app.feeds.calendar import build;"
        "sys.stdout.buffer.write(build(a_feed(an_event(2), an_event(0), an_event(1))))"
    )
    here = build(a_feed(an_event(0), an_event(1), an_event(2)))
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        )
        assert done.stdout == here


def test_nothing_that_makes_clients_misbehave_is_written() -> None:
    """No METHOD, ATTENDEE, ORGANIZER; no UID outside an event; no reminder nobody asked for; one time zone, first."""
    lines = unfolded(build(a_feed(an_event(0), an_event(1))))
    names = {line.partition(":")[0].partition(";")[0] for line in lines}
    assert names.isdisjoint({"METHOD", "ATTENDEE", "ORGANIZER"})
    assert "BEGIN:VALARM" not in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1
    head = lines[: lines.index("BEGIN:VEVENT")]
    assert "BEGIN:VTIMEZONE" in head
    assert len(head) - head.index("BEGIN:VTIMEZONE") <= 20
    assert not any(line.startswith("UID") for line in head)


def test_an_event_says_where_and_whom_to_ask() -> None:
    """Place, position and centre's contact are there; a mobile session goes to its own site and has no position."""
    mobile = an_event(1, site="EHPAD du Loch, Auray")
    body = build(a_feed(an_event(0), mobile))
    assert values(body, "LOCATION") == ["Salle du Pratel\\, 12 rue du Pratel\\, Auray", "EHPAD du Loch\\, Auray"]
    assert values(body, "GEO") == ["47.6689;-2.9812"]


@pytest.mark.parametrize(
    ("changes", "title", "status", "transparency"),
    [
        ({}, "Ligne 2 · Injection — Centre du Pratel", "CONFIRMED", "OPAQUE"),
        ({"status": EventStatus.TENTATIVE}, "Ligne 2 · Injection — Centre du Pratel", "TENTATIVE", "OPAQUE"),
        ({"line": None, "role": "accueil"}, "Accueil — Centre du Pratel", "CONFIRMED", "OPAQUE"),
        (
            {"status": EventStatus.CANCELLED},
            "ANNULÉ – Ligne 2 · Injection — Centre du Pratel",
            "CANCELLED",
            "TRANSPARENT",
        ),
    ],
)
def test_a_title_says_seat_centre_and_cancellation(
    changes: dict[str, object], title: str, status: str, transparency: str
) -> None:
    """Outlook ignores STATUS, so a cancelled shift says so in its title too, and frees the time."""
    body = build(a_feed(an_event(**changes)))
    found = [values(body, name) for name in ("SUMMARY", "STATUS", "TRANSP")]
    assert found == [[title], [status], [transparency]]


def test_a_volunteers_feed_holds_no_other_name_and_the_partners_none() -> None:
    """A holder's name reaches the coordination only, although the event carries it."""
    event = an_event(holder="Clarisse Palude")
    shown = {audience: b"Clarisse" in build(a_feed(event, audience=audience)) for audience in Audience}
    assert shown == {Audience.HOLDER: False, Audience.COORDINATION: True, Audience.PARTNER: False}


def test_reminders_are_two_at_most_and_never_on_a_cancelled_shift() -> None:
    """Three asked give two; a cancelled shift must not ring; nobody else's shifts ring."""
    body = build(a_feed(an_event(0), an_event(1, status=EventStatus.CANCELLED), reminders=(30, 60, 1440)))
    assert values(body, "TRIGGER") == ["-PT30M", "-PT1H"]
    assert values(build(a_feed(an_event(0), audience=Audience.COORDINATION, reminders=(60,))), "TRIGGER") == []


@settings(max_examples=150, deadline=None)
@given(name=ANY_TEXT, role=ANY_TEXT, site=ANY_TEXT, note=ANY_TEXT)
@example(name="D’Œil 👩🏽‍⚕️", role="a;b,c\\d", site="l1\r\nl2\nl3\rl4", note="\ufeff\x00\x1b[31m\u2028\u0085\ud800")
@example(name="", role="0\\N", site="a\\nb", note="")
@example(name="é" * 120, role="👩🏽‍⚕️" * 20, site='"' * 90, note="x" * 74 + "é")
def test_any_text_gives_short_clean_lines_that_read_back(name: str, role: str, site: str, note: str) -> None:
    """Whatever people are called: lines of 75 octets at most, valid UTF-8 each, no control character, text kept."""
    place = Place("Salle", access_note=note)
    body = build(a_feed(an_event(role=role, site=site, centre=name, place=place), name=name))
    unfolded(body)
    read = icalendar.Calendar.from_ical(body)
    event = read.walk("VEVENT")[0]
    kept = "".join(c for c in role if c.isalnum() and c.isascii()).casefold()
    shown = "".join(c for c in str(event["SUMMARY"]) if c.isascii()).casefold()
    position = 0
    for letter in kept:
        position = shown.index(letter, position) + 1
    assert event["UID"] == f"{an_event().seat_id}@releve"


NIGHTS = [date(2026, 10, 24), date(2027, 3, 27), date(2026, 12, 24)]


@settings(max_examples=150, deadline=None)
@given(
    night=st.sampled_from(NIGHTS),
    first=st.integers(0, 24 * 4),
    quarters=st.integers(1, 48),
)
@example(night=NIGHTS[0], first=4 * 4 + 26, quarters=1)
@example(night=NIGHTS[1], first=5 * 4, quarters=4 * 11)
def test_shifts_over_the_clock_changes_keep_their_length(night: date, first: int, quarters: int) -> None:
    """Over both nights of 2026-2027, a shift of any length on any quarter reads back at the same instants."""
    start = datetime.combine(night, time(8), PARIS).astimezone(UTC) + timedelta(minutes=15 * first)
    event = an_event(starts_at=start, ends_at=start + timedelta(minutes=15 * quarters))
    read = icalendar.Calendar.from_ical(build(a_feed(event))).walk("VEVENT")[0]
    found = tuple(read[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))
    assert found == (event.starts_at, event.ends_at)


def test_a_bound_in_the_doubled_hour_is_written_in_utc() -> None:
    """02:30 happens twice on 25 October 2026: both bounds are then in UTC, and an hour stays an hour."""
    night = date(2026, 10, 25)
    starts, ends = paris_instant(night, time(2, 30)), paris_instant(night, time(2, 30), fold=1)
    lines = unfolded(build(a_feed(an_event(starts_at=starts, ends_at=ends))))
    assert [line for line in lines if line.startswith(("DTSTART:2026", "DTEND"))] == [
        "DTSTART:20261025T003000Z",
        "DTEND:20261025T013000Z",
    ]


def test_a_bound_in_the_missing_hour_is_refused() -> None:
    """02:30 on 28 March 2027 does not exist: no event can begin there."""
    with pytest.raises(InvalidInput):
        paris_instant(date(2027, 3, 28), time(2, 30))


def test_four_thousand_seats_split_with_a_notice_and_stay_under_the_limit() -> None:
    """The coming days first, then a notice on the first day left out that names the calendars by line."""
    events = [
        an_event(day, seat_id=f"{day:04}-{rank:04}", line=rank % 5 + 1, holder="Clarisse Palude-Deslandes")
        for day in range(-20, 140)
        for rank in range(25)
    ]
    lines = (Elsewhere("Ligne 1", "https://releve.exemple.fr/calendrier/un.ics"),)
    body = build(a_feed(*events, audience=Audience.COORDINATION, elsewhere=lines))
    assert len(events) == 4000
    assert len(body) < MAX_BYTES
    uids = values(body, "UID")
    shown = [uid for uid in uids if uid != "suite@releve"]
    first_missing = date(2026, 11, 30) + timedelta(days=len(shown) // 25 - 4)
    assert len(shown) % 25 == 0, "a day is whole or absent"
    assert len(shown) > 1_000
    assert shown[0].startswith("-004-0000"), "today's seats come before past ones"
    assert f"DTSTART;VALUE=DATE:{first_missing:%Y%m%d}" in unfolded(body)
    assert "https://releve.exemple.fr/calendrier/un.ics" in values(body, "DESCRIPTION")[-1]


def test_too_many_past_seats_are_dropped_without_a_notice() -> None:
    """When everything to come fits, only the oldest days are left out and nothing needs saying."""
    events = [an_event(day, seat_id=f"{day:04}-{rank:04}") for day in range(-30, 1) for rank in range(100)]
    body = build(a_feed(*events, audience=Audience.COORDINATION))
    assert len(body) < MAX_BYTES
    assert "suite@releve" not in values(body, "UID")
    assert values(body, "UID")[-1] == "0000-0099@releve"


def test_an_old_address_says_that_it_changed_and_nothing_else() -> None:
    """A valid calendar with one all-day notice over thirty days, the same whenever it is read."""
    body = build(tombstone(datetime(2026, 11, 26, 16, 5, tzinfo=UTC), "avis"))
    lines = unfolded(body)
    assert lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261126" in lines
    assert "DTEND;VALUE=DATE:20261226" in lines
    assert values(body, "SUMMARY") == ["Ce calendrier a changé d’adresse : demandez votre nouveau lien"]


def test_a_whole_day_moves_and_is_cancelled_like_a_shift() -> None:
    """Its number goes up with its day, and a cancelled one says so to the clients that read the status."""
    day = date(2026, 12, 15)
    standing = Notice("x", day, day + timedelta(days=1), datetime(2026, 11, 26, 16, tzinfo=UTC), "Échéance", "À faire")
    moved = Notice(
        "x", day, day + timedelta(days=1), standing.at, "ANNULÉ – Échéance", "", sequence=2, is_cancelled=True
    )
    first, second = (
        icalendar.Calendar.from_ical(build(a_feed(notices=(one,)))).walk("VEVENT")[0] for one in (standing, moved)
    )
    assert (first["SEQUENCE"], first.get("STATUS"), first["DTSTART"].dt) == (0, None, day)
    assert (second["SEQUENCE"], second["STATUS"], second["UID"]) == (2, "CANCELLED", first["UID"])
