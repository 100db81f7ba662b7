"""Tests of app/services/mobilisation/swap_seats.py and read_swaps.py: two people exchange their seats under the same rules as everything."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.mobilisation.budget import Ask, Solicitation
from app.mobilisation.swap import SwapState
from app.scheduling.session import SeatState
from app.services.mobilisation.swap_seats import accept, expire_swaps, propose, refuse, swap_choices, swaps_of, withdraw
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.services.roster.edit_person import change_people
from app.services.rota.change_session import cancel_session, move_session
from app.services.rota.edit_rota import edit_rota
from app.services.rota.read_rota import read_rota
from app.store import messages, people, solicitations
from tests.builders import COORDINATOR
from tests.services.a_rota import Rota, a_rota


def choices(rota: Rota, name: str) -> list[tuple[str, str, int]]:
    """(name, role, 0 for the morning or 1 for the afternoon) that someone could have for their morning seat."""
    seat = rota.of(name)
    with rota.store.reading() as conn:
        found = swap_choices(conn, rota.store, rota.id(name), seat.id)
    return [(one.name, one.seat.role, int(one.session.id == rota.session(1).id)) for one in found]


def nurses(rota: Rota) -> tuple[str, str]:
    """Two nurses of the morning whose roles differ."""
    names = sorted(name for name in rota.people if name != "Anne")
    return names[0], next(name for name in names[1:] if rota.of(name).role != rota.of(names[0]).role)


def proposed(rota: Rota, one: str, other: str, part: int = 0) -> str:
    return propose(rota.me(one), rota.store, rota.id(one), rota.of(one, part).id, rota.of(other, part).id)


def declare(rota: Rota, name: str, role: str) -> None:
    """From now on this person declares only one role."""
    with rota.store.reading() as conn:
        person, revision = people.find(conn, rota.id(name)), people.revisions(conn)[rota.id(name)]
    assert person is not None
    change_people(COORDINATOR, rota.store, [(replace(person, roles=frozenset({role})), revision)])


def asked(rota: Rota) -> list[tuple[str, str]]:
    with rota.store.reading() as conn:
        rows = solicitations.since(conn, datetime(2026, 1, 1, tzinfo=UTC))
    return [(row.person, row.ask.value) for row in rows]


def test_only_exchanges_that_break_nothing_are_offered(tmp_path: Path) -> None:
    """Nurses may exchange roles within the morning; nobody is offered the physician's seat or a second one at one time."""
    rota = a_rota(tmp_path)
    one, _other = nurses(rota)
    mine = rota.of(one).role
    found = choices(rota, one)
    assert found
    assert {part for _name, _role, part in found} == {0}
    assert not {role for _name, role, _part in found} & {mine, "supervising_physician"}
    assert choices(rota, "Anne") == []
    with rota.store.reading() as conn, pytest.raises(InvalidInput, match="plus à vous"):
        swap_choices(conn, rota.store, rota.id(one), rota.of("Anne").id)


def test_an_accepted_swap_exchanges_both_seats_and_tells_the_proposer(tmp_path: Path) -> None:
    """Both are confirmed in their new seat, each SEQUENCE moves once, the request counted once, the page shows how it ended."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    given, wanted = rota.of(one), rota.of(other)
    id = proposed(rota, one, other)
    assert asked(rota) == [(rota.id(other), "swap")]
    assert rota.told() == [("swap", other, "queued")]
    with rota.store.reading() as conn:
        mine, theirs = (swaps_of(conn, rota.id(name), rota.store.now())[0] for name in (one, other))
        body = messages.about(conn, id)[0].message.body
    assert (mine.mine, mine.given[0].id, theirs.mine, theirs.given[0].id) == (True, given.id, False, wanted.id)
    assert f"{one} F." in body
    accept(rota.me(other), rota.store, rota.id(other), id)
    assert (rota.holder(given), rota.holder(wanted)) == (other, one)
    assert (rota.of(other).sequence, rota.of(one).sequence) == (given.sequence + 1, wanted.sequence + 1)
    assert rota.of(one).state is rota.of(other).state is SeatState.ACKNOWLEDGED
    assert rota.told() == [("publication_change", one, "queued"), ("swap", other, "cancelled")]
    with rota.store.reading() as conn:
        assert [swap.state for swap in swaps_of(conn, rota.id(one), rota.store.now())] == [SwapState.ACCEPTED]
    with pytest.raises(InvalidInput, match="ne peut plus être accepté"):
        accept(rota.me(other), rota.store, rota.id(other), id)


@pytest.mark.parametrize("who", [0, 1])
def test_a_swap_that_breaks_a_rule_for_either_is_refused(tmp_path: Path, who: int) -> None:
    """Whoever of the two declares only the role they hold stops it: proposed by one or by the other, nothing is written."""
    rota = a_rota(tmp_path)
    pair = nurses(rota)
    declare(rota, pair[who], rota.of(pair[who]).role)
    for one, other in (pair, pair[::-1]):
        with pytest.raises(RuleRefusal, match="n’est pas possible"):
            proposed(rota, one, other)
    assert (rota.told(), asked(rota)) == ([], [])


@pytest.mark.parametrize("who", [0, 1])
def test_rules_are_asked_again_when_a_swap_is_accepted(tmp_path: Path, who: int) -> None:
    """What was possible when proposed and breaks a rule for either since is refused; both keep their seats."""
    rota = a_rota(tmp_path)
    pair = nurses(rota)
    before = [rota.of(name) for name in pair]
    id = proposed(rota, *pair)
    declare(rota, pair[who], before[who].role)
    with pytest.raises(RuleRefusal):
        accept(rota.me(pair[1]), rota.store, rota.id(pair[1]), id)
    assert [rota.of(name) for name in pair] == before


def test_only_the_person_asked_accepts_or_refuses_and_only_the_proposer_withdraws(tmp_path: Path) -> None:
    """The others are told no; a refusal ends it and changes nobody's seat."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    before = rota.of(one)
    id = proposed(rota, one, other)
    with pytest.raises(NotAllowed):
        accept(rota.me(one), rota.store, rota.id(other), id)
    for act, name in ((accept, one), (refuse, one), (withdraw, other), (refuse, "Anne")):
        with pytest.raises(InvalidInput):
            act(rota.me(name), rota.store, rota.id(name), id)
    refuse(rota.me(other), rota.store, rota.id(other), id)
    assert rota.of(one) == before
    with pytest.raises(InvalidInput):
        accept(rota.me(other), rota.store, rota.id(other), id)
    with pytest.raises(NotFound):
        refuse(rota.me(other), rota.store, rota.id(other), "unknown")


def test_a_withdrawn_request_that_has_not_left_costs_nothing_and_another_may_be_asked(tmp_path: Path) -> None:
    """One person at a time: a second proposal of the same seat waits until the first is withdrawn."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    id = proposed(rota, one, other)
    with pytest.raises(InvalidInput, match="déjà ce poste"):
        proposed(rota, one, other)
    withdraw(rota.me(one), rota.store, rota.id(one), id)
    assert (rota.told(), asked(rota)) == ([("swap", other, "cancelled")], [])
    proposed(rota, one, other)
    assert asked(rota) == [(rota.id(other), "swap")]


def test_nobody_is_asked_beyond_their_budget_or_in_quiet_hours(tmp_path: Path) -> None:
    """At 23 h the request leaves at 8 h; someone asked three times this week is asked after it, or not at all when too late."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    night = rota.at(datetime(2026, 11, 16, 22, tzinfo=UTC))
    id = proposed(night, one, other)
    with rota.store.reading() as conn:
        assert messages.about(conn, id)[0].message.due_at == datetime(2026, 11, 17, 7, tzinfo=UTC)
    withdraw(night.me(one), night.store, rota.id(one), id)
    late = rota.at(rota.session().starts_at - timedelta(days=3))
    with late.store.transaction() as conn:
        times = [late.store.now() - timedelta(hours=hour) for hour in (1, 2, 3)]
        solicitations.add(conn, [Solicitation(rota.id(other), at, Ask.CALL_OUT, "earlier") for at in times])
    with pytest.raises(RuleRefusal, match="beaucoup sollicitée"):
        proposed(late, one, other)
    assert other not in [name.split()[0] for name, _role, _part in choices(late, one)]
    with rota.store.reading() as conn:
        assert [swap.state for swap in swaps_of(conn, rota.id(one), night.store.now())] == [SwapState.WITHDRAWN]


def test_a_seat_that_changed_hands_ends_the_proposal(tmp_path: Path) -> None:
    """The proposer leaves the seat offered: the request does not leave, reads as expired, and accepting is refused."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    id = proposed(rota, one, other)
    withdraw_seat(rota.me(one), rota.store, rota.id(one), rota.of(one).id)
    assert rota.told() == [("swap", other, "cancelled")]
    with rota.store.reading() as conn:
        assert [swap.state for swap in swaps_of(conn, rota.id(other), rota.store.now())] == [SwapState.EXPIRED]
    with pytest.raises(InvalidInput):
        accept(rota.me(other), rota.store, rota.id(other), id)


def test_a_seat_that_changed_hands_without_anyone_noticing_is_stale(tmp_path: Path) -> None:
    """Nothing is exchanged when one of the two no longer holds what was said."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    id = proposed(rota, one, other)
    with rota.store.transaction() as conn:
        conn.execute("UPDATE seat SET person_id = ? WHERE id = ?", (rota.id("Anne"), rota.of(one).id))
    with pytest.raises(StaleRevision):
        accept(rota.me(other), rota.store, rota.id(other), id)


def test_what_nobody_answers_expires_with_the_first_session(tmp_path: Path) -> None:
    """The scheduler looks again at that hour, then has nothing left to do."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    proposed(rota, one, other)
    begins = rota.session().starts_at
    assert expire_swaps(SCHEDULER, rota.store) == begins
    assert expire_swaps(SCHEDULER, rota.at(begins).store) is None
    with rota.store.reading() as conn:
        assert [swap.state for swap in swaps_of(conn, rota.id(one), rota.store.now())] == [SwapState.EXPIRED]
    assert rota.told() == [("swap", other, "cancelled")]


def test_the_draft_never_books_twice_whoever_swapped(tmp_path: Path) -> None:
    """Differences on both seats, and those that would put either elsewhere at the same hours, are forgotten."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    third = next(name for name in rota.people if name not in ("Anne", one, other))
    for placements in ({rota.of(one).id: None}, {rota.of(third).id: rota.id(one)}):
        revision = read_rota(COORDINATOR, rota.store, rota.centre).revision
        edit_rota(COORDINATOR, rota.store, rota.centre, revision, placements, reason="Essai")
    given, wanted = rota.of(one), rota.of(other)
    accept(rota.me(other), rota.store, rota.id(other), proposed(rota, one, other))
    assert read_rota(COORDINATOR, rota.store, rota.centre).horizon.draft == ()
    assert (rota.holder(given), rota.holder(wanted)) == (other, one)


def test_a_cancelled_session_ends_what_was_proposed_about_it(tmp_path: Path) -> None:
    """Nobody is asked for an exchange with a session that will not be held."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    proposed(rota, one, other)
    session = rota.session()
    cancel_session(COORDINATOR, rota.store, session.id, session.revision, "Neige")
    assert ("swap", other, "cancelled") in rota.told()


def test_a_swap_is_over_once_one_of_its_sessions_moved_earlier_has_begun(tmp_path: Path) -> None:
    """Proposed for the 30th, moved to the 18th: on the 20th it reads as expired, can't be accepted, and ends by itself."""
    rota = a_rota(tmp_path)
    one, other = nurses(rota)
    given, wanted = rota.of(one), rota.of(other)
    id = proposed(rota, one, other)
    session = rota.session()
    move_session(COORDINATOR, rota.store, session.id, session.revision, date(2026, 11, 18), time(9), time(13))
    after = rota.at(datetime(2026, 11, 20, 9, tzinfo=UTC))
    with after.store.reading() as conn:
        assert [swap.state for swap in swaps_of(conn, rota.id(other), after.store.now())] == [SwapState.EXPIRED]
    with pytest.raises(InvalidInput, match="a commencé"):
        accept(rota.me(other), after.store, rota.id(other), id)
    assert (rota.holder(given), rota.holder(wanted)) == (one, other)
    assert expire_swaps(SCHEDULER, after.store) is None
