"""Versions, sendings and signatures as the database keeps them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.core.errors import NotFound, StaleRevision
from app.response.plan import Channel, PlanSending, PlanState, PlanVersion, Section
from app.store import plans
from app.store.plans import CardSignature
from tests.builders import THURSDAY, a_store

SECTIONS = (
    Section("cell", "Cellule", "Au siège.", ("un", "deux"), "effectif", modified=True, fingerprint="abc"),
    Section("trace", "Traçabilité", ""),
)
DRAFT = PlanVersion("p1", 1, PlanState.DRAFT, SECTIONS, THURSDAY, THURSDAY)
SIGNED = replace(
    DRAFT, state=PlanState.VALIDATED, validated_by="Rozenn", validated_as="présidente", validated_at=THURSDAY,
    review_on=date(2027, 11, 26), reserve="À compléter.", revision=2,
)  # fmt: skip


def test_a_version_is_read_back_whole(tmp_path: Path) -> None:
    """Its sections in order, with their points, sources and marks."""
    store = a_store(tmp_path)
    with store.transaction() as conn:
        plans.add(conn, DRAFT)
        assert plans.latest(conn) == plans.find(conn, 1) == plans.find_id(conn, "p1") == DRAFT
        plans.put(conn, replace(SIGNED, revision=1))
        assert plans.every(conn) == (SIGNED,)
        assert plans.find(conn, 2) is None


def test_a_validated_version_does_not_change(tmp_path: Path) -> None:
    """Neither by the store nor by the database; it is moved on and never deleted."""
    store = a_store(tmp_path)
    with store.transaction() as conn:
        plans.add(conn, SIGNED)
        with pytest.raises(StaleRevision):
            plans.put(conn, replace(SIGNED, revision=1))
        with pytest.raises(StaleRevision):
            plans.drop(conn, replace(SIGNED, revision=1))
        with pytest.raises(sqlite3.IntegrityError, match="immutable"):
            conn.execute("UPDATE plan SET sections = '{}'")
        with pytest.raises(sqlite3.IntegrityError, match="kept"):
            conn.execute("DELETE FROM plan")
        plans.move(conn, "p1", PlanState.SENT)
        assert plans.latest(conn) == replace(SIGNED, state=PlanState.SENT, revision=2)


def test_a_write_that_comes_second_is_refused(tmp_path: Path) -> None:
    """One that finds nothing any more is told so."""
    store = a_store(tmp_path)
    with store.transaction() as conn:
        plans.add(conn, DRAFT)
        plans.put(conn, DRAFT)
        with pytest.raises(StaleRevision):
            plans.put(conn, DRAFT)
        plans.drop(conn, replace(DRAFT, revision=2))
        with pytest.raises(NotFound):
            plans.put(conn, DRAFT)


def test_the_version_in_force_is_the_one_sent_else_the_one_validated(tmp_path: Path) -> None:
    """A draft is never in force, nor is what was superseded."""
    store = a_store(tmp_path)
    second = replace(SIGNED, id="p2", number=2)
    with store.transaction() as conn:
        assert plans.in_force(conn) is None
        plans.add(conn, SIGNED)
        plans.add(conn, second)
        plans.add(conn, replace(DRAFT, id="p3", number=3))
        assert (plans.in_force(conn) or DRAFT).number == 2
        plans.move(conn, "p1", PlanState.SENT)
        assert (plans.in_force(conn) or DRAFT).number == 1
        plans.move(conn, "p1", PlanState.SUPERSEDED)
        assert (plans.in_force(conn) or DRAFT).number == 2


def test_sendings_are_completed_later(tmp_path: Path) -> None:
    """In order of time, of one version or of all."""
    store = a_store(tmp_path)
    first = PlanSending("s1", "p1", "ars_branch:56", "ARS", "a@example.org", Channel.EMAIL, THURSDAY, "n° 12")
    later = replace(first, id="s2", recipient="members", organisation="Membres", at=datetime(2026, 11, 27, tzinfo=UTC))
    with store.transaction() as conn:
        plans.add(conn, SIGNED)
        plans.add_sending(conn, later, "maiwenn")
        plans.add_sending(conn, first, "maiwenn")
        plans.complete_sending(conn, "s2", proof="présenté", acknowledged_on=date(2026, 11, 28))
        completed = replace(later, proof="présenté", acknowledged_on=date(2026, 11, 28))
        assert plans.sendings(conn, "p1") == plans.every_sending(conn) == (first, completed)
        assert plans.sendings(conn, "p2") == ()
        with pytest.raises(NotFound):
            plans.complete_sending(conn, "s9", proof="", acknowledged_on=None)
    assert (first.function, later.function) == ("ars_branch", "members")


def test_signatures_are_kept_by_text_the_newest_first(tmp_path: Path) -> None:
    """The same text signed again keeps the last hand."""
    store = a_store(tmp_path)
    one = CardSignature("grand_froid", "a" * 64, "Efflam", "référent médical", THURSDAY)
    other = replace(one, text_hash="b" * 64, signed_at=datetime(2026, 12, 1, tzinfo=UTC))
    with store.transaction() as conn:
        for signature in (one, other, replace(other, signed_by="Rozenn")):
            plans.sign(conn, signature, "maiwenn")
        assert plans.signatures(conn) == {"grand_froid": (replace(other, signed_by="Rozenn"), one)}
