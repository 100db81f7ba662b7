"""The main courante reads back what was written, with what was added later."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.store import log
from app.store.log import LOG, LogEntry, LogKind, LogStatus, Written
from tests.builders import COORDINATOR, THURSDAY, a_store


def test_an_entry_reads_back_with_its_addenda_and_last_status(tmp_path: Path) -> None:
    """Written once; a correction and two statuses follow it without touching it."""
    with a_store(tmp_path).transaction() as conn:
        written = Written(text="Appeler la mairie", kind=LogKind.ACTION, happened_at=THURSDAY, source="DG", status=LogStatus.OPEN)  # fmt: skip
        number = log.write(conn, THURSDAY, COORDINATOR, written)
        entry = log.find(conn, number)
        assert entry is not None
        log.add(conn, THURSDAY, COORDINATOR, entry, "La mairie d’Auray")
        log.add(conn, THURSDAY, COORDINATOR, entry, "", LogStatus.CANCELLED)
        log.add(conn, THURSDAY, COORDINATOR, entry, "rappelée", LogStatus.DONE)
        read = log.find(conn, number)
        said = COORDINATOR.id, COORDINATOR.name
        assert read == LogEntry(
            number=1, entered_at=THURSDAY, author_id=said[0], author=said[1], kind=LogKind.ACTION,
            happened_at=THURSDAY, text="Appeler la mairie", source="DG", status=LogStatus.DONE,
            later=(
                log.Later(2, THURSDAY, *said, "La mairie d’Auray"),
                log.Later(3, THURSDAY, *said, "", LogStatus.CANCELLED),
                log.Later(4, THURSDAY, *said, "rappelée", LogStatus.DONE),
            ),
        )  # fmt: skip
        assert LOG.breaks(conn) == []


def test_entries_stand_in_the_order_things_happened(tmp_path: Path) -> None:
    """What was written late stands at its hour; an event keeps its own."""
    with a_store(tmp_path).transaction() as conn:
        log.write(conn, THURSDAY, COORDINATOR, Written(text="second", happened_at=THURSDAY))
        log.write(conn, THURSDAY, COORDINATOR, Written(text="first", happened_at=THURSDAY - timedelta(hours=1)))
        log.write(conn, THURSDAY, COORDINATOR, Written(text="elsewhere", happened_at=THURSDAY, event_id="e1"))
        assert [one.text for one in log.every(conn)] == ["first", "second", "elsewhere"]
        assert [one.text for one in log.every(conn, "e1")] == ["elsewhere"]
        assert log.find(conn, 9) is None


def test_an_erased_entry_keeps_its_place(tmp_path: Path) -> None:
    """Without its text, it still stands with its number and who wrote it."""
    with a_store(tmp_path).transaction() as conn:
        log.write(
            conn, THURSDAY, COORDINATOR, Written(text="Zoé est malade", happened_at=THURSDAY - timedelta(hours=1))
        )
        LOG.blank(conn, [1])
        read = log.find(conn, 1)
        assert read is not None
        assert (read.text, read.author, read.author_id, read.erased, read.happened_at) == ("", "", "maiwenn", True, THURSDAY)  # fmt: skip
