"""Feeds and events to test with, and a reader of calendar lines that forgives nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.core.ids import SeatId
from app.feeds.feed import Audience, EventStatus, Feed, FeedEvent
from app.scheduling.centre import Place

TODAY = date(2026, 11, 26)
PRATEL = Place("Salle du Pratel", "12 rue du Pratel", "56007", "Auray", 47.6689, -2.9812, "Entrée par la cour")


def an_event(number: int = 0, **changes: object) -> FeedEvent:
    """A morning at the Pratel, ``number`` days after Monday 30 November 2026."""
    start = datetime(2026, 11, 30, 8, tzinfo=UTC) + timedelta(days=number)
    event = FeedEvent(
        seat_id=SeatId(f"01939f00-0000-7000-8000-{number:012}"),
        starts_at=start,
        ends_at=start + timedelta(hours=4),
        changed_at=datetime(2026, 11, 26, 16, 5, tzinfo=UTC),
        sequence=1,
        status=EventStatus.CONFIRMED,
        role="injection",
        line=2,
        centre="Centre du Pratel",
        place=PRATEL,
        contact="Accueil du centre",
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def a_feed(*events: FeedEvent, **changes: object) -> Feed:
    """A volunteer's own feed, read on Thursday 26 November 2026."""
    page = "https://releve.exemple.fr/calendrier/jeton"
    return replace(Feed("Vacations de Zoé Œil", Audience.HOLDER, TODAY, events, page), **changes)  # type: ignore[arg-type]


def unfolded(body: bytes) -> list[str]:
    """Content lines (RFC 5545 §3.1), after checking that each physical line is short, ends with CRLF and is UTF-8."""
    assert body.endswith(b"\r\n")
    physical = body.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert len(line) <= 75, line
        assert not any(octet < 32 or octet == 127 for octet in line), line
        line.decode("utf-8")
    lines: list[str] = []
    for line in physical:
        if line.startswith(b" "):
            lines[-1] += line[1:].decode()
        else:
            lines.append(line.decode())
    return lines


def values(body: bytes, name: str) -> list[str]:
    """The values of every property called ``name``, parameters left out, in order."""
    return [line.partition(":")[2] for line in unfolded(body) if line.partition(":")[0].partition(";")[0] == name]
