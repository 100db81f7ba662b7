"""What each function carried, and how those alerted answered: figures of a review. Nobody's name is in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.exercise.participant import ParticipantRole
from app.exercise.review import CallCurve, CallTold, Load
from app.services.crisis.read_alert import professions_of
from app.services.keeping.reference import read_library
from app.store import log
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.exercise.review import InjectTold
    from app.response.alert import Called
    from app.services.plans.review_timing import Alerted
    from app.store.database import Connection, Store

FEWEST = 5
"""People of a group whose own answers are told to whoever does not run exercises (as the hot wash, DRILLS §4)."""


def loads_of(
    conn: Connection, exercise: Exercise, injects: Iterable[InjectTold], participants: Sequence[Participant],
    minutes_of: Callable[[datetime], float],
) -> tuple[Load, ...]:  # fmt: skip
    """What each function received, answered and wrote down, the most loaded first."""
    received, answered, written = Counter[str](), Counter[str](), Counter[str]()
    hours: dict[str, Counter[int]] = {}
    said: dict[str, str] = {}

    def add(counts: Counter[str], function: str, minutes: float) -> None:
        key = " ".join(function.casefold().split())
        said.setdefault(key, function.strip())
        counts[key] += 1
        hours.setdefault(key, Counter())[int(minutes // 60)] += 1

    for one in injects:
        if one.inject.sent_minutes is not None and one.is_played:
            add(received, one.inject.recipient, one.inject.sent_minutes)
        for each in one.responses:
            add(answered, each.by_whom or one.inject.recipient, each.minutes)
    for function, at in _written(conn, exercise, participants):
        add(written, function, minutes_of(at))
    found = [
        Load(words, received[key], answered[key], written[key], dict(sorted(hours[key].items())))
        for key, words in said.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.total, one.function)))


def _written(
    conn: Connection, exercise: Exercise, participants: Sequence[Participant]
) -> Iterable[tuple[str, datetime]]:
    """Entries of the main courante by the function that wrote them; of an exercise, those of its players: the animation's is its
    own trace."""
    functions = {
        one.account_id: one.function
        for one in participants
        if one.account_id and (one.role is ParticipantRole.PLAYER or not exercise.is_played)
    }
    for entry in log.every(conn, exercise.event_id) if exercise.event_id else ():
        if entry.author_id in functions:
            yield functions[entry.author_id], entry.happened_at
        elif not exercise.is_played:
            yield _("main courante"), entry.happened_at


def calls_of(
    conn: Connection, store: Store, alerted: Sequence[Alerted], minutes_of: Callable[[datetime], float],
    *, every_group: bool,
) -> tuple[CallTold, ...]:  # fmt: skip
    """The curve of each alert that called somebody, everybody's first; small groups are told when ``every_group``."""
    if not alerted:
        return ()
    professions, labels = professions_of(conn), read_library(store, conn).professions.labels
    found = []
    for alert, called in alerted:
        if not called:
            continue
        since = minutes_of(alert.launched_at)
        groups: dict[str, list[Called]] = {}
        for one in called:
            groups.setdefault(professions.get(one.person, ""), []).append(one)
        told = sorted(
            ((slug, those) for slug, those in groups.items() if every_group or len(those) >= FEWEST),
            key=lambda pair: (-len(pair[1]), pair[0]),
        )
        curves = [
            _curve(labels.get(slug, slug) or _("sans profession"), those, since, minutes_of) for slug, those in told
        ]
        found.append(CallTold(alert.title, since, (_curve("", called, since, minutes_of), *curves)))
    return tuple(found)


def _curve(group: str, called: Sequence[Called], since: float, minutes_of: Callable[[datetime], float]) -> CallCurve:
    heard = [one.seen_at or one.answered_at for one in called if one.has_answered]
    minutes = sorted(max(0.0, minutes_of(at) - since) for at in heard if at is not None)
    points = ((at, rank / len(called)) for rank, at in enumerate(minutes, 1))
    return CallCurve(group, len(called), ((0.0, 0.0), *points))
