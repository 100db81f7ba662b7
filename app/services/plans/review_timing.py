"""When each step of the alert was done, read from what was played, ticked, alerted and decided. Minutes since T0, as the exercise counts them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.drills.shock import is_plan_action
from app.exercise.chronogramme import Outcome
from app.exercise.delays import DelayStep
from app.store import alerts, checklists, crisis_cell, events, exercises

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from app.exercise.chronogramme import Decision
    from app.exercise.delays import DelayTarget
    from app.exercise.exercise import Exercise
    from app.exercise.review import InjectTold
    from app.response.alert import Alert, Called
    from app.store.database import Connection

Alerted = tuple["Alert", tuple["Called", ...]]
"""An alert of the event, and those it called."""


def minutes_reader(conn: Connection, exercise: Exercise) -> Callable[[datetime], float]:
    """From a real instant to minutes since T0: by the clock of what is played, plainly for what really happened."""
    if exercise.is_played:
        return exercises.clock(conn, exercise.id).minutes_at
    return lambda at: max(0.0, (at - exercise.t0) / timedelta(minutes=1))


def alerts_of(conn: Connection, exercise: Exercise) -> tuple[Alerted, ...]:
    """The alerts of its event, the first launched first."""
    if not exercise.event_id:
        return ()
    found = sorted(alerts.of_event(conn, exercise.event_id), key=lambda one: (one.launched_at, one.id))
    return tuple((one, tuple(alerts.people(conn, one.id))) for one in found)


def steps_done(
    conn: Connection, exercise: Exercise, injects: Sequence[InjectTold], decisions: Sequence[Decision],
    alerted: Sequence[Alerted], targets: Mapping[DelayStep, DelayTarget],
) -> dict[DelayStep, float]:  # fmt: skip
    """Step → the minute at which it was first done; a step that never was is absent."""
    minutes_of = minutes_reader(conn, exercise)
    held = [one for one in decisions if one.cancelled_at is None]
    seen: dict[DelayStep, list[float]] = {step: list(_by_card(conn, exercise, step, injects, targets, minutes_of)) for step in DelayStep}  # fmt: skip
    seen[DelayStep.DETECTION] += _first_signs(conn, exercise, injects, held, minutes_of)
    seen[DelayStep.ALERT_SENT] += [minutes_of(alert.launched_at) for alert, _called in alerted]
    seen[DelayStep.ACKNOWLEDGED] += [minutes_of(at) for at in _heard(alerted)]
    seen[DelayStep.CELL_OPEN] += [minutes_of(at) for at in _on_duty(conn, exercise)]
    seen[DelayStep.FIRST_RELIEF] += [one.minutes for one in held if any(map(is_plan_action, one.effects))]
    seen[DelayStep.FIRST_RELIEF] += [minutes_of(at) for at in _heard(alerted, coming=True)]
    return {step: min(found) for step, found in seen.items() if found and step is not DelayStep.RESPONSE}


def _by_card(
    conn: Connection, exercise: Exercise, step: DelayStep, injects: Iterable[InjectTold],
    targets: Mapping[DelayStep, DelayTarget], minutes_of: Callable[[datetime], float],
) -> Iterator[float]:  # fmt: skip
    """When a reflex card of the step was done, as the animation judged it or as the checklist of the event says."""
    cards = set(targets[step].cards) if step in targets else set()
    if not cards:
        return
    for inject in injects:
        for one in inject.expected:
            if one.expected.card in cards and one.outcome and one.outcome.outcome is not Outcome.MISSED:
                yield one.outcome.minutes
    for item in checklists.of_event(conn, exercise.event_id) if exercise.event_id else ():
        if item.card in cards and item.is_done and item.done_at:
            yield minutes_of(item.done_at)


def _first_signs(
    conn: Connection, exercise: Exercise, injects: Iterable[InjectTold], decisions: Iterable[Decision],
    minutes_of: Callable[[datetime], float],
) -> Iterator[float]:  # fmt: skip
    """What shows that the community had understood: an answer, a decision; of a real event, that it was opened."""
    yield from (one.minutes for inject in injects for one in inject.responses)
    yield from (one.minutes for one in decisions)
    event = events.find(conn, exercise.event_id) if exercise.event_id and not exercise.is_played else None
    if event is not None:
        yield minutes_of(event.opened_at)


def _heard(alerted: Iterable[Alerted], *, coming: bool = False) -> Iterator[datetime]:
    """When those alerted first answered; ``coming``: those alone who said yes."""
    for _alert, called in alerted:
        for one in called:
            at = one.seen_at or one.answered_at
            if at is not None and one.has_answered and (one.is_coming or not coming):
                yield at


def _on_duty(conn: Connection, exercise: Exercise) -> Iterator[datetime]:
    """When somebody first stood in the cell of a real event: an exercise's shifts are planned in real hours."""
    if exercise.event_id and not exercise.is_played:
        yield from (one.starts_at for one in crisis_cell.shifts(conn, exercise.event_id) if one.person_id or one.name)
