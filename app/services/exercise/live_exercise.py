"""The coverage of an exercise while it is played: one play an exercise in the memory of the process, fed from its rows.

The rows say everything: a process that starts again plays them in the same order and finds the same figures. The world is
today's roster, copied once, with needs that are nobody's (rates by inhabitants): nothing of it is ever written back.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from threading import RLock
from typing import TYPE_CHECKING

from app.drills.play import Play
from app.drills.sentences import Naming, deficient_sentence, together
from app.drills.shock import is_plan_action
from app.drills.solving import Solver
from app.drills.striking import Strikes
from app.drills.territory import Need
from app.drills.waterfall import lack_of
from app.exercise.coverage_said import Impact, Standing
from app.exercise.played import START, Stroke, played_effects, strokes
from app.services.world.read_world import read_world
from app.store import exercise_injects
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.drills.shock import AnyEffect
    from app.drills.world import World
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store

MINUTE = timedelta(minutes=1)
STEP = 15
"""Fictional minutes between two looks at what time alone changes (batteries that empty, half-days that begin)."""

LONGEST_DAYS = 14
"""Days of roster an exercise looks at; past it the last half-day stands (:data:`app.drills.composition.LONGEST_DAYS`)."""

MOST = 6
"""Exercises kept in memory; another is played again from its rows."""


@dataclass(frozen=True, slots=True)
class LiveCoverage:
    """How the territory stands at a fictional minute. ``ordinary``: had nothing been played; ``without``: had nothing been decided.

    ``sets``: sentences of what falls short whatever is done, the worst first. ``impacts``: id of an inject or a decision →
    what it changed. Estimates alone are counted: everything may be shown to everyone.
    """

    minutes: float
    ordinary: Standing
    played: Standing
    without: Standing
    sets: tuple[str, ...]
    impacts: Mapping[str, Impact]
    naming: Naming
    start: Impact | None = None


@dataclass(slots=True)
class _Live:
    """One exercise in memory. Guarded by ``lock``; ``fed``: the strokes the play has taken."""

    world: World
    t0: datetime
    days: int
    solver: Solver
    play: Play
    fed: list[Stroke] = field(default_factory=list)
    impacts: dict[str, Impact] = field(default_factory=dict)
    shown: tuple[object, LiveCoverage] | None = None
    lock: RLock = field(default_factory=RLock)


_kept: OrderedDict[tuple[str, str, str], _Live] = OrderedDict()
_lock = RLock()


def live_coverage(conn: Connection, store: Store, exercise: Exercise, minutes: float) -> LiveCoverage | None:
    """How the territory stands now in an exercise; None where no territory is chosen. Services check who asks."""
    tape = strokes(
        exercise.scenario,
        exercise_injects.of_exercise(conn, exercise.id),
        exercise_injects.decisions(conn, exercise.id),
    )
    return covered(conn, store, exercise, tape, minutes)


def covered(
    conn: Connection, store: Store, exercise: Exercise, tape: Sequence[Stroke], minutes: float
) -> LiveCoverage | None:  # fmt: skip
    """The same from what was played, read already."""
    live = _of(conn, store, exercise)
    if live is None:
        return None
    with live.lock:
        _feed(live, tape)
        return _seen(live, minutes)


def forget_all() -> None:
    """As a process that has just started: what tests begin from."""
    with _lock:
        _kept.clear()


def forget(exercise_id: str) -> None:
    """Copy the roster again at the next look: an exercise looked at while it was prepared is played on the roster of its day."""
    with _lock:
        for key in [one for one in _kept if one[1] == exercise_id]:
            del _kept[key]


def world_of(conn: Connection, store: Store, exercise: Exercise) -> World | None:
    """The copy of the roster the exercise is played on; None where no territory is chosen."""
    live = _of(conn, store, exercise)
    return live.world if live else None


def days_of(exercise: Exercise) -> int:
    """How many days of roster are looked at from T0, whole ones."""
    return min(max(-(-exercise.scenario.hours // 24), 1), LONGEST_DAYS)


def _of(conn: Connection, store: Store, exercise: Exercise) -> _Live | None:
    key = (str(store.folder.path), exercise.id, language())
    with _lock:
        found = _kept.get(key)
        if found is not None and (found.t0, found.days) == (exercise.t0, days_of(exercise)):
            _kept.move_to_end(key)
            return found
    world = read_world(conn, store, exercise.t0, days=days_of(exercise) + 1, synthetic=True)
    if not world.ordinary.places:
        return None
    solver = Solver()
    made = _Live(world, exercise.t0, days_of(exercise), solver, Play(world, exercise.t0, solver=solver))
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def _feed(live: _Live, tape: Sequence[Stroke]) -> None:
    """Give the play what it has not taken yet; from the beginning when what it took is no longer what was played."""
    if live.fed != list(tape[: len(live.fed)]):
        live.play = Play(live.world, live.t0, solver=live.solver)
        live.fed, live.impacts, live.shown = [], {}, None
    for one in tape[len(live.fed) :]:
        live.impacts[one.cause] = _impact(live, one)
        live.fed.append(one)


def _impact(live: _Live, stroke: Stroke) -> Impact:
    """What it changes at the first minute it acts, over all that came before it; the play has taken it afterwards."""
    begins = min(one.from_hours for one in stroke.effects) * 60
    at = live.t0 + MINUTE * stroke.minutes
    acts = max(stroke.minutes, min(one.from_hours for one in stroke.from_t0) * 60.0)
    if begins:
        before, unmet_before = _struck(live, live.play.effects, acts)
        after, unmet_after = _struck(live, (*live.play.effects, *stroke.from_t0), acts)
    else:
        live.play.advance(at)
        before, unmet_before = _present(live), live.play.unmet
    for effect in stroke.effects:
        live.play.inject(effect, at)
    if not begins:
        after, unmet_after = _present(live), live.play.unmet
    return Impact(
        stroke.cause,
        acts,
        before,
        after,
        _changed(live, unmet_before, unmet_after),
        all(map(is_plan_action, stroke.effects)),
    )


def _seen(live: _Live, minutes: float) -> LiveCoverage:
    """As it stands, time counted in steps; never before the last thing played."""
    last = live.fed[-1].minutes if live.fed else 0.0
    looked = max(last, float(int(minutes) // STEP * STEP))
    key = (len(live.fed), live.fed[-1].cause if live.fed else "", looked)
    if live.shown is not None and live.shown[0] == key:
        return live.shown[1]
    at = live.t0 + MINUTE * looked
    if live.play.moment.at != at:
        live.play.advance(at)
    effects = played_effects(live.fed)
    shocks = tuple(one for one in effects if not is_plan_action(one))
    played = _present(live)
    without = played if shocks == effects else _struck(live, shocks, looked)[0]
    found = LiveCoverage(
        looked, _struck(live, (), looked)[0], played, without, _sets(live), dict(live.impacts),
        _naming(live.world), live.impacts.get(START),
    )  # fmt: skip
    live.shown = (key, found)
    return found


def _present(live: _Live) -> Standing:
    return Standing(live.play.moment.demand, live.play.moment.unmet)


def _struck(live: _Live, effects: tuple[AnyEffect, ...], minutes: float) -> tuple[Standing, dict[str, int]]:
    """The half-day of a fictional minute under these effects (hours from T0), built anew."""
    at = live.t0 + MINUTE * minutes
    strikes = Strikes(live.world, effects, t0=live.t0, solver=live.solver, now=at)
    demand, unmet = lack_of(strikes, live.world.rank_of(at))
    return Standing(demand, sum(unmet.values())), dict(unmet)


def _changed(
    live: _Live, before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[tuple[Need, int, int], ...]:  # fmt: skip
    known = {one.id: one for one in live.world.ordinary.needs}
    found = []
    for id in sorted({*before, *after}):
        then, now = before.get(id, 0), after.get(id, 0)
        if then != now:
            place, _slash, skill = id.partition("/")
            found.append((known.get(id) or Need(id, place, skill, 0, 1), then, now))
    return tuple(found)


def _sets(live: _Live) -> tuple[str, ...]:
    naming = _naming(live.world)
    return tuple(deficient_sentence(one, naming, names_first=True) for one in together(live.play.deficient_sets)[:3])


def _naming(world: World) -> Naming:
    return Naming.of(world.ordinary, {code: one.word for code, one in world.skills.items()})
