"""Polls that are over, in words: when each closed, what it asked about, how many answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.services.mobilisation.poll_messages import period_words
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.scheduling.session import Session
    from app.services.mobilisation.read_polls import ClosedPoll


def lines(closed: Iterable[ClosedPoll]) -> list[tuple[str, str]]:
    """(« 10 séances, du lundi 30 novembre au vendredi 4 décembre », « Clos le 28 novembre 2026. 87 réponses sur … ») of each."""
    return [
        (
            sessions_words(one.sessions),
            f"{_('Clos le {day}.').format(day=spoken_date(paris_date(one.poll.closes_at)))} {one.rate.sentence}",
        )
        for one in closed
    ]


def sessions_words(sessions: Sequence[Session]) -> str:
    """« 10 séances, du lundi 30 novembre au vendredi 4 décembre »; « – » once none is known any more."""
    if not sessions:
        return "–"
    counted = ngettext("{n} séance", "{n} séances", len(sessions)).format(n=spoken_number(len(sessions)))
    return f"{counted}, {period_words(sessions)}"
