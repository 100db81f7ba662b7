"""Live, draft and what publishing writes; stability, rebase, refusals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import StaleRevision
from app.core.ids import PartnerId, PersonId, SeatId
from app.scheduling.rota import Refusal, apply, difference, draft_from_plan, draft_of, edit, publish, rebase
from app.scheduling.session import NOBODY, DraftSeat, Holder, Seat, SeatState
from app.scheduling.staffing.plan import Assignment
from tests.scheduling.builders import TUESDAY, a_seat, a_session, label, name, paris

MORNING, NEXT = a_session(), a_session("S2", TUESDAY)
SESSIONS = {MORNING.id: MORNING}
AT = paris(2026, 11, 26, 17)


def to(seat: str, person: str | None, base: int = 1, **changes: object) -> DraftSeat:
    holder = Holder(PersonId(person)) if person else NOBODY
    return replace(DraftSeat(SeatId(seat), holder, base), **changes)  # type: ignore[arg-type]


def test_a_draft_shows_what_live_would_become() -> None:
    """Ana leaves line 1 for nobody, Bea comes on line 2; the untouched seat is untouched."""
    live = [
        a_seat("1", person="Ana"),
        a_seat("2", line=2),
        a_seat("3", line=3, person="Cloé", state=SeatState.ACKNOWLEDGED),
    ]
    assert apply(live, [to("1", None), to("2", "Bea")]) == (a_seat("1"), a_seat("2", line=2, person="Bea"), live[2])


def test_a_pin_alone_keeps_the_holders_state() -> None:
    """A confirmed person who is pinned stays confirmed."""
    live = [a_seat("1", person="Ana", state=SeatState.ACKNOWLEDGED)]
    pin = to("1", "Ana", pinned=True, override_reason="volontaire")
    assert apply(live, [pin]) == (replace(live[0], pinned=True, override_reason="volontaire"),)
    assert publish(live, [pin], AT).changed == (
        replace(live[0], pinned=True, override_reason="volontaire", changed_at=AT),
    )


def test_a_plan_becomes_only_its_differences() -> None:
    """Ana is already there: she has no entry; Bea comes « non confirmé », Cloé goes."""
    live = [
        a_seat("1", person="Ana", revision=4),
        a_seat("2", line=2, revision=2),
        a_seat("3", line=3, person="Cloé", revision=7),
    ]
    plan = [Assignment(person, "S1", "injector") for person in ("Ana", "Bea")]
    assert draft_from_plan(live, plan, SESSIONS, provisional={"Ana", "Bea"}) == (
        to("2", "Bea", 2, provisional=True),
        to("3", None, 7),
    )


def test_pinned_seats_and_other_sessions_survive_a_new_proposal() -> None:
    """The edit made by hand stays, so does what the draft says of Tuesday; the rest of the old draft is replaced."""
    live = [a_seat("1"), a_seat("2", line=2), a_seat("9", session="S2")]
    by_hand = to("2", "Zoé", pinned=True, override_reason="a proposé son aide")
    draft = [to("1", "Ana"), by_hand, to("9", "Cloé")]
    plan = [Assignment("Bea", "S1", "injector"), Assignment("Zoé", "S1", "injector")]
    assert draft_from_plan(live, plan, SESSIONS, draft=draft) == (to("1", "Bea"), by_hand, to("9", "Cloé"))


def test_partners_past_and_cancelled_seats_are_never_in_a_plans_draft() -> None:
    """Nobody is assigned; nobody of those is released."""
    live = [
        a_seat("1", holder=Holder(partner_id=PartnerId("mairie")), state=SeatState.ACKNOWLEDGED),
        a_seat("2", line=2, person="Bea", state=SeatState.WORKED),
        a_seat("3", line=3, person="Cloé", state=SeatState.CANCELLED),
    ]
    assert draft_from_plan(live, [], SESSIONS) == ()


def test_a_seat_that_moved_is_refused_with_what_changed() -> None:
    """Clarisse claimed it by her link; another was freed; one is cancelled; one vanished."""
    live = [
        a_seat("1", line=2, person="Clarisse P.", revision=2),
        a_seat("2", line=2, rank=2, revision=2),
        a_seat("3", line=3, state=SeatState.CANCELLED),
    ]
    draft = [to("1", "Ana"), to("2", "Bea"), to("3", "Cloé"), to("4", "Zoé")]
    found = rebase(draft, live)
    assert (found.kept, found.settled) == ((), ())
    assert found.refused == tuple(Refusal(change, seat) for change, seat in zip(draft, (*live, None), strict=True))
    assert [one.sentence(MORNING, label, name) for one in found.refused] == [
        "Lundi 30 novembre, matin, ligne 2, injection : Clarisse P. l’a pris depuis votre brouillon.",
        "Lundi 30 novembre, matin, ligne 2, injection : il s’est libéré depuis votre brouillon.",
        "Lundi 30 novembre, matin, ligne 3, injection : ce poste ne se modifie plus (annulé ou passé).",
        "Un poste de votre brouillon n’existe plus.",
    ]


def test_what_live_already_says_is_neither_kept_nor_refused() -> None:
    """Ana took herself the seat the draft gave her."""
    found = rebase([to("1", "Ana")], [a_seat("1", person="Ana", revision=2)])
    assert (found.kept, found.refused, found.settled) == ((), (), (to("1", "Ana"),))


def test_publishing_writes_what_stands_and_asks_the_new_holder_to_confirm() -> None:
    """One seat changes hands (sequence raised), one is refused because it moved."""
    live = [
        a_seat("1", person="Ana", state=SeatState.ACKNOWLEDGED, sequence=3, pinned=True),
        a_seat("2", line=2, revision=5),
    ]
    found = publish(live, [to("1", "Bea"), to("2", "Cloé")], AT)
    assert found.changed == (a_seat("1", person="Bea", sequence=4, changed_at=AT),)
    assert [one.change.seat_id for one in found.refused] == ["2"]


def test_an_edit_replaces_the_one_before_and_forgets_itself_when_live_says_the_same() -> None:
    """Bea instead of Ana, then nobody as in live; an edit made on an old revision is refused."""
    live = a_seat("1")
    draft = edit([to("1", "Ana"), to("2", "Zoé")], live, to("1", "Bea"))
    assert draft == (to("1", "Bea"), to("2", "Zoé"))
    assert edit(draft, live, to("1", None)) == (to("2", "Zoé"),)
    with pytest.raises(StaleRevision):
        edit(draft, replace(live, revision=2), to("1", "Bea"))


HOLDERS = st.sampled_from([NOBODY, *(Holder(PersonId(person)) for person in "abc"), Holder(partner_id=PartnerId("m"))])
STATES = st.sampled_from(
    [SeatState.PUBLISHED, SeatState.ACKNOWLEDGED, SeatState.STAND_IN_WANTED, SeatState.WORKED, SeatState.CANCELLED]
)


@st.composite
def rotas(draw: st.DrawFn) -> list[Seat]:
    seats = []
    for number in range(draw(st.integers(0, 6))):
        holder = draw(HOLDERS)
        state = draw(STATES) if holder.filled else SeatState.OPEN
        seats.append(a_seat(str(number), line=number + 1, holder=holder, state=state, pinned=draw(st.booleans())))
    return seats


@given(rotas(), st.lists(st.tuples(HOLDERS, st.booleans()), min_size=6, max_size=6))
def test_applying_a_difference_gives_what_was_wanted(live: list[Seat], wishes: list[tuple[Holder, bool]]) -> None:
    """apply ∘ difference is the identity on holders and pins, and a rota differs from itself by nothing."""
    changes = [DraftSeat(seat.id, holder, 1, pinned) for seat, (holder, pinned) in zip(live, wishes, strict=False)]
    wanted = apply(live, changes)
    diff = difference(live, wanted)
    assert apply(live, diff) == wanted
    assert difference(live, live) == difference(wanted, wanted) == ()
    assert len(draft_of(diff)) == len(diff)


@given(rotas(), st.lists(st.tuples(HOLDERS, st.integers(1, 2)), min_size=6, max_size=6))
def test_publishing_never_touches_a_seat_that_moved(live: list[Seat], wishes: list[tuple[Holder, int]]) -> None:
    """Every draft entry is kept, refused or already said; refused seats are not written."""
    draft = [DraftSeat(seat.id, holder, base, seat.pinned) for seat, (holder, base) in zip(live, wishes, strict=False)]
    found, written = rebase(draft, live), publish(live, draft, AT)
    assert len(found.kept) + len(found.refused) + len(found.settled) == len(draft)
    assert {seat.id for seat in written.changed} == {one.seat_id for one in found.kept}
    assert {one.change.seat_id for one in written.refused}.isdisjoint(seat.id for seat in written.changed)
