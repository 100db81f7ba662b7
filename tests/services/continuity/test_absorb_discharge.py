"""« 20 lits ce soir : 9 pansements, 5 seuls, 6 sans soin »: who takes them, agreed one by one, the rest with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.continuity.carer import practice_carer
from app.continuity.discharge import Discharge, Line, Taking
from app.continuity.finding import Reason
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.response.event import EventKind
from app.roster.practice import Site, SiteKind
from app.services.continuity.absorb_discharge import (
    DischargeDraft,
    answer_taking,
    change_discharge,
    close_discharge,
    open_discharge,
    propose_again,
)
from app.services.continuity.discharge_reply import reply_text
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_discharges import read_discharges
from app.services.crisis.open_event import open_event
from app.store import discharges, people
from app.store.database import Store
from tests.builders import COORDINATOR, READER
from tests.services.a_relay import AURAY, BRECH, FAR, NEAR, OURS, START, a_relay, close

TONIGHT = START + timedelta(hours=3)
ASKED = DischargeDraft(
    title="20 lits ce soir", wanted_at=TONIGHT, beds=20, lines=(Line("PLAIE", AURAY, 6), Line("INS", BRECH, 3)),
)  # fmt: skip


def _held(store: Store, id: str) -> Discharge:
    with store.reading() as conn:
        found = discharges.find(conn, id)
    assert found is not None
    return found


def _takings(one: Discharge) -> dict[tuple[str, str], int]:
    return {(kept.category, kept.carer): kept.patients for kept in one.takings if not kept.refused}


def test_patients_are_proposed_within_what_relays_can_take(tmp_path: Path) -> None:
    """Nine patients, two relays of three places each: six proposed, insulin first, three wounds left as all are full."""
    relay = a_relay(tmp_path, room=3, needs=0)
    one = _held(relay.store, open_discharge(COORDINATOR, relay.store, ASKED))
    assert (one.beds, one.without_care, one.asked, one.agreed) == (20, 11, 6, 0)
    assert one.left == (Line("PLAIE", AURAY, 3),)
    [view] = read_discharges(COORDINATOR, relay.store).views
    assert [(left.category, left.patients, left.reason) for left in view.left] == [
        ("Plaie complexe, stomie", 3, Reason.FULL)
    ]
    assert "practice:p-auray" not in {kept.carer for kept in one.takings}


def test_one_carer_is_asked_for_a_line_it_can_take_whole(tmp_path: Path) -> None:
    """Three insulins and three wounds, two relays of three places: each takes one line, nobody takes half of one."""
    relay = a_relay(tmp_path, room=3, needs=0)
    draft = replace(ASKED, lines=(Line("PLAIE", AURAY, 3), Line("INS", BRECH, 3)))
    one = _held(relay.store, open_discharge(COORDINATOR, relay.store, draft))
    assert (sorted(kept.patients for kept in one.takings), one.left) == ([3, 3], ())
    assert len({kept.carer for kept in one.takings}) == 2


def test_what_relays_already_hold_is_taken_off_their_room(tmp_path: Path) -> None:
    """Four needs handed over leave two places for the wards."""
    relay = a_relay(tmp_path, room=3, needs=4)
    propose_relays(COORDINATOR, relay.store)
    one = _held(relay.store, open_discharge(COORDINATOR, relay.store, ASKED))
    assert (one.asked, one.left_patients) == (2, 7)


def test_a_yes_a_part_and_a_no(tmp_path: Path) -> None:
    """One takes one of its three; the two others go to the next with room; who refused is not asked again for them."""
    relay = a_relay(tmp_path, room=3, far_room=5, needs=0)
    draft = replace(ASKED, lines=(Line("INS", BRECH, 6),))
    id = open_discharge(COORDINATOR, relay.store, draft)
    assert _takings(_held(relay.store, id)).keys() == {("INS", practice_carer(NEAR)), ("INS", practice_carer(FAR))}
    first = _takings(_held(relay.store, id))["INS", practice_carer(NEAR)]
    answer_taking(COORDINATOR, relay.store, id, ("INS", BRECH), practice_carer(NEAR), 1, 1)
    one = _held(relay.store, id)
    assert _takings(one) == {("INS", practice_carer(NEAR)): 1, ("INS", practice_carer(FAR)): 5}
    assert [kept.patients for kept in one.takings if kept.refused] == [first - 1]
    assert (one.agreed, one.asked, one.left_patients) == (1, 5, 0)


def test_everyone_says_no_and_the_reason_is_that_all_refused(tmp_path: Path) -> None:
    """What nobody takes is left, and says why."""
    relay = a_relay(tmp_path, room=3, far_room=0, needs=0)
    id = open_discharge(COORDINATOR, relay.store, replace(ASKED, lines=(Line("INS", BRECH, 2),)))
    answer_taking(COORDINATOR, relay.store, id, ("INS", BRECH), practice_carer(NEAR), 0, 1)
    [view] = read_discharges(COORDINATOR, relay.store).views
    assert [(left.patients, left.reason) for left in view.left] in ([(2, Reason.REFUSED)], [(2, Reason.FULL)])
    assert propose_again(COORDINATOR, relay.store, id, 2) == 2


def test_writing_it_again_keeps_who_agreed(tmp_path: Path) -> None:
    """Fewer patients: agreed ones stay first; what is over goes."""
    relay = a_relay(tmp_path, room=9, far_room=0, needs=0)
    id = open_discharge(COORDINATOR, relay.store, ASKED)
    answer_taking(COORDINATOR, relay.store, id, ("PLAIE", AURAY), practice_carer(NEAR), 6, 1)
    change_discharge(COORDINATOR, relay.store, id, replace(ASKED, lines=(Line("PLAIE", AURAY, 4),)), 2)
    one = _held(relay.store, id)
    assert one.takings == (
        Taking(category="PLAIE", commune=AURAY, carer=practice_carer(NEAR), patients=4, agreed_at=START),
    )
    assert one.left == ()


def test_a_closed_practice_is_asked_nothing(tmp_path: Path) -> None:
    """Brech closed tonight: Pluneret alone is asked."""
    relay = a_relay(tmp_path, room=3, needs=0)
    close(relay, NEAR)
    one = _held(relay.store, open_discharge(COORDINATOR, relay.store, ASKED))
    assert {kept.carer for kept in one.takings} == {practice_carer(FAR)}


def test_an_exercise_takes_nobodys_place(tmp_path: Path) -> None:
    """Patients of an exercise are shared out among themselves: reality keeps its room."""
    relay = a_relay(tmp_path, room=3, needs=0, closed=False)
    event = open_event(COORDINATOR, relay.store, "Autocar", kind=EventKind.EXERCISE)
    played = open_discharge(COORDINATOR, relay.store, replace(ASKED, event_id=event))
    assert _held(relay.store, played).asked > 0
    real = _held(relay.store, open_discharge(COORDINATOR, relay.store, ASKED))
    assert real.asked == _held(relay.store, played).asked
    views = {view.discharge.id: view for view in read_discharges(COORDINATOR, relay.store).views}
    assert "EXERCICE" in reply_text(views[played]).splitlines()[0]
    assert "EXERCICE" not in reply_text(views[real.id])


def test_the_answer_to_the_hospital_says_who_takes_how_many_and_who_is_left(tmp_path: Path) -> None:
    """Agreed with its number to ring, waiting, left with the reason, and those who need nobody."""
    relay = a_relay(tmp_path, room=3, needs=0)
    id = open_discharge(COORDINATOR, relay.store, ASKED)
    taking = next(one for one in _held(relay.store, id).takings)
    answer_taking(COORDINATOR, relay.store, id, taking.key, taking.carer, taking.patients, 1)
    [view] = read_discharges(COORDINATOR, relay.store).views
    text = reply_text(view)
    assert "11 retours sans soin" in text
    assert "01 99 00 10 0" in text
    assert "3 × Plaie complexe, stomie, Auray" in text
    assert "MSSanté" in text


def test_an_establishment_that_has_not_said_is_asked_as_indicative(tmp_path: Path) -> None:
    """What a home hospital is asked rests on a hypothesis until it agrees, or its helpers say."""
    relay = a_relay(tmp_path, room=0, needs=0)
    with relay.store.transaction() as conn:
        people.put_site(conn, Site(id="had", kind=SiteKind.HOSPITAL_AT_HOME, name="HAD fictive", commune_insee=AURAY))
    id = open_discharge(COORDINATOR, relay.store, ASKED)

    def marked() -> list[bool]:
        [view] = read_discharges(COORDINATOR, relay.store).views
        return [one.is_assumed for one in view.asked]

    assert marked() == [True]
    [taking] = _held(relay.store, id).takings
    answer_taking(COORDINATOR, relay.store, id, taking.key, taking.carer, taking.patients, 1)
    assert marked() == [False]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": " "}, {"lines": ()}, {"lines": (Line("XX", AURAY, 1),)}, {"lines": (Line("INS", "", 1),)},
        {"lines": (Line("INS", AURAY, 0),)}, {"beds": 8}, {"beds": 9999}, {"title": "Mme Legoff à 18 h"},
        {"title": "06 39 98 00 01"}, {"wanted_at": START - timedelta(days=3)},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_whole(tmp_path: Path, changes: dict[str, object]) -> None:
    """No title, nobody, an unknown category, no commune, fewer beds than patients, a patient's name: nothing is written."""
    relay = a_relay(tmp_path, needs=0)
    with pytest.raises(InvalidInput):
        open_discharge(COORDINATOR, relay.store, replace(ASKED, **changes))  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        open_discharge(COORDINATOR, relay.store, replace(ASKED, site="gone"))
    with pytest.raises(NotAllowed):
        open_discharge(READER, relay.store, ASKED)
    assert read_discharges(COORDINATOR, relay.store).views == ()


def test_answers_come_at_the_revision_read_and_before_the_end(tmp_path: Path) -> None:
    """Stale, more than asked, nobody asked, closed: refused."""
    relay = a_relay(tmp_path, room=9, far_room=0, needs=0)
    id = open_discharge(COORDINATOR, relay.store, ASKED)
    near = practice_carer(NEAR)
    with pytest.raises(StaleRevision):
        answer_taking(COORDINATOR, relay.store, id, ("PLAIE", AURAY), near, 6, 7)
    with pytest.raises(InvalidInput):
        answer_taking(COORDINATOR, relay.store, id, ("PLAIE", AURAY), near, 7, 1)
    with pytest.raises(NotFound):
        answer_taking(COORDINATOR, relay.store, id, ("PLAIE", AURAY), practice_carer(OURS), 1, 1)
    close_discharge(COORDINATOR, relay.store, id, 1)
    with pytest.raises(RuleRefusal):
        close_discharge(COORDINATOR, relay.store, id, 2)
    with pytest.raises(NotFound):
        propose_again(COORDINATOR, relay.store, "gone", 1)
