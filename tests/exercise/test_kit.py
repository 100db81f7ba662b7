"""What each participant holds on paper: players read no inject and no measure, nobody is named, the paper has every inject."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from app.exercise.exercise import Exercise, ExerciseKind
from app.exercise.kit import kit, player_functions
from app.exercise.kit_animation import real_minutes
from app.exercise.kit_sheet import Grid, KitKind, KitSources, Slip
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.prepared import injects_of
from tests.drills.a_scenario import GIVEN, a_scenario

AT = datetime(2026, 12, 3, 13, tzinfo=UTC)
SCENARIO = a_scenario(
    objectives=[{"code": "O1", "text": "Ouvrir la cellule.", "measure": "MESURE SECRETE"}],
    injects=[{**one, "text": f"INJECT SECRET {one['number']}", "note": "NOTE SECRETE"} for one in GIVEN["injects"]],
)


def sources(**fields: object) -> KitSources:
    exercise = Exercise(
        id="e", number=3, title="Pont fermé", kind=ExerciseKind.TABLETOP, scenario=SCENARIO, starts_at=AT,
        ends_at=AT + timedelta(hours=3), t0=datetime(2026, 11, 30, 8, tzinfo=UTC), speed=2, stop_word="GRANIT",
        instructions="Parler fort.", partners=("CHBA (fictif)",), created_at=AT, **fields,  # type: ignore[arg-type]
    )  # fmt: skip
    people = tuple(
        Participant(id=str(n), exercise_id="e", role=role, function=f"fonction {n}", organisation="CPTS", name=f"NOM{n}")
        for n, role in enumerate((ParticipantRole.OBSERVER, ParticipantRole.PLAYER, ParticipantRole.PLAYER, ParticipantRole.DIRECTOR))
    )  # fmt: skip
    return KitSources(
        exercise, people, injects_of(SCENARIO, "e", lambda: "i"), {"1": "06 39 98 00 42"}, {}, ("Volontaires",), {}
    )


def told(kind: KitKind, of: KitSources, function: str = "") -> str:
    return json.dumps([asdict(one) for one in kit(kind, of, function)], ensure_ascii=False)


def test_a_player_reads_the_rules_and_nothing_of_what_is_to_come() -> None:
    """One sheet a function; objectives without their measure; no telephone."""
    said = told(KitKind.PLAYERS, sources())
    assert [one for one in ("SECRET", "06 39") if one in said] == []
    assert [
        one for one in ("Ouvrir la cellule.", "GRANIT", "Parler fort.", "14 h", "fonction 2, CPTS") if one not in said
    ] == []
    assert [one.for_whom for one in kit(KitKind.PLAYERS, sources())] == [
        "Vous jouez : fonction 1, CPTS", "Vous jouez : fonction 2, CPTS",
    ]  # fmt: skip
    assert len(kit(KitKind.PLAYERS, sources(), "fonction 2, CPTS")) == 1


def test_without_a_player_yet_one_blank_sheet_is_printed() -> None:
    """The function is written by hand."""
    (sheet,) = kit(KitKind.PLAYERS, replace(sources(), participants=()))
    assert "...." in sheet.for_whom


def test_the_animation_reads_all_and_nobody_is_named_anywhere() -> None:
    """Injects, measures, notes, telephones by function; direction first."""
    said = told(KitKind.ANIMATORS, sources())
    assert [
        one
        for one in ("INJECT SECRET 2", "MESURE SECRETE", "NOTE SECRETE", "06 39 98 00 42", "Volontaires")
        if one not in said
    ] == []
    assert not [kind for kind in KitKind if "NOM" in told(kind, sources())]
    people = next(
        one for one in kit(KitKind.ANIMATORS, sources())[0].blocks if isinstance(one, Grid) and len(one.header) == 4
    )
    assert [row[1] for row in people.rows] == ["fonction 3", "fonction 1", "fonction 2", "fonction 0"]


def test_observers_have_a_sheet_for_each_objective_with_its_injects() -> None:
    """An objective that no inject tries says so."""
    _first, sheet = kit(KitKind.OBSERVERS, sources())
    assert sheet.title == "Objectif O1"
    assert "Aucun inject n’essaie cet objectif" in json.dumps(asdict(sheet), ensure_ascii=False)
    tried = replace(sources(), injects=tuple(replace(one, objectives=("O1",)) for one in sources().injects))
    said = told(KitKind.OBSERVERS, tried)
    assert ("INJECT SECRET 1" in said, "T+1 h 30" in said, "réalisé avec quelques difficultés" in said) == (
        True,
        True,
        True,
    )


def test_the_paper_holds_every_inject_with_its_real_hour_where_it_can_be_said() -> None:
    """At speed 2, T+90 min is at 14 h 45; a chronogramme longer than the meeting is played by jumps and says none."""
    slips = [one for one in kit(KitKind.PAPER, sources())[0].blocks if isinstance(one, Slip)]
    assert [(one.number, one.when) for one in slips] == [("1", "T0"), ("2", "T+1 h 30")]
    assert "14 h 45" in slips[1].about
    late = replace(sources(), injects=(replace(sources().injects[0], minutes=9_000),))
    (slip,) = (one for one in kit(KitKind.PAPER, late)[0].blocks if isinstance(one, Slip))
    assert "en réalité" not in slip.about
    assert (real_minutes(sources().exercise, 360), real_minutes(sources().exercise, 361)) == (True, False)
    assert player_functions(sources().participants) == ("fonction 1, CPTS", "fonction 2, CPTS")
