"""What is read about one person: every table that names people is either read, or left out on purpose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.store import own_data
from tests.web.a_centre import ALI, ZOE, a_published_centre

ELSEWHERE = {
    "person": "the roster's own value",
    "preference": "a value of its own",
    "busy_calendar": "counted, its address is a secret",
    "draft_seat": "the coordination's draft, published to nobody",
    "phone_claim": "names who is ringing, for ten minutes",
}
"""Tables that point at people and are not among the rows, with why."""


def test_no_table_that_points_at_people_is_forgotten(tmp_path: Path) -> None:
    """A table added later with a person in it makes this fail until somebody decides."""
    store = a_published_centre(tmp_path, days=1).store
    with store.reading() as conn:
        tables = [row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        pointing = {
            table
            for table in tables
            if any(key["table"] == "person" for key in conn.execute(f"PRAGMA foreign_key_list({table})"))
        } | {"person"}
    read = set(re.findall(r"(?:FROM|JOIN) (\w+)", " ".join(own_data.HELD.values())))
    assert pointing - read == set(ELSEWHERE)


def test_the_rows_are_those_of_the_person_alone(tmp_path: Path) -> None:
    """Ali's seats never come with Zoé's; every statement runs."""
    centre = a_published_centre(tmp_path, days=2)
    with centre.store.reading() as conn:
        zoe, ali = own_data.held_about(conn, ZOE), own_data.held_about(conn, ALI)
    assert [row["role"] for row in zoe["seats"]] == ["injector", "injector"]
    assert [row["role"] for row in ali["seats"]] == ["dose_preparer", "dose_preparer"]
    assert list(zoe) == list(own_data.HELD)


@pytest.mark.parametrize("name", ["swaps", "messages"])
def test_a_proposed_exchange_shows_ones_own_part_only(name: str, tmp_path: Path) -> None:
    """Neither the other's name nor their seat comes with it: Zoé offers hers of Monday against Ali's of Tuesday."""
    centre = a_published_centre(tmp_path, days=2)
    with centre.store.transaction() as conn:
        conn.execute(
            "INSERT INTO swap VALUES ('w', ?, 'seat-i-000', ?, 'seat-p-001', '2026-11-26T16:00:00Z',"
            " '2026-11-28T16:00:00Z', 'proposed')",
            (ZOE, ALI),
        )
        conn.execute(
            "INSERT INTO message (id, kind, recipient_id, channel, subject, body, created_at, due_at, next_at,"
            " message_id, state, changed_at) VALUES ('m', 'swap', ?, 'email', 'Zoé propose', 'Zoé Œil', :at, :at, :at,"
            " 'x', 'sent', :at)".replace(":at", "'2026-11-26T16:00:00Z'"),
            (ALI,),
        )
        mine, theirs = own_data.held_about(conn, ZOE), own_data.held_about(conn, ALI)
    assert [(row["role"], row["part"], row["starts_at"][:10]) for row in mine["swaps"]] == [  # type: ignore[index]
        ("injector", "proposed", "2026-11-30")
    ]
    assert [(row["role"], row["part"], row["starts_at"][:10]) for row in theirs["swaps"]] == [  # type: ignore[index]
        ("dose_preparer", "received", "2026-12-01")
    ]
    assert "Zoé" not in str(theirs[name])
