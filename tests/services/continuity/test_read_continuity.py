"""Who is left without care, as each role may read it: exact, in bands, incomplete and said so, or estimated and said so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.continuity.band import NOBODY, Band
from app.continuity.finding import Reason
from app.continuity.hand_over import Step, answered, marked
from app.continuity.lists import ListKind
from app.continuity.overview import Basis
from app.continuity.situation import ClosureKind
from app.core.errors import NotAllowed
from app.services.continuity.continuity_view import Asked
from app.services.continuity.count_needs import CountDraft, count_needs
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_continuity import (
    ReportSlice,
    Weak,
    WeakPoints,
    continuity_figures,
    read_continuity,
    read_weak_points,
)
from app.services.continuity.read_lists import read_list
from app.store import care_keys, community, hand_overs, practice_counts
from tests.builders import COORDINATOR
from tests.services.a_relay import NAMES, NEAR, OURS, Relay, a_care_need, a_relay, noted
from tests.services.a_territory import CELL, OBSERVER

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.continuity.continuity_view import ContinuityView
    from app.services.continuity.read_continuity import ContinuityFigures

EXACT = {one: Band(one, one) for one in range(20)}


def parts(view: ContinuityView) -> tuple[Band, Band, Band, Band]:
    return view.kept, view.waiting, view.relayed, view.uncovered


def figures(relay: Relay) -> ContinuityFigures:
    with relay.store.reading() as conn:
        return continuity_figures(conn, relay.store, relay.clock())


def test_a_practice_closed_now_is_read_exactly_by_the_cell(tmp_path: Path) -> None:
    """Six on insulin, relays with room for three and two: five taken over, one left at the twelfth hour, and whom to ring."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=6)
    view = read_continuity(CELL, relay.store)
    assert parts(view) == (EXACT[0], EXACT[0], EXACT[5], EXACT[1])
    assert view.first_due == relay.clock() + timedelta(hours=12)
    assert [(one.due, one.so_far) for one in view.slices] == [(0, 0), (1, 1), (0, 1), (0, 1), (0, 1), (0, 1)]
    assert [one.starts_at - relay.clock() for one in view.hours if one.due] == [timedelta(hours=12)]
    assert [(one.name, one.taken, one.capacity, one.phone) for one in view.takings] == [
        ("Cabinet de Brech", 3, 3, "+33199001002"),
        ("Cabinet de Pluneret", 2, 2, "+33199001003"),
    ]
    [why] = view.whys
    assert (why.reason, why.needs, why.communes) == (Reason.FULL, 1, ("Auray",))
    assert {one.name for one in why.call} == {"Cabinet de Brech", "Cabinet de Pluneret"}
    assert (view.exact, view.live, view.basis, view.unread) == (True, True, Basis.REGISTER, ())


def test_nothing_of_a_need_leaves_the_service(tmp_path: Path) -> None:
    """Neither id, pseudonym nor category of one need is anywhere in what a screen is given."""
    relay = a_relay(tmp_path, room=1, far_room=1, needs=0)
    ids = noted(relay, *(a_care_need(number, "PALL") for number in range(40, 44)))
    for actor in (CELL, OBSERVER):
        told = repr(read_continuity(actor, relay.store)) + repr(figures(relay))
        assert not [word for word in (*ids, "P-004", "PALL", "palliatif") if word in told]


def test_who_only_looks_on_reads_bands_and_no_practice_s_load(tmp_path: Path) -> None:
    """An observer, while it is exact for the cell: bands, no hour, no name to ring."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=6)
    view = read_continuity(OBSERVER, relay.store)
    assert (view.touched, *parts(view)) == (Band(5, 9), *(Band(0, 9),) * 4)
    assert (view.exact, view.first_due, view.slices, view.hours, view.takings, view.whys) == (
        False,
        None,
        (),
        (),
        (),
        (),
    )


@pytest.mark.parametrize("room", [0, 1, 12, 24, 25])
def test_whatever_becomes_of_them_whoever_looks_on_reads_the_same(tmp_path: Path, room: int) -> None:
    """Twenty-five in a practice closed whole, a total that the lists tell: no split of it shows in what an observer reads."""
    relay = a_relay(tmp_path, room=room, far_room=0, needs=25)
    view = read_continuity(OBSERVER, relay.store)
    assert read_list(OBSERVER, relay.store, ListKind.PRACTICE).list.rows[0].total == 25
    assert (view.touched, *parts(view)) == (Band(25, 29), *(Band(0, 29),) * 4)


@pytest.mark.parametrize("few", [1, 3, 4])
def test_a_masked_practice_reads_alike_however_many_needs_it_has(tmp_path: Path, few: int) -> None:
    """Its lists leave it a range of values; what is touched when it closes leaves it the same, beside all the lists tell."""
    relay = a_relay(tmp_path, needs=0, closed=False)
    count_needs(COORDINATOR, relay.store, OURS, [CountDraft("INS", few), CountDraft("PLAIE", 0)])
    count_needs(COORDINATOR, relay.store, NEAR, [CountDraft("INS", 40 - few)])
    declare_closure(
        COORDINATOR, relay.store, ClosureDraft(practice=OURS, kind=ClosureKind.CRISIS, starts_at=relay.clock())
    )
    rows = {row.name: row.total for row in read_list(OBSERVER, relay.store, ListKind.PRACTICE).list.rows}
    assert rows.get(NAMES[OURS]) is None
    view = read_continuity(OBSERVER, relay.store)
    assert (view.touched, view.uncovered) == (Band(0, 44), Band(0, 44))


def test_before_anything_fails_the_cell_reads_bands_too(tmp_path: Path) -> None:
    """A closure of tomorrow in real life is no live one; the reasons are said without a number."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=6, closed=False)
    start = relay.clock() + timedelta(hours=20)
    declare_closure(
        COORDINATOR,
        relay.store,
        ClosureDraft(practice=OURS, kind=ClosureKind.PLANNED, starts_at=start, ends_at=start + timedelta(hours=48)),
    )
    view = read_continuity(CELL, relay.store)
    assert (view.exact, view.live) == (False, False)
    assert (view.touched, *parts(view)) == (Band(5, 9), *(Band(0, 9),) * 4)
    assert [(why.needs, why.communes, why.first_due) for why in view.whys] == [(None, (), None)]
    assert view.slices == ()
    assert view.takings == ()


def test_a_demonstration_is_exact_though_nothing_is_under_way(tmp_path: Path) -> None:
    """Its needs are nobody's."""
    relay = a_relay(tmp_path, needs=6, closed=False)
    with relay.store.transaction() as conn:
        community.write(conn, replace(community.read(conn), demonstration=True))
    assert read_continuity(CELL, relay.store).exact


def test_needs_without_their_key_are_counted_aside_and_never_silently_left_out(tmp_path: Path) -> None:
    """The key file is gone: no figure, and the sentence that says how many and what to do; not « rien ne manque »."""
    relay = a_relay(tmp_path, needs=6)
    care_keys.path_of(relay.store.folder, OURS).unlink()
    view = read_continuity(CELL, relay.store)
    assert [(one.practice, one.needs) for one in view.unread] == [("Cabinet d’Auray", 6)]
    assert view.basis is Basis.REGISTER
    assert parts(view) == (EXACT[0],) * 4
    assert figures(relay).unread == 6


def test_where_practices_gave_totals_alone_they_stand_for_needs(tmp_path: Path) -> None:
    """Six counted on insulin: the same answer, said to be an estimate; a total of no category in force is left out."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=0)
    with relay.store.transaction() as conn:
        practice_counts.put(conn, OURS, "INS", 6, relay.clock().date(), 0)
        practice_counts.put(conn, OURS, "AUTREFOIS", 9, relay.clock().date(), 0)
    view = read_continuity(CELL, relay.store)
    assert view.basis is Basis.COUNTS
    assert view.counted == 1
    assert parts(view) == (EXACT[0], EXACT[0], EXACT[5], EXACT[1])


def test_a_register_wins_over_totals(tmp_path: Path) -> None:
    """A practice that noted needs is never counted twice."""
    relay = a_relay(tmp_path, room=9, needs=2)
    with relay.store.transaction() as conn:
        practice_counts.put(conn, OURS, "INS", 50, relay.clock().date(), 0)
    view = read_continuity(CELL, relay.store)
    assert (view.basis, view.touched, view.counted) == (Basis.REGISTER, EXACT[2], 0)


def test_where_nobody_said_anything_rates_are_taken_and_said_so(tmp_path: Path) -> None:
    """No need, no total: the people of the territory and the rates, shared among those who could follow them."""
    relay = a_relay(tmp_path, needs=0)
    view = read_continuity(CELL, relay.store)
    assert view.basis is Basis.RATES
    assert view.touched.low > 100


def test_relays_that_refused_are_not_counted_on_again(tmp_path: Path) -> None:
    """What is shown is what *Proposer* would do: whoever said no to all takes nothing any more."""
    relay = a_relay(tmp_path, room=6, far_room=0, needs=4)
    propose_relays(COORDINATOR, relay.store)
    assert read_continuity(CELL, relay.store).relayed == EXACT[4]
    with relay.store.transaction() as conn:
        for one in hand_overs.running(conn):
            hand_overs.update(conn, answered(one, accepts=False, at=relay.clock()))
    view = read_continuity(CELL, relay.store)
    assert (view.relayed, view.uncovered) == (EXACT[0], EXACT[4])
    assert [[one.name for one in why.call] for why in view.whys] == [["Cabinet de Pluneret"]]


def test_how_far_relays_are_is_counted_step_by_step(tmp_path: Path) -> None:
    """To be proposed, then proposed, accepted, transmitted: « repris » is not done until it is."""
    relay = a_relay(tmp_path, room=6, far_room=0, needs=4)
    assert read_continuity(CELL, relay.store).asked == Asked(to_propose=4)
    propose_relays(COORDINATOR, relay.store)
    assert read_continuity(CELL, relay.store).asked == Asked(proposed=4)
    with relay.store.transaction() as conn:
        for number, one in enumerate(hand_overs.running(conn)):
            agreed = answered(one, accepts=True, at=relay.clock())
            hand_overs.update(conn, agreed)
            if number == 0:
                hand_overs.update(conn, marked(agreed, Step.TRANSMITTED, relay.clock()))
    view = read_continuity(CELL, relay.store)
    assert (view.asked, view.proposable) == (Asked(to_transmit=3, transmitted=1), False)
    assert read_continuity(OBSERVER, relay.store).asked is None


def test_figures_of_a_report_are_masked_whoever_asks(tmp_path: Path) -> None:
    """Of six, five taken over and one left: the masked lists may tell the six, so that the five would tell the one."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=6)
    found = figures(relay)
    assert (found.uncovered, found.relayed, found.transmitted) == (None, None, 0)
    assert [one.uncovered for one in found.slices] == [0, None, 0, 0, 0, 0]
    assert [one.ends_at - one.starts_at for one in found.slices] == [timedelta(hours=12)] * 6
    assert (found.practices, found.cuts, found.threshold) == (1, 0, 5)


def test_figures_of_a_large_closure_say_its_total(tmp_path: Path) -> None:
    """Twenty left at once: the total, the slice in which they fall, and nought in the others."""
    relay = a_relay(tmp_path, room=0, needs=20)
    found = figures(relay)
    assert (found.uncovered, found.relayed, found.transmitted) == (20, 0, 0)
    assert [one.uncovered for one in found.slices] == [0, 20, 0, 0, 0, 0]


def test_a_report_beside_the_total_of_the_practice_gives_no_small_count(tmp_path: Path) -> None:
    """Twenty-five in a practice closed whole, twenty-three taken over: said together, both would tell the two that are left."""
    relay = a_relay(tmp_path, room=23, far_room=0, needs=25)
    found = figures(relay)
    assert (found.uncovered, found.relayed) == (None, None)
    whole = figures(a_relay(tmp_path / "other", room=15, far_room=0, needs=25))
    assert (whole.uncovered, whole.relayed) == (10, 15)


def test_where_nothing_fails_nought_is_said(tmp_path: Path) -> None:
    """No closure, no cut: zero everywhere says nothing of anybody."""
    relay = a_relay(tmp_path, needs=6, closed=False)
    found = figures(relay)
    assert (found.uncovered, found.relayed, found.transmitted) == (0, 0, 0)
    assert found.slices[0] == ReportSlice(relay.clock(), relay.clock() + timedelta(hours=12), 0)


def test_weak_points_name_the_practice_that_everything_hangs_on(tmp_path: Path) -> None:
    """With a relay that has room, the loss of that relay alone is what leaves the closed practice's needs."""
    relay = a_relay(tmp_path, room=6, far_room=0, needs=6)
    found = read_weak_points(CELL, relay.store)
    assert found == WeakPoints((Weak("Cabinet de Brech", EXACT[6], alone=False),))


@pytest.mark.parametrize(("needs", "told"), [(0, ()), (4, ()), (5, ("Cabinet d’Auray",)), (9, ("Cabinet d’Auray",))])
def test_weak_points_in_peace_have_no_number(tmp_path: Path, needs: int, told: tuple[str, ...]) -> None:
    """Up to the threshold nobody is named, or it would tell somebody from nobody; past it, no number is said."""
    relay = a_relay(tmp_path, room=0, needs=needs, closed=False)
    noted(relay, *(a_care_need(number, "XXX") for number in range(50, 60)))
    assert read_weak_points(CELL, relay.store) == WeakPoints(tuple(Weak(one, None, alone=False) for one in told), 5)


def test_needs_noted_but_nothing_closed_is_calm(tmp_path: Path) -> None:
    """Nothing touched, for real."""
    relay = a_relay(tmp_path, needs=6, closed=False)
    view = read_continuity(CELL, relay.store)
    assert view.situation.absences == ()
    assert view.touched == NOBODY


def test_a_professional_reads_no_total(tmp_path: Path) -> None:
    """They read their own needs, on their own page."""
    relay = a_relay(tmp_path, needs=1)
    with pytest.raises(NotAllowed):
        read_continuity(relay.members[OURS], relay.store)
    with pytest.raises(NotAllowed):
        read_weak_points(OBSERVER, relay.store)


def test_small_categories_stay_masked_even_for_the_cell(tmp_path: Path) -> None:
    """Nine wounds and two on insulin left by one practice of one commune: the total is exact, neither category is told."""
    relay = a_relay(tmp_path, room=0, needs=0)
    noted(relay, *(a_care_need(number, "PLAIE") for number in range(1, 10)))
    noted(relay, *(a_care_need(number, "INS") for number in range(10, 12)))
    view = read_continuity(CELL, relay.store)
    assert (view.uncovered, view.categories, view.categories_hidden) == (EXACT[11], (), True)


def test_the_largest_category_is_told_where_the_rest_stays_wide(tmp_path: Path) -> None:
    """Nine wounds and eight in palliative care: the nine are told; eight more are somewhere, zeros hidden among them."""
    relay = a_relay(tmp_path, room=0, needs=0)
    noted(relay, *(a_care_need(number, "PLAIE") for number in range(1, 10)))
    noted(relay, *(a_care_need(number, "PALL") for number in range(10, 18)))
    view = read_continuity(CELL, relay.store)
    assert view.uncovered == EXACT[17]
    assert [count for _label, count in view.categories] == [9]
    assert view.categories_hidden
