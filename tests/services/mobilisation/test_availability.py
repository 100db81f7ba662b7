"""Answers, appointments, busy times and second doses."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, StaleRevision, UnreadableFile
from app.core.ids import PersonId, SessionId, new_id
from app.scheduling.openings import Hours, SessionTemplate, plan_opening
from app.services.mobilisation.record_answers import record_answers
from app.services.rota.change_session import move_session, read_appointments, record_appointments
from app.services.rota.propose_rota import presumed_answers, propose_rota
from app.services.rota.read_rota import read_rota
from app.services.rota.set_up_centre import open_sessions
from app.services.slots.busy_times import import_duties, paste, read_address
from app.services.slots.remote_calendar import fetch_calendar, public_address
from app.store.database import Store
from tests.builders import COORDINATOR, MONDAY, a_centre, a_store, a_team

BUSY_MONDAY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//FR
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART:20261130T073000Z
DTEND:20261130T093000Z
SUMMARY:Un secret
END:VEVENT
END:VCALENDAR
"""


def test_an_answer_changed_meanwhile_is_refused_whole(tmp_path: Path) -> None:
    """The screen showed nothing, someone answered since: nothing of the second form is written."""
    store = a_store(tmp_path)
    a_centre(store)
    team = a_team(store)
    morning, afternoon = (session.id for session in read_rota(COORDINATOR, store).sessions)
    anne, bleuenn = team["Anne"].id, team["Bleuenn"].id
    record_answers(COORDINATOR, store, {(anne, morning): "no"})
    form: dict[tuple[PersonId, SessionId], str | None] = {(bleuenn, afternoon): "yes", (anne, morning): "yes"}
    with pytest.raises(StaleRevision):
        record_answers(COORDINATOR, store, form, seen=dict.fromkeys(form))
    assert dict(read_rota(COORDINATOR, store).horizon.answers) == {(anne, morning): "no"}


def test_an_answer_outside_the_three_words_is_refused(tmp_path: Path) -> None:
    """« peut-être » is no answer."""
    store = a_store(tmp_path)
    with pytest.raises(InvalidInput, match="si besoin"):
        record_answers(COORDINATOR, store, {(PersonId("p"), SessionId("s")): "maybe"})


def test_a_busy_calendar_takes_its_hours_away_and_keeps_nothing_else(tmp_path: Path) -> None:
    """The physician is busy on Monday morning: the morning can't open, the afternoon can; no title is stored."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    team = a_team(store)
    assert paste(COORDINATOR, store, team["Anne"].id, BUSY_MONDAY) == 1
    plan = propose_rota(COORDINATOR, store, centre)
    assert [one.open for one in plan.sessions] == [0, 1]
    assert b"secret" not in store.folder.database.read_bytes()
    wal = store.folder.database.with_name("releve.sqlite3-wal")
    assert not wal.exists() or b"secret" not in wal.read_bytes()


def test_a_calendar_address_is_fetched_and_remembered(tmp_path: Path) -> None:
    """The body comes from the fetcher; what it answers must be a calendar."""
    store = a_store(tmp_path)
    anne = a_team(store)["Anne"].id
    assert (
        read_address(COORDINATOR, store, anne, "https://agenda.example/x.ics", fetch=lambda _u: BUSY_MONDAY.encode())
        == 1
    )
    with pytest.raises(UnreadableFile):
        read_address(COORDINATOR, store, anne, "https://agenda.example/", fetch=lambda _u: b"<html></html>")
    with store.reading() as conn:
        assert [tuple(r) for r in conn.execute("SELECT person_id, url FROM busy_calendar")] == [
            (anne, "https://agenda.example/x.ics")
        ]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.8", "169.254.169.254", "::1", "192.168.1.1", ""])
def test_an_address_inside_a_private_network_is_never_asked(host: str) -> None:
    """A pasted address can't make the server speak to its own network."""
    with pytest.raises(InvalidInput, match="agenda public"):
        public_address(host, 443)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bonjour",
        "ftp://agenda.example/x",
        "https://agenda.example:99999/x",
        "http://[::1",
        "file:///etc/passwd",
        "http://192.0.2.1/\x7f",
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(url: str) -> None:
    """Another scheme, an impossible port, half an address: nothing is asked of any network."""
    with pytest.raises(InvalidInput, match="adresse de calendrier"):
        fetch_calendar(url)


def test_who_is_on_duty_is_not_free(tmp_path: Path) -> None:
    """A line of the out-of-hours rota over Monday morning turns the habit into a « non »."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    anne = a_team(store)["Anne"].id
    duties = "personne;date;debut;fin\nAnne Fictif;30/11/2026;08:00;12:00\nInconnue;30/11/2026;08:00;12:00\n"
    rota = import_duties(COORDINATOR, store, duties)
    assert (len(rota.duties), [one.line for one in rota.rejected]) == (1, [3])
    view = read_rota(COORDINATOR, store, centre)
    answers, _people = presumed_answers(view.horizon, centre)
    assert [answers.get((anne, session.id)) for session in view.sessions] == ["no", "yes"]


def booked(store: Store) -> list[int | None]:
    return [session.appointments for session in read_rota(COORDINATOR, store).sessions]


def test_appointments_are_typed_or_read_from_a_file(tmp_path: Path) -> None:
    """Refused lines say why; nothing is written before it is asked."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    content = "seance;rendez_vous\n2026-11-30 matin;38\n2026-11-30 après-midi;beaucoup\n2027-01-01 matin;3\nhier;3\n"
    read = read_appointments(COORDINATOR, store, centre, content.encode())
    assert booked(store) == [None, None]
    assert [line.replace("\u00a0", " ").split(" : ")[0] for line in read.refused] == ["Ligne 3", "Ligne 4", "Ligne 5"]
    record_appointments(COORDINATOR, store, read.counts)
    assert booked(store) == [38, None]
    with pytest.raises(UnreadableFile):
        read_appointments(COORDINATOR, store, centre, b"a;b\n1;2\n")
    with pytest.raises(InvalidInput):
        record_appointments(COORDINATOR, store, dict.fromkeys(read.counts, -1))


def test_a_moved_session_raises_its_sequence(tmp_path: Path) -> None:
    """New wall times, same seats; an end before the start is refused."""
    from datetime import time

    store = a_store(tmp_path)
    a_centre(store)
    session = read_rota(COORDINATOR, store).sessions[0]
    move_session(COORDINATOR, store, session.id, session.revision, MONDAY, time(10), time(13))
    moved = read_rota(COORDINATOR, store).sessions[0]
    assert (moved.starts, moved.sequence, moved.revision) == (time(10), 1, session.revision + 1)
    with pytest.raises(InvalidInput, match="finirait"):
        move_session(COORDINATOR, store, session.id, moved.revision, MONDAY, time(10), time(9))


def test_a_moved_night_still_ends_the_next_morning(tmp_path: Path) -> None:
    """20 h–2 h becomes 21 h–3 h, over midnight."""
    from datetime import time

    store = a_store(tmp_path)
    centre = a_centre(store)
    night = SessionTemplate(MONDAY, MONDAY, 1, hours=(Hours(time(20), time(2), ends_next_day=True),))
    opened = plan_opening(night, centre, new_id, today=MONDAY).sessions
    open_sessions(COORDINATOR, store, centre, opened)
    move_session(COORDINATOR, store, opened[0].id, 1, MONDAY, time(21), time(3))
    moved = next(one for one in read_rota(COORDINATOR, store).sessions if one.id == opened[0].id)
    assert (moved.starts, moved.ends, (moved.ends_at - moved.starts_at).total_seconds() / 3600) == (
        time(21),
        time(3),
        6,
    )
