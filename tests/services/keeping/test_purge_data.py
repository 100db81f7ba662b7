"""What is kept, how long: every table has an answer, a preview says what would go, and exactly that goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.clock import instant_text
from app.core.errors import NotAllowed, StaleRevision
from app.library import Library
from app.services.keeping import purge_data as purging
from app.services.keeping.purge_data import purge_data, purge_expired
from app.services.keeping.read_retention import JOURNAL, LOG, How, read_retention, retention_rules
from app.store import integrity, retention
from app.store.database import Connection, Store
from tests.builders import COORDINATOR, READER
from tests.web.a_centre import ALI, ZOE, PublishedCentre, a_published_centre

LONG_AGO = "2020-01-01T00:00:00Z"
NOT_PEOPLE = {
    "setting", "practice", "site", "partner", "centre", "allotment", "need", "proposal", "reference_row", "care_key",
    "key_backup", "key_backup_holds", "backup_run", "notice", "purge_run", "checkpoint", "lot", "sharps", "standby",
    "injection_group", "survey_answer", "hazard", "sub_zone", "inventory_item", "articulation", "event_plan",
    "practice_care", "practice_count", "remote_service", "slot_call", "road_override",
}  # fmt: skip
"""Tables that say nothing of a person, or are the record of the keeping itself."""
KEPT_AS_LONG_AS_THE_ROSTER = {
    "person": "people go one by one, erased",
    "erased_person": "a reference and a date, so that a restored backup erases again",
    "competence": "with its person",
    "preference": "with its person",
    "busy_calendar": "with its person",
    "notice_given": "proof of the information given, with its person",
    "session": "the record of what was done",
    "seat": "the record of what was done; named nobody once the person is erased",
    "draft_seat": "the rota being written",
    "rota_version": "immutable; references only",
    "check_answer": "traceability",
    "incident": "traceability",
    "attendance_closing": "traceability",
    "line_closing": "traceability",
    "dose_count": "traceability",
    "contact": "functions of partners; corrected or removed by hand",
    "cell_member": "with its person",
    "cell_shift": "the record of what was done",
    "plan": "the versions sent are proofs, immutable",
    "plan_sending": "proof of the sending",
    "plan_reviewer": "proof of the consultation",
    "plan_comment": "proof of the consultation",
    "card_signature": "proof of the validation",
    "training": "proof of the training",
    "training_person": "proof of the training, with its person",
    "awareness": "proof of the communications",
    "event": "the record of what was done",
    "event_step": "the record of what was done",
    "checklist_item": "the record of what was done",
    "staffing_request": "the record of what was done",
    "authority_request": "the record of what was done",
    "situation_report": "the record of what was done",
    "publication": "the record of what was done",
    "locum": "with its person, or removed by hand",
    "sealed_copy": "where each practice's sealed copy stands; replaced by the next",
    "category_validation": "proof of the validation",
    "helper": "partners, corrected or removed by hand",
    "own_scenario": "written by the community; removed by hand",
    "slot_series": "what is to come; removed by hand",
    "journal": "cut behind a checkpoint",
    "journal_payload": "cut behind a checkpoint",
    "log": "cut behind a checkpoint",
    "log_payload": "cut behind a checkpoint",
}


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=2)


def test_every_table_has_an_answer(centre: PublishedCentre) -> None:
    """A table added later fails here until somebody says how long its rows are kept."""
    with centre.store.reading() as conn:
        tables = {row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - {
            "_sqlite_migrations"
        }
    swept = {sweep.table for sweeps in retention.SWEEPS.values() for sweep in sweeps}
    assert not swept & set(KEPT_AS_LONG_AS_THE_ROSTER)
    assert tables == swept | NOT_PEOPLE | set(KEPT_AS_LONG_AS_THE_ROSTER)


def test_every_kind_that_is_swept_stands_in_the_table_with_a_reason_and_a_source() -> None:
    """The shipped table names every kind once, and every kind it lets go is one that can be."""
    rules = retention_rules(Library())
    assert len({rule.code for rule in rules}) == len(rules)
    assert {rule.code for rule in rules if rule.is_purged} == set(retention.SWEEPS) | {JOURNAL, LOG}
    assert all(rule.why and rule.source and rule.checked for rule in rules)


def test_children_go_before_their_parents(centre: PublishedCentre) -> None:
    """Whatever points at a row that is swept is swept before it, in the same kind."""
    with centre.store.reading() as conn:
        for code, sweeps in retention.SWEEPS.items():
            order = [sweep.table for sweep in sweeps]
            for table in order:
                for child in _pointing_at(conn, table):
                    assert child in order[: order.index(table)], f"{code}: {child} points at {table}"


def _pointing_at(conn: Connection, parent: str) -> set[str]:
    tables = [row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table
        for table in tables
        if any(key["table"] == parent for key in conn.execute(f"PRAGMA foreign_key_list({table})"))
    }


def some_old_rows(store: Store) -> None:
    """One row of each of a few kinds, from 2020, and one of today beside it."""
    now = "2026-11-26T16:00:00Z"
    with store.transaction() as conn:
        for at, id in ((LONG_AGO, "old"), (now, "new")):
            conn.execute("INSERT INTO login_attempt (account_key, client_key, at) VALUES ('a', 'c', ?)", (at,))
            conn.execute("INSERT INTO busy VALUES (?, ?, ?, 'typed')", (ZOE, at, at.replace("00Z", "01Z")))
            conn.execute(
                "INSERT INTO solicitation (person_id, at, ask, subject_id) VALUES (?, ?, 'poll', 'x')", (ZOE, at)
            )
            conn.execute(
                "INSERT INTO message (id, kind, recipient_id, channel, body, created_at, due_at, next_at, message_id,"
                " state, changed_at) VALUES (:id, 'thanks', :who, 'email', 'merci', :at, :at, :at, :id, 'sent', :at)",
                {"id": id, "who": ZOE, "at": at},
            )
            conn.execute(
                "INSERT INTO account (id, login, name, role, created_at, disabled_at) VALUES (:id, :id, 'X', 'lecture',"
                " :at, :at)",
                {"id": id, "at": at},
            )
            conn.execute(
                "INSERT INTO login (id, account_id, token_hash, opened_at, seen_at, expires_at, how) VALUES (:id, :id,"
                " :id, :at, :at, :at, 'password')",
                {"id": id, "at": at},
            )


def test_the_preview_counts_what_goes_and_that_alone_goes(centre: PublishedCentre) -> None:
    """Old rows are counted with the date of the oldest; after the purge the new ones are all there, and the base is whole."""
    some_old_rows(centre.store)
    view = read_retention(COORDINATOR, centre.store)
    counted = {kept.rule.code: kept for kept in view.purgeable}
    assert {code: kept.rows for code, kept in counted.items()} == {
        "busy_hours": 1, "login_attempts": 1, "logins": 1, "solicitations": 1, "messages": 1, "accounts": 2,
    }  # fmt: skip
    assert counted["messages"].oldest == datetime(2020, 1, 1, tzinfo=UTC)
    removed = purge_data(COORDINATOR, centre.store, view.at, set(counted))
    assert removed == {
        "busy_hours": 1, "login_attempts": 1, "logins": 1, "solicitations": 1, "messages": 1, "accounts": 1,
    }  # fmt: skip
    with centre.store.reading() as conn:
        for table in ("busy", "login_attempt", "solicitation", "message", "account", "login"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1, table
        assert integrity.problems(conn) == []
    after = read_retention(COORDINATOR, centre.store)
    assert after.purgeable == ()
    assert [dict(run.counts) for run in after.runs] == [removed]


def test_a_kind_that_was_not_chosen_stays(centre: PublishedCentre) -> None:
    """Choosing messages leaves requests alone; a kind kept elsewhere is never touched."""
    some_old_rows(centre.store)
    view = read_retention(COORDINATOR, centre.store)
    assert purge_data(COORDINATOR, centre.store, view.at, {"messages", "rota", "backups", "unknown"}) == {"messages": 1}


def test_an_old_preview_is_read_again_first(centre: PublishedCentre) -> None:
    """So is one from the future; readers may neither look nor purge."""
    at = read_retention(COORDINATOR, centre.store).at
    centre.clock.forward(hours=2)
    for when in (at, centre.clock.at + timedelta(minutes=1)):
        with pytest.raises(StaleRevision):
            purge_data(COORDINATOR, centre.store, when, {"messages"})
    with pytest.raises(NotAllowed):
        read_retention(READER, centre.store)
    with pytest.raises(NotAllowed):
        purge_data(READER, centre.store, centre.clock.at, {"messages"})


def test_the_nightly_round_takes_only_what_goes_by_itself(centre: PublishedCentre) -> None:
    """Messages wait for somebody; the next round is at three in the morning, Paris, and nothing is looked at before."""
    some_old_rows(centre.store)
    again = purge_expired(COORDINATOR, centre.store)
    assert again == datetime(2026, 11, 27, 2, tzinfo=UTC)
    with centre.store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM login_attempt").fetchone()[0] == 1
        assert conn.execute("SELECT count(*) FROM message").fetchone()[0] == 2
    some = {rule.code for rule in retention_rules(Library()) if rule.how is How.AUTO}
    assert set(read_retention(COORDINATOR, centre.store).runs[0].counts) <= some
    with centre.store.transaction() as conn:
        conn.execute("INSERT INTO login_attempt (account_key, client_key, at) VALUES ('a', 'c', ?)", (LONG_AGO,))
    assert purge_expired(COORDINATOR, centre.store) == again
    with centre.store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM login_attempt").fetchone()[0] == 2
    centre.clock.at = again
    purge_expired(COORDINATOR, centre.store)
    with centre.store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM login_attempt").fetchone()[0] == 1
    assert purging.NIGHT_HOUR == 3


def test_the_journal_is_cut_behind_a_checkpoint(centre: PublishedCentre) -> None:
    """Three years and a day later its old entries are counted, go, and what remains verifies."""
    centre.feed_path(ZOE)
    centre.clock.forward(days=1096)
    centre.feed_path(ALI)
    view = read_retention(COORDINATOR, centre.store)
    rows = {kept.rule.code: kept.rows for kept in view.kept}[JOURNAL]
    assert rows > 0
    removed = purge_data(COORDINATOR, centre.store, view.at, {JOURNAL})
    assert removed == {JOURNAL: rows}
    with centre.store.reading() as conn:
        assert integrity.problems(conn) == []


def test_people_not_heard_of_are_proposed_never_purged(centre: PublishedCentre) -> None:
    """Three years after their last sign they are named; a purge of every kind leaves them in the roster."""
    assert read_retention(COORDINATOR, centre.store).silent == ()
    centre.clock.forward(days=1200)
    view = read_retention(COORDINATOR, centre.store)
    assert {person.id for person in view.silent} >= {ZOE, ALI}
    purge_data(COORDINATOR, centre.store, view.at, {kept.rule.code for kept in view.kept})
    with centre.store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM person").fetchone()[0] == 3


def test_who_answered_an_alert_or_holds_the_cell_is_heard_of(centre: PublishedCentre) -> None:
    """Nobody proposes to erase whoever said yes to an alert last week, or is in the crisis cell."""
    centre.clock.forward(days=1200)
    at = instant_text(centre.store.now())
    with centre.store.transaction() as conn:
        conn.execute(
            "INSERT INTO alert (id, kind, title, text, state, launched_at, actor_id) VALUES ('a', 'alert', 't', 't', 'running', ?, 'c')",
            (at,),
        )
        conn.execute(
            "INSERT INTO alert_person (alert_id, person_id, rank, due_at, answered_at, answer) VALUES ('a', ?, 1, ?, ?, 'available')",
            (ZOE, at, at),
        )
        conn.execute("INSERT INTO cell_member (function, rank, person_id) VALUES ('steering', 0, ?)", (ALI,))
    assert not {person.id for person in read_retention(COORDINATOR, centre.store).silent} & {ZOE, ALI}


def test_an_alert_that_nobody_closed_goes_with_the_others(centre: PublishedCentre) -> None:
    """Launched six years ago and still running on paper: it is proposed with its answers, and goes."""
    with centre.store.transaction() as conn:
        conn.execute(
            "INSERT INTO alert (id, kind, title, text, state, launched_at, actor_id)"
            " VALUES ('a', 'alert', 'Crue', '', 'running', ?, 'x')",
            (LONG_AGO,),
        )
        conn.execute(
            "INSERT INTO alert_person (alert_id, person_id, rank, due_at) VALUES ('a', ?, 1, ?)", (ZOE, LONG_AGO)
        )
        before = centre.store.now() - timedelta(days=1095)
        assert {one.table: one.rows for one in retention.count(conn, "alerts", before)} == {
            "alert": 1,
            "alert_person": 1,
        }
