"""The ledger of goodwill: what was asked, and what was taken back before it left."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.mobilisation.budget import Ask, Solicitation
from app.store import solicitations
from tests.builders import THURSDAY, a_person, a_store, some_people


def test_what_never_left_costs_nothing(tmp_path: Path) -> None:
    """Only what was to leave later, about that subject and to those people, is taken back."""
    store, zoe, ali = a_store(tmp_path), a_person("Zoé"), a_person("Ali")
    some_people(store, zoe, ali)
    later = THURSDAY + timedelta(hours=15)
    sent = Solicitation(zoe.id, THURSDAY, Ask.CALL_OUT, "appel")
    rows = [
        sent,
        Solicitation(zoe.id, later, Ask.CALL_OUT, "appel"),
        Solicitation(zoe.id, later, Ask.POLL, "sondage"),
        Solicitation(ali.id, later, Ask.CALL_OUT, "appel"),
    ]
    with store.transaction() as conn:
        solicitations.add(conn, rows)
        solicitations.take_back(conn, "appel", [zoe.id], after=THURSDAY)
    with store.reading() as conn:
        assert solicitations.since(conn, THURSDAY) == [sent, rows[2], rows[3]]
        assert solicitations.since(conn, THURSDAY + timedelta(seconds=1)) == [rows[2], rows[3]]
