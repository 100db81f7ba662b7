"""« Et si… » : what is supposed on top of what fails, for whom it may be asked, what is told in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from app.continuity.band import Band
from app.continuity.care_need import content_of
from app.continuity.carer import CarerId
from app.continuity.situation import WHOLE, Absence, Cut, OutageKind, Situation
from app.core.errors import InvalidInput, NotAllowed
from app.services.continuity.continuity_scene import scene
from app.services.continuity.continuity_view import Hidden
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.seal_needs import NewNeed, seal_needs
from app.services.continuity.suppose import LONGEST_HOURS, Question, read_choices, suppose, supposed
from app.store import community, journal, people
from tests.builders import COORDINATOR, a_person, some_people
from tests.services.a_relay import BRECH, FAR, NEAR, OURS, Relay, a_care_need, a_relay, noted
from tests.services.a_territory import CELL, OBSERVER, a_territory

if TYPE_CHECKING:
    from pathlib import Path


def situation(relay: Relay, question: Question) -> Situation:
    with relay.store.reading() as conn:
        stage = scene(conn, relay.store, question.starts_at, until=question.ends_at)
        return supposed(stage, question, people.every(conn)).situation


def test_a_practice_supposed_closed_while_another_is(tmp_path: Path) -> None:
    """On top of what fails: the near relay gone too, the far one takes what it can."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=6)
    view = suppose(CELL, relay.store, Question(starts_at=relay.clock(), practices=(NEAR,)))
    assert (view.relayed, view.uncovered) == (Band(2, 2), Band(4, 4))
    assert {one.practice for one in view.situation.absences} == {OURS, NEAR}


def test_in_peace_a_practice_is_answered_by_its_totals(tmp_path: Path) -> None:
    """What a cell prepares itself with: how many by fate, and the first hour; no part of it."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=6, closed=False)
    view = suppose(CELL, relay.store, Question(starts_at=relay.clock(), practices=(OURS,), hours=48))
    assert (view.touched, view.relayed, view.uncovered) == (Band(6, 6), Band(5, 5), Band(1, 1))
    assert (view.exact, view.hidden, view.first_due) == (False, Hidden.PARTS, relay.clock() + timedelta(hours=12))
    assert (view.whys, view.slices, view.hours, view.takings, view.categories) == ((), (), (), (), ())


def test_in_peace_the_absent_of_a_profession_are_answered_by_totals(tmp_path: Path) -> None:
    """All nurses away: everybody's needs, nobody takes them."""
    relay = a_relay(tmp_path, room=3, needs=7, closed=False)
    asked = Question(starts_at=relay.clock(), profession="infirmier", absent=3, of=3, hours=48)
    view = suppose(CELL, relay.store, asked)
    assert (view.touched, view.uncovered, view.hidden) == (Band(7, 7), Band(7, 7), Hidden.PARTS)
    assert [(why.needs, why.communes) for why in view.whys] == [(None, ())]


@pytest.mark.parametrize("needs", [1, 4])
def test_in_peace_a_few_are_told_as_fewer_than_the_threshold(tmp_path: Path, needs: int) -> None:
    """And nothing else: no fate, no hour, no reason."""
    relay = a_relay(tmp_path, room=0, needs=needs, closed=False)
    view = suppose(CELL, relay.store, Question(starts_at=relay.clock(), practices=(OURS,), hours=48))
    few = Band(0, 4)
    assert (view.whole, view.touched, view.kept, view.waiting, view.relayed, view.uncovered) == (few,) * 6
    assert (view.hidden, view.first_due, view.whys, view.slices, view.takings) == (Hidden.FEW, None, (), (), ())


@pytest.mark.parametrize("there", [1, 4])
def test_a_small_practice_is_not_found_by_subtraction(tmp_path: Path, there: int) -> None:
    """Two practices less one of them: a total with a small one in it reads as the lists tell it."""
    relay = a_relay(tmp_path, room=3, needs=6, closed=False)
    drafts = [a_care_need(n) for n in range(50, 50 + there)]
    seal_needs(relay.members[NEAR], relay.store, NEAR, [NewNeed(content_of(one), one.expires_at) for one in drafts])
    both = suppose(CELL, relay.store, Question(starts_at=relay.clock(), practices=(OURS, NEAR), hours=48))
    everyone = Question(starts_at=relay.clock(), profession="infirmier", absent=3, of=3, hours=48)
    together = suppose(CELL, relay.store, everyone)
    for view in (both, together):
        assert (view.hidden, view.first_due) == (Hidden.PLACES, None)
        assert view.whole is not None
        assert not view.whole.is_exact


@pytest.mark.parametrize("place", [{"power": (BRECH,)}, {"roads": (("56007", BRECH),)}, {"sites": ("hopital",)}])
def test_in_peace_a_question_with_a_place_stays_masked(tmp_path: Path, place: dict[str, tuple[str, ...]]) -> None:
    """A practice with it or not: as far as the masked lists tell."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=6, closed=False)
    asked = Question(starts_at=relay.clock(), practices=(OURS,), hours=48, **place)  # type: ignore[arg-type]
    view = suppose(CELL, relay.store, asked)
    assert (view.touched, view.hidden, view.first_due) == (Band(5, 9), Hidden.PLACES, None)


def test_a_cut_to_come_masks_the_practices_of_those_hours(tmp_path: Path) -> None:
    """A cut noted for tomorrow touches whom it touches: a question about anybody tomorrow would tell how many."""
    relay = a_relay(tmp_path, room=3, needs=6, closed=False)
    tomorrow = relay.clock() + timedelta(days=1)
    draft = OutageDraft(
        kind=OutageKind.POWER, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=9), communes=(BRECH,)
    )
    declare_outage(COORDINATOR, relay.store, draft)
    view = suppose(CELL, relay.store, Question(starts_at=tomorrow, practices=(OURS,)))
    assert (view.hidden, view.first_due) == (Hidden.PLACES, None)


def test_a_share_of_a_profession_is_the_same_everywhere(tmp_path: Path) -> None:
    """One nurse of three supposed away: a third of the nurses of each practice, by what part of it they are."""
    relay = a_relay(tmp_path, needs=0, closed=False)
    some_people(relay.store, a_person("Denez", "medecin", practice=FAR))
    now = relay.clock()
    found = situation(relay, Question(starts_at=now, profession="infirmier", absent=1, of=3, hours=10))
    end = now + timedelta(hours=10)
    assert found.absences == (
        Absence(OURS, now, end, Fraction(1, 3)),
        Absence(NEAR, now, end, Fraction(1, 3)),
        Absence(FAR, now, end, Fraction(1, 6)),
    )


def test_cuts_are_those_of_the_question(tmp_path: Path) -> None:
    """Power for its own hours, a road, an establishment, a service at a distance."""
    relay = a_relay(tmp_path, needs=0, closed=False)
    now = relay.clock()
    asked = Question(
        starts_at=now, hours=4, power=(BRECH,), power_hours=9, roads=(("56007", BRECH),), sites=("hopital",),
        remotes=("cardio",),
    )  # fmt: skip
    end = now + timedelta(hours=4)
    assert situation(relay, asked).cuts == (
        Cut(OutageKind.POWER, now, now + timedelta(hours=9), communes=frozenset({BRECH})),
        Cut(OutageKind.ROAD, now, end, roads=frozenset({frozenset({"56007", BRECH})})),
        Cut(OutageKind.SITE, now, end, site="hopital"),
        Cut(OutageKind.REMOTE, now, end, carer=CarerId("remote:cardio")),
    )
    assert asked.ends_at == now + timedelta(hours=9)


def test_closing_what_is_closed_changes_nothing(tmp_path: Path) -> None:
    """Shares add up to a whole, never more."""
    relay = a_relay(tmp_path, needs=0)
    now = relay.clock()
    found = situation(relay, Question(starts_at=now, practices=(OURS,), profession="infirmier", absent=3, of=3))
    assert {one.share for one in found.absences} == {WHOLE}


def test_each_question_is_in_the_journal(tmp_path: Path) -> None:
    """Who asked, which kinds, which practices: no number. Drawn again it is the same question; another hour is another."""
    relay = a_relay(tmp_path, needs=2)
    asked = Question(
        starts_at=relay.clock(),
        practices=(NEAR,),
        profession="infirmier",
        absent=1,
        of=3,
        power=(BRECH,),
        power_hours=9,
    )
    for one in (asked, asked, replace(asked, hours=25)):
        suppose(CELL, relay.store, one)
    relay.clock.forward(hours=1)
    suppose(CELL, relay.store, asked)
    with relay.store.reading() as conn:
        found = [one for one in journal.recent(conn) if one.type == "continuity_supposed"]
    assert [one.actor_id for one in found] == [CELL.id] * 3
    assert [one.payload for one in found] == [{"causes": ["practices", "absent", "power"], "practices": [NEAR]}] * 3


def test_who_may_not_ask_leaves_no_question(tmp_path: Path) -> None:
    """A refusal, a question that cannot be asked: nothing is written."""
    relay = a_relay(tmp_path, needs=0)
    with relay.store.reading() as conn:
        before = journal.head(conn)
    with pytest.raises(NotAllowed):
        suppose(OBSERVER, relay.store, Question(starts_at=relay.clock(), practices=(OURS,)))
    with pytest.raises(InvalidInput):
        suppose(CELL, relay.store, Question(starts_at=relay.clock()))
    with relay.store.reading() as conn:
        assert journal.head(conn) == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"practices": ()}, "Choisissez ce qui manquerait"),
        ({"hours": 0}, "La durée va de 1 heure"),
        ({"hours": LONGEST_HOURS + 1}, "La durée va de 1 heure"),
        ({"profession": "infirmier", "absent": 4, "of": 3}, "4 absents sur 3"),
        ({"absent": 1, "of": 3}, "quels professionnels"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    """What, and what to do."""
    relay = a_relay(tmp_path, needs=0)
    asked = replace(Question(starts_at=relay.clock(), practices=(OURS,)), **changes)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput) as refused:
        suppose(CELL, relay.store, asked)
    assert said in str(refused.value)


def test_who_only_looks_on_may_not_ask(tmp_path: Path) -> None:
    """Turning questions over would find one need by subtraction: it takes who runs continuity."""
    relay = a_relay(tmp_path, needs=0)
    with pytest.raises(NotAllowed):
        suppose(OBSERVER, relay.store, Question(starts_at=relay.clock(), practices=(OURS,)))
    with pytest.raises(NotAllowed):
        read_choices(OBSERVER, relay.store)


def test_choices_are_those_of_the_territory(tmp_path: Path) -> None:
    """Practices, professions at work with their number, roads between communes of the territory, by name."""
    relay = a_relay(tmp_path, needs=0)
    found = read_choices(CELL, relay.store)
    assert sorted(found.practices) == sorted([OURS, NEAR, FAR])
    assert found.professions == {"infirmier": ("infirmier", 3)}
    assert ("56007", BRECH) in found.roads
    assert found.patients == {}


def test_nine_hours_of_a_power_cut_on_oxygen(tmp_path: Path) -> None:
    """The acceptance figure (DOMAIN § 7): eleven on oxygen, five with four hours of bottle, nine hours without power: five."""
    relay = a_relay(tmp_path, room=0, needs=0, closed=False)
    with relay.store.transaction() as conn:
        community.write(conn, replace(community.read(conn), demonstration=True))
    noted(
        relay,
        *(
            a_care_need(number, "O2", power=True, oxygen=True, autonomy_hours=4 if number <= 5 else 12)
            for number in range(1, 12)
        ),
    )
    view = suppose(CELL, relay.store, Question(starts_at=relay.clock(), power=("56007",), power_hours=9))
    assert (view.touched, view.relayed + view.uncovered) == (Band(5, 5), Band(5, 5))
    assert view.first_due == relay.clock() + timedelta(hours=4)


def test_the_territory_of_redon_says_how_many_patients_each_has(tmp_path: Path) -> None:
    """From the shipped table: physicians, nurses, physiotherapists."""
    store = a_territory(tmp_path, "redon")
    assert read_choices(CELL, store).patients == {"medecin": 1613, "infirmier": 519, "masseur_kinesitherapeute": 195}
