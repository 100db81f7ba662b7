"""Tests of app/store/articulations.py: what is agreed comes back whole, over the revision seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.response.articulation import Articulation
from app.roster.practice import Site, SiteKind
from app.store import articulations, people
from tests.builders import a_store

AGREED = Articulation(
    site_id="s", they_call="a", we_call="b", they_offer="c", they_expect="d", convention="e",
    signed_on=date(2026, 1, 1), white_plan=True, generator=True,
)  # fmt: skip


def test_what_is_agreed_comes_back_and_an_old_revision_writes_nothing(tmp_path: Path) -> None:
    """Once for an establishment."""
    with a_store(tmp_path).transaction() as conn:
        people.put_site(conn, Site(id="s", kind=SiteKind.HOSPITAL, name="Hôpital"))
        assert articulations.find(conn, "s") is None
        assert articulations.put(conn, AGREED)
        assert not articulations.put(conn, AGREED)
        held = replace(AGREED, revision=1)
        assert articulations.every(conn) == [held]
        assert articulations.put(conn, replace(held, signed_on=None, generator=False))
        assert not articulations.put(conn, held)
        assert articulations.find(conn, "s") == replace(held, signed_on=None, generator=False, revision=2)
