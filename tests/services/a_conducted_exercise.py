"""An exercise ready to be conducted on a small territory of Auray: a flu at T0, four injects, a plan of two actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.drills.scenario import Expected, Objective, Scenario, ScenarioKind
from app.drills.shock import Absence, AnyEffect, CallVolunteers, NewNeed
from app.exercise.chronogramme import PlayedInject
from app.exercise.exercise import Exercise, ExerciseKind
from app.exercise.participant import Participant, ParticipantRole
from app.services.exercise.live_exercise import forget_all
from app.services.exercise.read_cockpit import Cockpit, CockpitInject, read_cockpit
from app.services.exercise.start_exercise import start_exercise
from app.services.keeping.set_up_community import set_up_community
from app.store import exercise_injects, exercise_people, exercises, log
from app.store.community import Community
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_person, some_people
from tests.services.a_drill import NAMES
from tests.services.a_territory import PHARMACY, some_sites

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

EXERCISE, SPEED = "exercice", 60
MORNING = THURSDAY + timedelta(days=3, hours=15)
"""T0: Monday 30 November, 8 h in Paris."""

AWAY = Absence(professions=("infirmier",), share=50)
MORE = NewNeed(commune="56007", skill="nursing", quantity=40)
HELP = CallVolunteers(profession="infirmier", count=6, from_hours=1, until_hours=9)

SCENARIO = Scenario(
    format="releve.scenario/1", code="grippe_fictive", title="Grippe", kind=ScenarioKind.OWN, territory="any", typology=2,
    story="Une grippe sévère (fictive).", starts="un lundi, 8 h", hours=24,
    objectives=(Objective(code="O1", text="Tenir les soins.", measure="Part couverte."),),
    plan=(HELP, CallVolunteers(profession="infirmier", count=2)),
)  # fmt: skip


class Played:
    """One exercise under a clock that a test moves. ``forward`` is in fictional minutes at speed 60: seconds."""

    def __init__(self, store: Store, clock: MovingClock) -> None:
        self.store, self.clock = store, clock

    def start(self) -> Cockpit:
        start_exercise(COORDINATOR, self.store, EXERCISE, self.exercise.revision)
        return self.cockpit

    def forward(self, minutes: float) -> datetime:
        """So many fictional minutes go by, while it runs at its usual speed."""
        return self.clock.forward(seconds=minutes)

    @property
    def exercise(self) -> Exercise:
        with self.store.reading() as conn:
            found = exercises.find(conn, EXERCISE)
        assert found is not None
        return found

    @property
    def cockpit(self) -> Cockpit:
        return read_cockpit(COORDINATOR, self.store, EXERCISE)

    def one(self, number: int) -> CockpitInject:
        return next(one for one in self.cockpit.injects if one.inject.number == number)

    def lines(self) -> list[log.LogEntry]:
        """The main courante of its event, oldest first."""
        with self.store.reading() as conn:
            return sorted(log.every(conn, self.exercise.event_id), key=lambda one: one.number)

    def again(self) -> None:
        """As after the process was killed: another store on the same folder, nothing in memory."""
        forget_all()
        self.store = open_store(self.store.folder.path, self.clock)


def a_conducted_exercise(folder: Path, **fields: Any) -> Played:
    """Prepared, on a territory with four nurses and a pharmacy."""
    forget_all()
    clock = MovingClock()
    store = open_store(folder, clock)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="auray"))
    some_people(store, *(a_person(name) for name in NAMES))
    some_sites(store, PHARMACY)
    put_exercise(store, **fields)
    return Played(store, clock)


def put_exercise(store: Store, injects: int = 4, **fields: Any) -> None:
    """The exercise, its injects a quarter of an hour apart, a player and an observer."""
    now = store.now()
    one = Exercise(
        id=EXERCISE, number=1, title="Grippe", kind=ExerciseKind.TABLETOP, scenario=SCENARIO, starts_at=now,
        ends_at=now + timedelta(hours=3), t0=MORNING, speed=SPEED, stop_word="menhir", created_at=now,
        actor_id=COORDINATOR.id,
    )  # fmt: skip
    with store.transaction() as conn:
        exercises.insert(conn, replace(one, **fields))
        for id, role, function in (
            ("joue", ParticipantRole.PLAYER, "Cellule"),
            ("voit", ParticipantRole.OBSERVER, "observatrice"),
        ):
            exercise_people.insert(
                conn, Participant(id=id, exercise_id=EXERCISE, role=role, function=function, organisation="CPTS")
            )
        for number in range(1, injects + 1):
            exercise_injects.insert(conn, an_inject(number))


def an_inject(number: int) -> PlayedInject:
    """The second absents nurses, the third brings new needs; each expects two things."""
    effects: dict[int, tuple[AnyEffect, ...]] = {2: (AWAY,), 3: (MORE,)}
    return PlayedInject(
        id=f"inject-{number}", exercise_id=EXERCISE, number=number, minutes=15 * (number - 1),
        planned_minutes=15 * (number - 1), sender="SAMU", recipient="Cellule", channel="téléphone",
        text=f"Message fictif {number}.", effects=effects.get(number, ()), objectives=("O1",),
        expected=(Expected(text="Ouvrir la cellule.", within_minutes=45), Expected(text="Rappeler.")),
    )  # fmt: skip
