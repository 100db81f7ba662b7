"""A drill played live: after each inject things stand as if all had been struck at once; each is taken back whole."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.drills.play import Play
from app.drills.scenario import shifted
from app.drills.shock import Absence, OpenSite, PowerCut
from app.drills.striking import Strikes
from tests.drills.a_world import NURSES, T0, a_drawn_world, a_world, some_effects


def after(hours: float) -> timedelta:
    return timedelta(hours=hours)


def test_an_inject_is_seen_at_once() -> None:
    """Sent at half past eleven, past the middle of the morning: what changed is told need by need, heaviest first."""
    play = Play(a_world(), T0)
    moment = play.inject(Absence(providers=NURSES[:4]), T0 + after(3.5))
    assert (moment.demand, moment.unmet, moment.served) == (67, 34, 33)
    assert {need.id: now for need, _before, now in moment.changed} == play.unmet
    assert sum(play.unmet.values()) == 34
    assert play.effects == (Absence(providers=NURSES[:4], from_hours=3),)


def test_time_empties_batteries() -> None:
    """Power fails at one hour; at four the pharmacy holds, at half past five it is down, in the afternoon still."""
    play = Play(a_world(), T0)
    assert play.inject(PowerCut(communes=("B",)), T0 + after(1)).unmet == 0
    assert len(play.advance(T0 + after(4)).rounds) == 1
    assert len(play.advance(T0 + after(5.5)).rounds) == 3
    assert play.moment.unmet == 7
    assert (play.advance(T0 + after(7)).rank, play.moment.unmet) == (1, 7)


def test_everything_is_taken_back() -> None:
    """An inject, an answer, another slice: undone one by one, down to the first moment."""
    play = Play(a_world(), T0)
    stood = [(play.moment, play.unmet, play.deficient_sets)]
    play.inject(Absence(providers=NURSES[:4]), T0 + after(1))
    stood.append((play.moment, play.unmet, play.deficient_sets))
    play.inject(OpenSite(name="Salle", commune="B", skills=("nursing",), capacity=9), T0 + after(2))
    stood.append((play.moment, play.unmet, play.deficient_sets))
    play.advance(T0 + after(8))
    for before in reversed(stood):
        assert play.undo() == before[0]
        assert (play.unmet, play.deficient_sets) == before[1:]
    assert play.effects == ()


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_a_play_stands_where_all_struck_at_once_would(seed: int) -> None:
    """After each inject of a drawn sequence: unmet need by need as the same effects struck anew, and back after undo."""
    world = a_drawn_world(seed)
    shocks, plan = some_effects(seed, world)
    play, hours = Play(world, T0), 0.0
    first = play.unmet
    for effect in (*shocks, *plan):
        hours += (seed % 5) / 2
        moment = play.inject(effect, T0 + after(hours))
        strikes = Strikes(world, play.effects, t0=T0, now=T0 + after(hours))
        struck = strikes.at(moment.rank)
        anew = dict(strikes.solver.unmet(struck.territory))
        for need, units in struck.withheld.items():
            anew[need] = anew.get(need, 0) + units
        assert play.unmet == anew
        assert (moment.demand, moment.unmet) == (struck.demand, sum(anew.values()))
        assert play.effects[-1] == shifted(effect, int(hours))
    for _step in (*shocks, *plan):
        play.undo()
    assert play.unmet == first
