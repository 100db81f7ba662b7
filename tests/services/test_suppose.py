"""« Et si… » : what is supposed on top of what fails, for whom it may be asked, and that nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from app.continuity.band import Band
from app.continuity.carer import CarerId
from app.continuity.situation import WHOLE, Absence, Cut, OutageKind, Situation
from app.core.errors import InvalidInput, NotAllowed
from app.services.continuity_scene import scene
from app.services.suppose import LONGEST_HOURS, Question, read_choices, suppose, supposed
from app.store import community, journal, people
from tests.builders import a_person, some_people
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


def test_in_peace_the_answer_comes_in_bands(tmp_path: Path) -> None:
    """Nothing under way, real needs: no exact number, no hour, whichever way the question is turned."""
    relay = a_relay(tmp_path, room=3, far_room=2, needs=6, closed=False)
    view = suppose(CELL, relay.store, Question(starts_at=relay.clock(), practices=(OURS,), hours=48))
    assert (view.touched, view.relayed, view.uncovered, view.exact) == (Band(5, 9), Band(0, 9), Band(0, 9), False)
    assert (view.first_due, view.slices, view.takings, view.categories) == (None, (), (), ())


def test_two_questions_never_tell_one_need(tmp_path: Path) -> None:
    """One need more or less, and the answer reads the same: no subtraction between two questions finds it."""
    relay = a_relay(tmp_path, room=9, needs=6, closed=False)
    question = Question(starts_at=relay.clock(), practices=(OURS,), hours=48)
    before = suppose(CELL, relay.store, question)
    noted(relay, a_care_need(7))
    after = suppose(CELL, relay.store, question)
    assert (before.touched, before.relayed) == (after.touched, after.relayed)


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


def test_asking_writes_nothing(tmp_path: Path) -> None:
    """A question is no event: the journal stands where it stood."""
    relay = a_relay(tmp_path, needs=2)
    with relay.store.reading() as conn:
        before = journal.head(conn)
    suppose(CELL, relay.store, Question(starts_at=relay.clock(), practices=(NEAR,)))
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
