"""Generations of links, and what their hashes open."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.access.links import LinkScope, Subject, token_hash, token_of
from app.store import links
from app.store.database import open_store
from app.store.links import Link

AT = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)
ZOE = Subject(LinkScope.PERSON, "zoe")


def test_a_link_is_made_once_and_renewed_in_order(tmp_path: Path) -> None:
    """The first call makes generation 1, the next ones find it; renewing closes it and opens 2."""
    store = open_store(tmp_path)
    key = store.folder.key("links")
    with store.transaction() as conn:
        assert links.current(conn, ZOE) is None
        assert [links.ensure(conn, key, ZOE, AT) for _ in range(2)] == [Link(ZOE, 1)] * 2
        assert links.rotate(conn, key, ZOE, AT) == Link(ZOE, 2)
        assert links.current(conn, ZOE) == Link(ZOE, 2)
        hashes = [token_hash(token_of(key, ZOE, generation)) for generation in (1, 2, 3)]
        assert [links.resolve(conn, one) for one in hashes] == [Link(ZOE, 1, AT), Link(ZOE, 2), None]


def test_links_of_other_subjects_are_apart(tmp_path: Path) -> None:
    """The same id under another scope is another link."""
    store = open_store(tmp_path)
    key = store.folder.key("links")
    centre, masked = Subject(LinkScope.CENTRE, "c"), Subject(LinkScope.CENTRE_MASKED, "c")
    with store.transaction() as conn:
        links.ensure(conn, key, centre, AT)
        links.rotate(conn, key, centre, AT)
        assert links.ensure(conn, key, masked, AT) == Link(masked, 1)
