"""How the improvement plan moves: which state may follow which, who is to be reminded, what is left week by week, how old it is.

Values and rules only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from app.core.clock import paris_date, paris_instant
from app.core.errors import N_, RuleRefusal
from app.core.typed import typed_text
from app.exercise.improvement import AWAITED, IMPROVEMENT_STATE_WORDS, Improvement, ImprovementState
from app.exercise.milestones import REMINDERS, MilestoneRule, in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from app.exercise.exercise import Exercise

State = ImprovementState

MOVES: dict[ImprovementState, tuple[ImprovementState, ...]] = {
    State.OPEN: (State.IN_PROGRESS, State.DONE, State.DROPPED),
    State.IN_PROGRESS: (State.OPEN, State.DONE, State.DROPPED),
    State.DONE: (State.IN_PROGRESS, State.VERIFIED),
    State.VERIFIED: (State.DONE,),
    State.DROPPED: (State.OPEN,),
}
"""State → those that may follow: what was closed too early is opened again."""

EARLIEST = time(8)
"""Paris time from which a reminder may leave on its day."""

AGES = (30, 60, 90)
"""Bounds, in days since an action was written, of the groups of :func:`ageing`."""

LONGEST_PROOF = 2_000


def check_move(present: ImprovementState, wanted: ImprovementState) -> None:
    """Pass when ``wanted`` may follow; raises RuleRefusal otherwise."""
    if wanted not in MOVES[present]:
        raise RuleRefusal(
            N_("Une action « {present} » ne passe pas à « {wanted} »."),
            present=IMPROVEMENT_STATE_WORDS[present],
            wanted=IMPROVEMENT_STATE_WORDS[wanted],
        )


def begun(one: Improvement, at: datetime, version_before: str = "") -> Improvement:
    """The action under way. ``version_before``: the version of the plan that it starts from; the first said stays."""
    if one.state is not State.IN_PROGRESS:
        check_move(one.state, State.IN_PROGRESS)
    return replace(
        one, state=State.IN_PROGRESS, closed_at=None, verified_in="",
        version_before=one.version_before or version_before, changed_at=at,
    )  # fmt: skip


def done(one: Improvement, proof: str, at: datetime, version_after: str = "") -> Improvement:
    """The action done, with what proves it. Raises InvalidInput without a proof, RuleRefusal."""
    check_move(one.state, State.DONE)
    said = _proof(proof, N_("Dites ce qui prouve que l’action est faite : un document, une date, un lieu."))
    return replace(one, state=State.DONE, proof=said, closed_at=at, version_after=version_after, changed_at=at)


def dropped(one: Improvement, why: str, at: datetime) -> Improvement:
    """The action given up, with why; calendars cancel it. Raises InvalidInput without a reason, RuleRefusal."""
    check_move(one.state, State.DROPPED)
    said = _proof(why, N_("Dites pourquoi l’action est abandonnée."))
    return replace(one, state=State.DROPPED, proof=said, closed_at=at, changed_at=at, sequence=one.sequence + 1)


def opened_again(one: Improvement, at: datetime) -> Improvement:
    """The action as it stood before it was closed, given up or verified; its proof stays to be read."""
    wanted = {State.DONE: State.IN_PROGRESS, State.VERIFIED: State.DONE}.get(one.state, State.OPEN)
    check_move(one.state, wanted)
    moved = one.sequence + (one.state is State.DROPPED)
    closed_at = one.closed_at if wanted is State.DONE else None
    return replace(one, state=wanted, closed_at=closed_at, verified_in="", changed_at=at, sequence=moved)


def verified(one: Improvement, exercise: Exercise, at: datetime) -> Improvement:
    """The action seen to hold in an exercise that was played after it was done.

    Raises RuleRefusal when that exercise is not finished, or is the one that asked for the action, or began before it was done.
    """
    check_move(one.state, State.VERIFIED)
    if not exercise.is_ended:
        raise RuleRefusal(
            N_("L’exercice n° {number} n’est pas terminé : une action se vérifie une fois qu’il a été joué."),
            number=exercise.number,
        )
    if exercise.id == one.exercise_id:
        raise RuleRefusal(N_("C’est l’exercice qui a demandé cette action : vérifiez-la dans un exercice suivant."))
    start = exercise.started_at or exercise.starts_at
    if one.closed_at is not None and paris_date(start) < paris_date(one.closed_at):
        raise RuleRefusal(
            N_("L’exercice n° {number} a été joué avant que l’action ne soit faite : choisissez-en un plus récent."),
            number=exercise.number,
        )
    return replace(one, state=State.VERIFIED, verified_in=exercise.id, changed_at=at)


def _proof(text: str, refusal: str) -> str:
    return typed_text(
        text, LONGEST_PROOF, too_long=N_("Ce texte est trop long : {most} caractères au plus."), empty=refusal
    )


def reminder_times(one: Improvement, rules: Iterable[MilestoneRule], today: date) -> tuple[datetime, ...]:
    """When an action’s owner is written to, in order; UTC."""
    held = in_force(rules, today, *REMINDERS)
    return tuple(paris_instant(one.due_on + rule.offset, EARLIEST) for rule in held)


def is_to_remind(one: Improvement, rules: Iterable[MilestoneRule], now: datetime) -> bool:
    """Whether the last reminder whose hour has come was not sent: after any stop, one and no more."""
    if not (one.is_awaited and one.email and one.removed_at is None):
        return False
    past = [at for at in reminder_times(one, rules, paris_date(now)) if at <= now]
    return bool(past) and (one.reminded_at is None or one.reminded_at < past[-1])


def next_reminder(every: Iterable[Improvement], rules: Sequence[MilestoneRule], now: datetime) -> datetime | None:
    """When the next reminder is to leave; None when none is foreseen."""
    waiting = [one for one in every if one.is_awaited and one.email]
    return min((at for one in waiting for at in reminder_times(one, rules, paris_date(now)) if at > now), default=None)


@dataclass(frozen=True, slots=True)
class Burn:
    """What was left at the end of a civil day (Paris): awaited, and of these overdue."""

    on: date
    awaited: int
    overdue: int


def burn_down(every: Sequence[Improvement], today: date, weeks: int = 12) -> tuple[Burn, ...]:
    """What was left, week by week until today; it starts with the week in which the first action was written."""
    if not every:
        return ()
    first = min(paris_date(one.created_at) for one in every)
    count = min(weeks, max((today - first).days + 6, 0) // 7)
    days = [today - timedelta(weeks=back) for back in range(count, -1, -1)]
    return tuple(_left(every, on) for on in days)


def _left(every: Iterable[Improvement], on: date) -> Burn:
    held = [one for one in every if _was_awaited(one, on)]
    return Burn(on, len(held), sum(one.due_on < on for one in held))


def _was_awaited(one: Improvement, on: date) -> bool:
    if one.removed_at is not None or paris_date(one.created_at) > on:
        return False
    return one.closed_at is None or paris_date(one.closed_at) > on


@dataclass(frozen=True, slots=True)
class Age:
    """Awaited actions written from ``least`` to ``most`` days ago (None: no bound), and how many of them are overdue."""

    least: int
    most: int | None
    awaited: int
    overdue: int


def ageing(every: Iterable[Improvement], today: date) -> tuple[Age, ...]:
    """How old what is awaited is, youngest first; groups without any are there too."""
    held = [one for one in every if one.state in AWAITED and one.removed_at is None]
    bounds = [(0, AGES[0]), *((low + 1, high) for low, high in pairwise(AGES)), (AGES[-1] + 1, None)]
    found = []
    for least, most in bounds:
        group = [one for one in held if least <= _age(one, today) and (most is None or _age(one, today) <= most)]
        found.append(Age(least, most, len(group), sum(one.is_overdue(today) for one in group)))
    return tuple(found)


def _age(one: Improvement, today: date) -> int:
    return max((today - paris_date(one.created_at)).days, 0)
