"""Events, lines of the main courante, exercises and what they led to change, as a search finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, may
from app.core.clock import paris_date
from app.exercise.exercise import STATE_WORDS as EXERCISE_WORDS
from app.exercise.improvement_said import owner_words, state_words
from app.response.event import STATE_WORDS
from app.services.crisis.the_event import marked
from app.services.exercise.read_exercises import is_open_to
from app.services.home.search_found import Hit
from app.store import events, exercises, improvements, log
from app.words import _
from app.words.dates import spoken_date, spoken_instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.exercise.exercise import Exercise
    from app.services.home.search_found import Scene
    from app.store.log import LogEntry

LONG = 160
"""Characters of an entry that are shown of it."""


def events_found(scene: Scene) -> Iterator[Hit]:
    """Title, state and day; a played one says EXERCICE."""
    for one in events.every(scene.conn):
        if scene.sought.finds(f"{one.title} {one.summary}"):
            day = spoken_date(paris_date(one.opened_at))
            yield Hit(one.id, marked(one, one.title), f"{_(STATE_WORDS[one.state])} · {day}")


def exercises_found(scene: Scene) -> Iterator[Hit]:
    """Those whose being held is no secret to the reader; what they hold is not looked into."""
    runs = may(scene.actor, Action.RUN_EXERCISES)
    for one in exercises.every(scene.conn):
        number = _exercise_number(one)
        if (runs or is_open_to(scene.conn, one, scene.actor)) and scene.sought.finds(
            f"{number} {one.title} {one.place} {' '.join(one.partners)}"
        ):
            day = spoken_date(paris_date(one.starts_at))
            stage = "ended" if one.is_ended else "played" if one.is_under_way else "prepared"
            yield Hit(one.id, one.title, f"{number} · {day} · {_(EXERCISE_WORDS[one.state])}", {"stage": stage})


def _exercise_number(one: Exercise) -> str:
    number = _("EXERCICE n° {n}") if one.is_played else _("Événement réel n° {n}")
    return number.format(n=one.number)


def improvements_found(scene: Scene) -> Iterator[Hit]:
    """An action of the improvement plan, who does it, where it stands."""
    today = paris_date(scene.store.now())
    for one in improvements.every(scene.conn):
        owner = owner_words(one)
        if scene.sought.finds(f"{one.action} {one.finding} {one.cause} {owner}"):
            yield Hit(one.id, one.action, f"{owner} · {state_words(one, today)}")


def entries_found(scene: Scene) -> Iterator[Hit]:
    """The latest first, with what was added to them; what was erased is not there any more."""
    for entry in reversed(log.every(scene.conn)):
        if not entry.erased and scene.sought.finds(_read(entry)):
            said = entry.text if len(entry.text) <= LONG else f"{entry.text[:LONG].rstrip()}…"
            detail = f"{_('n° {n}').format(n=entry.number)} · {spoken_instant(entry.happened_at)}"
            # The screen of the main courante looks for the same words: the number tells this entry from the others.
            yield Hit(
                str(entry.number), said, f"{detail} · {entry.source}" if entry.source else detail,
                {"words": " ".join((str(entry.number), *scene.sought.words)), "event": entry.event_id},
            )  # fmt: skip


def _read(entry: LogEntry) -> str:
    later = " ".join(one.text for one in entry.later)
    return f"{entry.number} {entry.text} {entry.source} {entry.author} {later}"
