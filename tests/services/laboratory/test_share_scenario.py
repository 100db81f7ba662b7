"""A scenario given to another community: nobody and no number in any of its files, and it comes back as a scenario."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.core.errors import InvalidInput, NotAllowed, UnreadableFile
from app.core.ids import PracticeId, new_id
from app.exercise.exercise import ExerciseState
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.rating import Observation, ObservationKind
from app.roster.practice import Practice
from app.services.exercise.the_exercise import held
from app.services.laboratory.read_scenarios import find_scenario
from app.services.laboratory.share_scenario import CHRONOGRAMME, LESSONS, SCENARIO, share_scenario, take_shared_scenario
from app.services.roster.edit_person import add_person
from app.store import exercise_injects, exercise_people, exercise_ratings, exercises, journal, people
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_person, a_store
from tests.services.a_prepared_exercise import EMAIL, NAMES, a_prepared_exercise, injects, with_people

CANARIES = (
    *NAMES, *(part for name in NAMES for part in name.split()), EMAIL, "39980042", "39 98 00 42", "Kerjamais", "KERJAMAIS",
    "Cabinet du Dolmen rose", "Quidam", "jetonsecret", "Salle du Menhir fictif", "10001234567",
)  # fmt: skip
IN_LESSONS = ("CHBA (fictif)", "Mairie fictive")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def _full_of_canaries(store: Store) -> str:
    """Everything a coordinator could have typed where it should not be."""
    add_person(COORDINATOR, store, replace(a_person("Maodez"), family_name="KERJAMAIS"))
    id = a_prepared_exercise(store)
    with_people(store, id)
    first, second, *_others = injects(store, id)
    text = (
        f"« {NAMES[0]} ({EMAIL}, 06 39 98 00 42) et Mme Quidam, RPPS 10001234567, KERJAMAIS Maodez au Cabinet du Dolmen rose :"
        " https://releve.example/exercice/jetonsecret »"
    )
    with store.transaction() as conn:
        people.put_practice(
            conn, Practice(id=PracticeId(new_id()), name="Cabinet du Dolmen rose", commune_insee="56007")
        )
        exercise_injects.update(conn, replace(first, text=text, sender="Solveig Kerfictif", note=f"Voir {NAMES[2]}"))
        effects = tuple(one.model_copy(update={"note": f"selon {NAMES[3]}"}) for one in second.effects)
        exercise_injects.update(conn, replace(second, effects=effects))
        exercise = replace(held(conn, id), state=ExerciseState.FINISHED, title="Autocar de Gaël Inventé")
        exercises.update(conn, exercise)
        for rank, said in enumerate(
            ("Le CHBA (fictif) a répondu à Awena.", f"{NAMES[1]} n’a pas été joint au 0639980042.")
        ):
            kind = (ObservationKind.STRENGTH, ObservationKind.IMPROVEMENT)[rank]
            exercise_ratings.add_observation(
                conn, Observation(id=new_id(), exercise_id=id, kind=kind, text=said, cause="Mairie fictive fermée", at=store.now())
            )  # fmt: skip
    return id


def _told(content: bytes) -> dict[str, str]:
    """Each file of a bundle as text; a workbook by all of its parts and cells."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            held_bytes = archive.read(name)
            found[name] = held_bytes.decode("utf-8", errors="replace")
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(held_bytes)) as book:
                    found[name] = "".join(book.read(part).decode("utf-8", errors="replace") for part in book.namelist())
    return found


def test_no_participant_person_or_number_is_in_any_file(store: Store) -> None:
    """Each canary was really there; organisations leave the lessons too; what was taken out is counted and journaled."""
    id = _full_of_canaries(store)
    shared = share_scenario(COORDINATOR, store, id)
    told = _told(shared.content)
    assert set(told) == {"LISEZ-MOI.txt", SCENARIO, CHRONOGRAMME, LESSONS}
    assert [(name, one) for name, text in told.items() for one in CANARIES if one in text] == []
    assert [one for one in IN_LESSONS if one in told[LESSONS]] == []
    assert "point fort" in told[LESSONS]
    assert id not in "".join(told.values())
    with store.reading() as conn:
        (entry,) = journal.recent(conn, 1)
    assert (entry.type, entry.payload) == ("exercise_shared", {"removed": shared.removed, "effects": 0})
    assert shared.removed > 10


def test_the_bundle_comes_back_as_one_of_ours(store: Store, tmp_path: Path) -> None:
    """The same story, objectives and effects, in another folder; its lessons are shown; its chronogramme opens."""
    id = a_prepared_exercise(store)
    content = share_scenario(COORDINATOR, store, id).content
    assert LESSONS not in _told(content)
    other = a_store(tmp_path / "autre")
    taken = take_shared_scenario(COORDINATOR, other, "recu.zip", content)
    with other.reading() as conn:
        found = find_scenario(conn, other, taken.code)
    with store.reading() as conn:
        source = held(conn, id).scenario
    assert (found.title, found.objectives, found.effects, found.plan) == (
        "Autocar en hiver", source.objectives, source.effects, source.plan,
    )  # fmt: skip
    assert [one.model_dump() for one in found.injects] == [one.model_dump() for one in source.injects]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert load_workbook(io.BytesIO(archive.read(CHRONOGRAMME))).worksheets[0].max_row > 12
    assert taken.lessons == ""
    alone = _told(content)[SCENARIO].encode()
    assert take_shared_scenario(COORDINATOR, other, "seul.yaml", alone).code != taken.code


def test_the_lessons_of_others_are_told_when_their_bundle_is_taken(store: Store) -> None:
    """As text."""
    content = share_scenario(COORDINATOR, store, _full_of_canaries(store)).content
    assert "point à améliorer" in take_shared_scenario(COORDINATOR, store, "recu.zip", content).lessons


def test_small_words_of_a_name_are_no_names(store: Store) -> None:
    """« Noa (fictif) » takes part: « fictif » stays in the title, « Noa » goes."""
    id = a_prepared_exercise(store, title="Autocar (fictif) de Noa")
    with store.transaction() as conn:
        exercise_people.insert(
            conn,
            Participant(id="p", exercise_id=id, role=ParticipantRole.PLAYER, function="cadre", name="Noa (fictif)"),
        )
    told = _told(share_scenario(COORDINATOR, store, id).content)
    assert "Autocar (fictif) de [nom retiré]" in told[SCENARIO]


def _zip(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (_zip(autre_txt=b"rien"), UnreadableFile), (b"PK\x03\x04abc", UnreadableFile), (_zip(scenario_yaml=b"title: ["), InvalidInput),
        (_zip(scenario_yaml=b"0" * 5_000_000), UnreadableFile), (_zip(scenario_yaml=b"x" * 100_000), InvalidInput),
        (_zip(**{f"f{n}_txt": b"" for n in range(60)}), UnreadableFile), (b"bonjour", InvalidInput),
    ],
    ids=["empty", "damaged", "no yaml", "bomb", "long", "many", "text"],
)  # fmt: skip
def test_what_is_no_bundle_is_refused_in_a_sentence(store: Store, content: bytes, error: type[Exception]) -> None:
    """Nothing is written."""
    with store.reading() as conn:
        head = journal.head(conn)
    with pytest.raises(error):
        take_shared_scenario(COORDINATOR, store, "recu.zip", content)
    with store.reading() as conn:
        assert journal.head(conn) == head


def test_it_is_for_those_who_run_exercises(store: Store) -> None:
    """Both ways."""
    id = a_prepared_exercise(store)
    with pytest.raises(NotAllowed):
        share_scenario(READER, store, id)
    with pytest.raises(NotAllowed):
        take_shared_scenario(READER, store, "recu.zip", b"")
