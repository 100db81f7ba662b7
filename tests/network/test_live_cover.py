"""A live cover is, after every step, what one built anew would be; steps taken back leave every entry where it was."""

from __future__ import annotations

import random

import pytest

from app.network import cover_levels
from app.network.cover import Cover
from app.network.live_cover import Change, LiveCover
from tests.network.test_cover import a_graph, state


def anew(cover: LiveCover) -> list[int]:
    """What each need of the graph as it now is would miss, in a cover built from nothing."""
    order = sorted(range(len(cover.demands)), key=cover.ranks.__getitem__)
    rank = {need: at for at, need in enumerate(order)}
    reach = [[rank[need] for need in needs] for needs in cover.reach]
    fresh = Cover(cover.capacities, [cover.demands[need] for need in order], reach)
    return [fresh.unmet[rank[need]] for need in range(len(order))]


def a_change(rnd: random.Random, cover: LiveCover) -> Change:
    """Capacities, quantities and reach up and down, people and needs that were not there, other priorities."""
    providers, needs = len(cover.capacities) + (rnd.random() < 0.2), len(cover.demands) + (rnd.random() < 0.2)
    capacities = {one: rnd.randint(0, 6) for one in range(providers) if rnd.random() < 0.25}
    demands = {one: rnd.randint(0, 7) for one in range(needs) if rnd.random() < 0.2}
    reach = {
        one: [need for need in range(needs) if rnd.random() < 0.45] for one in range(providers) if rnd.random() < 0.2
    }
    if rnd.random() > 0.2:
        return Change(capacities, demands, reach)
    known = 1 + max([len(cover.demands) - 1, *demands, *(need for held in reach.values() for need in held)])
    return Change(capacities, demands, reach, rnd.sample(range(known), known))


@pytest.mark.parametrize("risen", [cover_levels.MOST_RISEN, 0, 3, 1000])
def test_any_life_keeps_the_priorities_and_is_taken_back_to_the_letter(
    risen: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Levels looked at anew often, at times or never, with steps taken back in between and losses asked on the way."""
    monkeypatch.setattr(cover_levels, "MOST_RISEN", risen)
    for seed in range(200):
        rnd = random.Random(seed)
        cover = LiveCover(*a_graph(seed))
        past: list[str] = []
        for _step in range(rnd.randint(1, 10)):
            if past and rnd.random() < 0.3:
                cover.undo()
                assert full_state(cover) == past.pop(), seed
                continue
            past.append(full_state(cover))
            cover.change(a_change(rnd, cover))
            assert cover.unmet == anew(cover), seed
            before, cut = full_state(cover), cover.short()
            losses = [cover.loss([one], cut) for one in range(len(cover.capacities))]
            assert losses == [cover.loss([one]) for one in range(len(cover.capacities))]
            assert full_state(cover) == before
        while past:
            assert cover.steps == len(past)
            cover.undo()
            assert full_state(cover) == past.pop(), seed


def full_state(cover: LiveCover) -> str:
    return state(cover) + repr(cover.ranks)


def test_a_copy_lives_apart_from_what_it_was_taken_from() -> None:
    cover = Cover([3, 2], [2, 4], [[0, 1], [1]])
    before = state(cover)
    copy = LiveCover.of(cover)
    assert state(copy) == before
    copy.change(Change({0: 0}, {1: 9}, {1: [0]}))
    assert (state(cover), copy.unmet) == (before, [0, 9])
    again = LiveCover.of(copy)
    assert (full_state(again), again.steps, copy.steps) == (full_state(copy), 0, 1)


def test_a_new_need_comes_last_unless_ranks_say_otherwise() -> None:
    cover = LiveCover([3], [3], [[0]])
    cover.change(Change(demands={1: 2}, reach={0: [0, 1]}))
    assert cover.unmet == [0, 2]
    cover.change(Change(ranks=[1, 0]))
    assert cover.unmet == [2, 0]


def test_nothing_to_take_back_and_no_step_within_a_question_are_refused() -> None:
    cover = LiveCover([3], [3], [[0]])
    with pytest.raises(IndexError):
        cover.undo()
    with cover.supposing(), pytest.raises(RuntimeError, match="being asked"):
        cover.change(Change({0: 1}))
    cover.change(Change({0: 1}))
    assert (cover.unmet, cover.steps) == ([2], 1)


def test_many_at_once_and_piled_up_keep_the_priorities_and_are_taken_back() -> None:
    """Fifteen of sixty away in each step, four steps running, then everyone back, on a graph short from the start or not."""
    for seed in range(12):
        rnd = random.Random(seed)
        reach = [sorted(rnd.sample(range(40), rnd.randint(1, 9))) for _provider in range(60)]
        capacities = [rnd.randint(1, 30) for _provider in range(60)]
        cover = LiveCover(capacities, [rnd.randint(0, 18 + 2 * (seed % 6)) for _need in range(40)], reach)
        past = []
        for gone in [dict.fromkeys(rnd.sample(range(60), 15), 0) for _step in range(4)] + [dict(enumerate(capacities))]:
            past.append(full_state(cover))
            cover.change(Change(gone))
            assert cover.unmet == anew(cover), seed
        while past:
            cover.undo()
            assert full_state(cover) == past.pop(), seed
