"""The main courante leaves as a table and on paper, and that it left is journaled."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.services.crisis.print_log import log_csv, log_pdf
from app.services.crisis.read_log import LogSearch
from app.services.crisis.write_log import correct_log, settle_log, write_log
from app.store import journal
from app.store.database import Store, open_store
from app.store.log import LOG, LogKind, LogStatus
from tests.builders import COORDINATOR, MovingClock
from tests.documents.printed import text_of

NB = "\u00a0"


def a_log(folder: Path) -> Store:
    clock = MovingClock()
    store = open_store(folder, clock)
    first = write_log(COORDINATOR, store, "=Appel de l’ARS", source="ARS")
    clock.forward(minutes=12)
    action = write_log(COORDINATOR, store, "Appeler la mairie", kind=LogKind.ACTION, linked=first)
    write_log(COORDINATOR, store, "Camion en panne", happened_at=clock() - timedelta(minutes=40))
    clock.forward(days=1)
    settle_log(COORDINATOR, store, action, LogStatus.DONE, seen=LogStatus.OPEN, note="vu")
    correct_log(COORDINATOR, store, first, "de l’ARS Bretagne")
    return store


def test_the_table_says_everything_oldest_first(tmp_path: Path) -> None:
    """A line an entry with its addenda; nothing a spreadsheet would run."""
    table = list(csv.reader(io.StringIO(log_csv(COORDINATOR, a_log(tmp_path)).decode("utf-8-sig")), delimiter=";"))
    who, later = "Maïwenn Fictif", "vendredi 27 novembre à 17 h 12, Maïwenn Fictif"
    assert table[1:] == [
        ["3", "26/11/2026", "16:32", "26/11/2026 17:12", who, "information", "Camion en panne", "", "", "", ""],
        ["1", "26/11/2026", "17:00", "26/11/2026 17:00", who, "information", "'=Appel de l’ARS", "ARS", "", "", f"{later}{NB}: de l’ARS Bretagne"],
        ["2", "26/11/2026", "17:12", "26/11/2026 17:12", who, "action", "Appeler la mairie", "", "1", "fait", f"{later}{NB}: fait (vu)"],
    ]  # fmt: skip


def test_paper_says_the_same_and_a_purged_text_says_so(tmp_path: Path) -> None:
    """Day by day, with what was added, what was erased, and room to sign."""
    store = a_log(tmp_path)
    with store.transaction() as conn:
        LOG.blank(conn, [3])
    printed = text_of(log_pdf(COORDINATOR, store))
    for said in ("Main courante", "jeudi 26 novembre", "contenu effacé", "Appeler la mairie", "suite de l’entrée 1", "fait (vu)", "Relu par"):  # fmt: skip
        assert said in printed
    assert "Camion" not in printed


def test_an_export_is_journaled_with_what_it_held(tmp_path: Path) -> None:
    """Who took how many entries out, whatever the form."""
    store = a_log(tmp_path)
    log_csv(COORDINATOR, store, LogSearch(words="mairie"))
    log_pdf(COORDINATOR, store)
    with store.reading() as conn:
        assert [(one.type, one.payload) for one in journal.recent(conn, 2)] == [
            ("log_exported", {"entries": 3}),
            ("log_exported", {"entries": 1}),
        ]


def test_a_volunteer_takes_nothing_out(tmp_path: Path) -> None:
    """No export, no line in the journal."""
    store = a_log(tmp_path)
    for act in (log_csv, log_pdf):
        with pytest.raises(NotAllowed):
            act(Actor("zoe", "Zoé", Role.PROFESSIONAL), store)
    with store.reading() as conn:
        assert journal.recent(conn) == []
