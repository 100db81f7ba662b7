"""From when a relay itself cannot hold what it was given: its practice closed, its establishment or its service stopped. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.carer import practice_of
from app.continuity.situation import WHOLE, OutageKind

if TYPE_CHECKING:
    from datetime import datetime

    from app.continuity.carer import CarerId
    from app.continuity.hand_over import HandOver
    from app.continuity.situation import Situation


def down_from(carer: CarerId, situation: Situation, since: datetime, until: datetime | None) -> datetime | None:
    """The first instant (UTC) of ``since`` ≤ … < ``until`` (None: no end) at which the carer is down; None: never."""
    practice, (_kind, _colon, id) = practice_of(carer), carer.partition(":")
    spans = [
        (one.starts_at, one.ends_at) for one in situation.absences if one.practice == practice and one.share == WHOLE
    ]
    spans += [
        (one.starts_at, one.ends_at)
        for one in situation.cuts
        if one.carer == carer or (one.kind is OutageKind.SITE and one.site == id)
    ]
    found = [
        max(start, since)
        for start, end in spans
        if (end is None or since < end) and (until is None or max(start, since) < until)
    ]
    return min(found, default=None)


def is_lost(one: HandOver, situation: Situation, now: datetime, until: datetime | None) -> bool:
    """Whether another relay is to be asked: it is down now, or will be before ``until`` and nothing was passed on to it yet."""
    at = down_from(one.taker, situation, now, until)
    return at is not None and (at <= now or one.transmitted_at is None)
