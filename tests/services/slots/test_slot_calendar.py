"""Tests of app/services/slots/slot_calendar.py and slot_feed.py: calendars of slots per practice, per person and of all, without a name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.links import LinkScope
from app.core.clock import paris_date
from app.core.errors import NotAllowed
from app.feeds.calendar import build
from app.services.messages.read_calendar import Opened, open_calendar
from app.services.messages.rotate_link import rotate_link
from app.services.slots.keep_slots import cancel_slot, open_series, put_back_slot
from app.services.slots.redistribute_slots import move_slot
from app.services.slots.slot_calendar import slot_calendars, slots_subject
from app.services.slots.slot_feed import slot_feed_name
from tests.builders import COORDINATOR
from tests.feeds.a_feed import values
from tests.services.a_territory import CELL, OBSERVER
from tests.services.some_slots import ANNE, BRECH, OF_AURAY, SERIES, Kept, some_slots


def feeds(kept: Kept) -> dict[str, str]:
    """Whose → its token."""
    made = slot_calendars(COORDINATOR, kept.store, base_url="")
    return {one.subject.id: one.feed.removeprefix("/calendrier/").removesuffix(".ics") for one in made}


def opened(kept: Kept, token: str) -> Opened | None:
    return open_calendar(kept.store, token, base_url="https://exemple.fr", today=paris_date(kept.clock.at))


def written(kept: Kept, token: str) -> bytes:
    found = opened(kept, token)
    assert found is not None
    return build(found.feed)


def test_there_is_one_for_all_one_a_practice_one_a_person(tmp_path: Path) -> None:
    """All first, then by name; the same addresses at every call; only for who manages links."""
    kept = some_slots(tmp_path)
    open_series(COORDINATOR, kept.store, replace(SERIES, id="autre", practice=BRECH))
    open_series(COORDINATOR, kept.store, replace(SERIES, id="seule", practice=None, person=ANNE))
    made = slot_calendars(COORDINATOR, kept.store, base_url="https://exemple.fr")
    assert made[0].subject.id == "all"
    assert {one.subject.id: one.name for one in made} == {
        "all": "Soins non programmés — tous les créneaux",
        "practice:auray": "Soins non programmés — Cabinet d’Auray",
        "practice:brech": "Soins non programmés — Cabinet de Brech",
        "person:anne": "Soins non programmés — Anne Fictif",
    }
    assert made == slot_calendars(COORDINATOR, kept.store, base_url="https://exemple.fr")
    for actor in (OF_AURAY, CELL, OBSERVER):
        with pytest.raises(NotAllowed):
            slot_calendars(actor, kept.store, base_url="")


def test_each_holds_its_slots_and_no_name_of_a_person(tmp_path: Path) -> None:
    """Brech's has its own, all has both; who receives is in none, even where one person does."""
    kept = some_slots(tmp_path, kept=False)
    open_series(COORDINATOR, kept.store, replace(SERIES, person=ANNE))
    open_series(COORDINATOR, kept.store, replace(SERIES, id="autre", practice=BRECH))
    tokens = feeds(kept)
    counts = {whose: len(values(written(kept, token), "UID")) for whose, token in tokens.items()}
    assert counts == {"all": 86, "practice:auray": 43, "practice:brech": 43, "person:anne": 43}
    everything = b"".join(written(kept, tokens[whose]) for whose in ("all", "practice:auray"))
    assert b"Anne" not in everything
    assert b"Fictif" not in everything
    assert values(written(kept, tokens["practice:auray"]), "SUMMARY")[0] == (
        "Soins non programmés\\, 4 places — Cabinet d’Auray"
    )
    assert values(written(kept, tokens["practice:auray"]), "LOCATION")[0] == "Cabinet d’Auray\\, Auray"


def test_a_moved_slot_is_cancelled_there_and_new_here(tmp_path: Path) -> None:
    """CANCELLED, SEQUENCE +1 and « ANNULÉ – » under its UID; another UID, CONFIRMED, in Brech's; gone from there after 7 days."""
    kept = some_slots(tmp_path)
    open_series(COORDINATOR, kept.store, replace(SERIES, id="autre", practice=BRECH))
    tokens = feeds(kept)
    before = written(kept, tokens["practice:auray"])
    slot = next(one for one in kept.slots() if one.practice != BRECH)
    done = move_slot(CELL, kept.store, slot.id, 1, {BRECH: 4})
    after, there = written(kept, tokens["practice:auray"]), written(kept, tokens["practice:brech"])
    assert values(before, "UID") == values(after, "UID")
    assert values(after, "SEQUENCE")[:2] == ["1", "0"]
    assert values(after, "STATUS")[:2] == ["CANCELLED", "CONFIRMED"]
    assert values(after, "TRANSP")[:2] == ["TRANSPARENT", "OPAQUE"]
    assert values(after, "SUMMARY")[0].startswith("ANNULÉ – ")
    assert f"{done.slots[0]}@releve" in values(there, "UID")
    assert sum("remplace celui" in one for one in values(there, "DESCRIPTION")) == 1
    kept.clock.forward(days=8)
    assert f"{slot.id}@releve" not in values(written(kept, tokens["practice:auray"]), "UID")


def test_the_bytes_follow_the_row_and_nothing_else(tmp_path: Path) -> None:
    """Two builds are the same; Brech's change leaves Auray's bytes; put back, the SEQUENCE moved twice."""
    kept = some_slots(tmp_path)
    open_series(COORDINATOR, kept.store, replace(SERIES, id="autre", practice=BRECH))
    token = feeds(kept)["practice:auray"]
    before = written(kept, token)
    theirs = next(one for one in kept.slots() if one.practice == BRECH)
    cancel_slot(COORDINATOR, kept.store, theirs.id, 1)
    assert written(kept, token) == before
    mine = next(one for one in kept.slots() if one.practice != BRECH)
    cancel_slot(COORDINATOR, kept.store, mine.id, 1)
    put_back_slot(COORDINATOR, kept.store, mine.id, 2)
    assert values(written(kept, token), "SEQUENCE")[0] == "2"


def test_a_renewed_calendar_leaves_a_notice_and_one_of_nobody_opens_nothing(tmp_path: Path) -> None:
    """The old address says that it changed; a practice that is gone has no calendar."""
    kept = some_slots(tmp_path)
    token = feeds(kept)["practice:auray"]
    again = rotate_link(COORDINATOR, kept.store, LinkScope.SLOTS, "practice:auray", base_url="")
    found = opened(kept, token)
    assert found is not None
    assert found.renewed
    assert opened(kept, again.feed.removeprefix("/calendrier/").removesuffix(".ics")) is not None
    with kept.store.reading() as conn:
        assert slot_feed_name(conn, "practice:gone") is None
        assert slots_subject("all").scope is LinkScope.SLOTS
