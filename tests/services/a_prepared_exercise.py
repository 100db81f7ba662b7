"""An exercise in preparation from a shipped scenario: two players, an observer, its direction; T0 on a Monday at 9 h."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.core.ids import new_id
from app.exercise.exercise import ExerciseKind
from app.exercise.participant import Participant, ParticipantRole
from app.services.exercise.keep_participants import add_participant
from app.services.exercise.prepare_exercise import ExerciseDraft, ExerciseFrame, prepare
from app.store import exercise_injects, exercise_people, partner_letters
from tests.builders import COORDINATOR

if TYPE_CHECKING:
    from app.exercise.chronogramme import PlayedInject
    from app.store.database import Store
    from app.store.partner_letters import PartnerLetter

T0 = datetime(2026, 11, 30, 8, tzinfo=UTC)
STARTS, ENDS = datetime(2026, 12, 3, 13, tzinfo=UTC), datetime(2026, 12, 3, 16, tzinfo=UTC)
NAMES = ("Solveig Kerfictif", "Gaël Inventé", "Awena Imaginaire", "Yann Delafable")
PHONE, EMAIL = "+33639980042", "gael.invente@example.org"


def a_prepared_exercise(store: Store, scenario: str = "autocar_rn165", title: str = "Autocar en hiver") -> str:
    """Its id."""
    frame = ExerciseFrame(
        title=title, kind=ExerciseKind.TABLETOP, starts_at=STARTS, ends_at=ENDS, t0=T0, speed=4,
        place="Salle du Menhir fictif", partners=("CHBA (fictif)",), instructions="Parler fort.", stop_word="GRANIT",
    )  # fmt: skip
    return prepare(COORDINATOR, store, ExerciseDraft(id=new_id(), frame=frame, scenario=scenario))


def with_people(store: Store, exercise_id: str) -> None:
    """Four guests, each with a name; one with a telephone and an address."""
    parts = (
        (ParticipantRole.DIRECTOR, "directrice de l’exercice", "CPTS"),
        (ParticipantRole.PLAYER, "cadre d’astreinte", "CHBA (fictif)"),
        (ParticipantRole.PLAYER, "référente de crise", "CPTS"),
        (ParticipantRole.OBSERVER, "observateur", "Mairie fictive"),
    )
    for rank, (role, function, organisation) in enumerate(parts):
        reached = {"phone": PHONE, "email": EMAIL} if rank == 1 else {}
        add_participant(
            COORDINATOR, store,
            Participant(
                id=new_id(), exercise_id=exercise_id, role=role, function=function, organisation=organisation,
                name=NAMES[rank], **reached,
            ),
        )  # fmt: skip


def injects(store: Store, exercise_id: str) -> list[PlayedInject]:
    with store.reading() as conn:
        return exercise_injects.of_exercise(conn, exercise_id)


def a_guest(exercise_id: str, **parts: Any) -> Participant:
    given: dict[str, Any] = {"role": ParticipantRole.PLAYER, "function": "cadre d’astreinte", "organisation": "CHBA"}
    return Participant(id=new_id(), exercise_id=exercise_id, **(given | parts))


def people_of(store: Store, id: str) -> list[Participant]:
    with store.reading() as conn:
        return exercise_people.of_exercise(conn, id)


def letters(store: Store, about: str) -> list[PartnerLetter]:
    with store.reading() as conn:
        return partner_letters.about(conn, about)
