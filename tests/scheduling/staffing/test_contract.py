"""``releve.staffing/1`` in and ``releve.staffing-plan/1`` out: what is read, what is refused and where, what is written."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import InvalidInput
from app.scheduling.staffing.contract import plan_document, problem_of, read_problem, write_plan
from app.scheduling.staffing.problem import AnswerKind, Need, Person, PreviousSeat, Problem, Seat, Session
from app.scheduling.staffing.solve import solve

Document = dict[str, Any]
SEAT = {"person": "P1", "session": "S1", "role": "injector"}
SMALL: Document = {
    "format": "releve.staffing/1",
    "roles": {"injector": ["infirmier"]},
    "persons": [{"id": "P1", "profession": "infirmier"}],
    "sessions": [
        {"id": "S1", "centre": "C1", "start": "2026-12-01T09:00:00+01:00", "end": "2026-12-01T13:00:00+01:00"}
    ],
    "needs": [{"session": "S1", "role": "injector", "count": 1, "weight": 1}],
    "answers": [{"person": "P1", "session": "S1", "answer": "yes"}],
}


def test_every_key_of_the_contract_is_read(tmp_path: Path) -> None:
    document = copy.deepcopy(SMALL) | {
        "persons": [
            {
                "id": "P1",
                "profession": "infirmier",
                "max_sessions_per_week": 2,
                "max_sessions_per_day": 1,
                "min_rest_hours": 11,
                "travel_minutes": {"C1": 12.5},
            }
        ],
        "needs": [{"session": "S1", "role": "injector", "count": 3, "weight": 3, "critical": True}],
        "answers": [{"person": "P1", "session": "S1", "answer": "if_needed"}],
        "ineligible": [SEAT],
        "previous": [SEAT | {"pinned": True}],
        "budget_seconds": 10,
    }
    document["sessions"][0]["lines"] = 3
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(document), encoding="utf-8-sig")
    nine, one = (datetime.fromisoformat(f"2026-12-01T{hour}:00:00+01:00") for hour in ("09", "13"))
    assert read_problem(file) == Problem(
        roles={"injector": ("infirmier",)},
        persons=(Person("P1", "infirmier", 2, 1, 11.0, {"C1": 12.5}),),
        sessions=(Session("S1", "C1", nine, one, 3),),
        needs=(Need("S1", "injector", 3, 3, True),),
        answers={"P1": {"S1": AnswerKind.IF_NEEDED}},
        ineligible=frozenset({Seat("P1", "S1", "injector")}),
        previous=(PreviousSeat("P1", "S1", "injector", True),),
        budget_seconds=10.0,
    )


def test_what_is_optional_may_be_left_out() -> None:
    problem = problem_of(SMALL, "small")
    assert problem.persons == (Person("P1", "infirmier"),)
    assert (problem.previous, problem.ineligible, problem.budget_seconds) == ((), frozenset(), 60.0)


Spoil = Callable[[Document], object]
WRONG: list[tuple[str, Spoil]] = [
    ("$.format", lambda d: d.pop("format")),
    ("$.format", lambda d: d.update(format="releve.staffing/2")),
    ("$.comment", lambda d: d.update(comment="")),
    ("$.persons", lambda d: d.update(persons={})),
    ("$.roles", lambda d: d.update(roles=[])),
    ("$.roles.injector", lambda d: d["roles"].update(injector="infirmier")),
    ("$.roles.injector[1]", lambda d: d["roles"].update(injector=["infirmier", "infirmier"])),
    ('$.roles[""]', lambda d: d["roles"].update({"": []})),
    ("$.persons[0].max_sessions_per_week", lambda d: d["persons"][0].update(max_sessions_per_week="3")),
    ("$.persons[0].max_sessions_per_week", lambda d: d["persons"][0].update(max_sessions_per_week=3.0)),
    ("$.persons[0].max_sessions_per_day", lambda d: d["persons"][0].update(max_sessions_per_day=True)),
    ("$.persons[0].max_sessions_per_day", lambda d: d["persons"][0].update(max_sessions_per_day=None)),
    ("$.persons[0].min_rest_hours", lambda d: d["persons"][0].update(min_rest_hours=float("nan"))),
    ("$.persons[0].min_rest_hours", lambda d: d["persons"][0].update(min_rest_hours=-1)),
    ("$.persons[0].min_rest_hour", lambda d: d["persons"][0].update(min_rest_hour=11)),
    ("$.persons[0].travel_minutes.C1", lambda d: d["persons"][0].update(travel_minutes={"C1": float("inf")})),
    ("$.persons[0].travel_minutes", lambda d: d["persons"][0].update(travel_minutes=["C1"])),
    ("$.persons[0].id", lambda d: d["persons"][0].update(id="")),
    ("$.persons[0].id", lambda d: d["persons"][0].update(id=" ")),
    ("$.persons[0].id", lambda d: d["persons"][0].update(id=1)),
    ("$.persons[0].profession", lambda d: d["persons"][0].pop("profession")),
    ("$.persons[1].id", lambda d: d["persons"].append(d["persons"][0])),
    ("$.sessions[1].id", lambda d: d["sessions"].append(d["sessions"][0])),
    ("$.sessions[0].start", lambda d: d["sessions"][0].update(start="2026-12-01T09:00:00")),
    ("$.sessions[0].start", lambda d: d["sessions"][0].update(start=1_800_000_000)),
    ("$.sessions[0].start", lambda d: d["sessions"][0].update(start="0001-01-01T00:00:00+05:00")),
    ("$.sessions[0].end", lambda d: d["sessions"][0].update(end="9999-12-31T23:59:59-05:00")),
    ("$.sessions[0].end", lambda d: d["sessions"][0].update(end=d["sessions"][0]["start"])),
    ("$.sessions[0].lines", lambda d: d["sessions"][0].update(lines=0)),
    ("$.needs[0].count", lambda d: d["needs"][0].update(count=0)),
    ("$.needs[0].weight", lambda d: d["needs"][0].update(weight=0)),
    ("$.needs[0].critical", lambda d: d["needs"][0].update(critical=1)),
    ("$.needs[0].role", lambda d: d["needs"][0].update(role="driver")),
    ("$.needs[0].session", lambda d: d["needs"][0].update(session="S2")),
    ("$.needs[1]", lambda d: d["needs"].append(d["needs"][0])),
    ("$.answers[0].answer", lambda d: d["answers"][0].update(answer="maybe")),
    ("$.answers[0].person", lambda d: d["answers"][0].update(person="P2")),
    ("$.answers[0].session", lambda d: d["answers"][0].update(session="S2")),
    ("$.answers[0].why", lambda d: d["answers"][0].update(why="")),
    ("$.answers[1]", lambda d: d["answers"].append(d["answers"][0] | {"answer": "no"})),
    ("$.answers[1]", lambda d: d["answers"].append(3)),
    ("$.ineligible[0].session", lambda d: d.update(ineligible=[SEAT | {"session": "S2"}])),
    ("$.previous[0].role", lambda d: d.update(previous=[SEAT | {"role": "driver"}])),
    ("$.previous[1]", lambda d: d.update(previous=[SEAT, SEAT])),
    ("$.budget_seconds", lambda d: d.update(budget_seconds="10")),
]


@pytest.mark.parametrize(("path", "spoil"), WRONG, ids=[f"{index}-{path}" for index, (path, _) in enumerate(WRONG)])
def test_a_wrong_document_is_refused_where_it_is_wrong(path: str, spoil: Spoil, tmp_path: Path) -> None:
    document = copy.deepcopy(SMALL)
    spoil(document)
    file = tmp_path / "p.json"
    file.write_text(json.dumps(document))
    with pytest.raises(InvalidInput) as refused:
        read_problem(file)
    message = str(refused.value)
    assert message.startswith(f"p.json, {path}\xa0: ")
    assert message.endswith(".")
    assert "\n" not in message


def test_more_pins_than_seats_are_refused_at_the_pin_too_many() -> None:
    document = copy.deepcopy(SMALL)
    document["persons"].append({"id": "P2", "profession": "autre"})
    document["previous"] = [SEAT | {"pinned": True}, SEAT | {"person": "P2", "pinned": True}]
    with pytest.raises(InvalidInput, match=r"p, \$\.previous\[1\]\s: plus de places fixées"):
        problem_of(document, "p")
    document["previous"][1]["pinned"] = False
    assert len(problem_of(document, "p").previous) == 2


def test_a_previous_seat_that_no_need_asks_for_any_more_is_read_unless_it_is_pinned() -> None:
    document = copy.deepcopy(SMALL) | {"needs": [], "previous": [SEAT]}
    assert problem_of(document, "p").previous == (PreviousSeat("P1", "S1", "injector"),)
    document["previous"] = [SEAT | {"pinned": True}]
    with pytest.raises(InvalidInput, match=r"\$\.previous\[0\]"):
        problem_of(document, "p")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (json.dumps(SMALL).replace('"id": "P1"', '"id": "P1", "id": "P2"'), "$.persons[0]\xa0: la clé «\xa0id\xa0»"),
        (
            json.dumps(SMALL).replace('"answer": "yes"', '"answer": "yes", "answer": "no"'),
            "$.answers[0]\xa0: la clé «\xa0answer\xa0»",
        ),
        ('{"format": 1, "format": 2}', "$\xa0: la clé «\xa0format\xa0»"),
        (json.dumps(SMALL).replace('"weight": 1', '"weight": 1e999'), "$.needs[0].weight"),
        ("{", "ligne 1, colonne 2"),
        ("", "ligne 1, colonne 1"),
        ("[" * 100_000, "trop imbriqués"),
        ("[]", "$\xa0: [] n’est pas un objet"),
    ],
)
def test_what_json_itself_lets_through_is_refused_too(text: str, where: str, tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    file.write_text(text)
    with pytest.raises(InvalidInput) as refused:
        read_problem(file)
    assert where in str(refused.value)


def test_files_that_are_no_text_or_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes('{"é": 1}'.encode("latin-1"))
    for name, why in (("latin.json", "UTF-8"), ("none.json", "n’existe pas"), (".", "ne peut pas être lu")):
        with pytest.raises(InvalidInput, match=why):
            read_problem(tmp_path / name)


def test_a_plan_is_written_as_the_contract_says(tmp_path: Path) -> None:
    document = copy.deepcopy(SMALL)
    document["needs"][0] |= {"count": 2, "critical": True}
    document["sessions"][0]["lines"] = 2
    document["persons"].append({"id": "P2", "profession": "infirmier"})
    document["previous"] = [SEAT | {"person": "P1", "pinned": True}]
    document["answers"][0]["answer"] = "no"
    plan = solve(problem_of(document, "p"))
    out = tmp_path / "plan.json"
    write_plan(plan, out)
    written = json.loads(out.read_text(encoding="utf-8"))
    sentence, seconds = written["unfilled"][0].pop("sentence"), written.pop("seconds")
    assert sentence
    assert seconds >= 0
    assert written == {
        "format": "releve.staffing-plan/1",
        "assignments": [{"person": "P1", "session": "S1", "role": "injector", "line": 1}],
        "levels": [
            {"name": "opening", "value": 1, "bound": 1, "proven": True},
            {"name": "coverage", "value": 1, "bound": 1, "proven": True},
            {"name": "disruption", "value": 0, "bound": 0, "proven": True},
            {"name": "preference", "value": 0, "bound": 0, "proven": True},
            {"name": "fairness", "value": 1, "bound": 1, "proven": True},
        ],
        "sessions": [{"id": "S1", "lines": 2, "open": 1}],
        "unfilled": [
            {
                "session": "S1",
                "role": "injector",
                "missing": 1,
                "reasons": {"no_answer": 1, "unavailable": 1},
                "certificate": {
                    "needs": [{"session": "S1", "role": "injector"}],
                    "demand": 2,
                    "reachable": 1,
                    "shortage": 1,
                },
            }
        ],
        "structural": 1,
        "due_to_rules": 0,
        "calls": [{"person": "P2", "gain": 1, "sessions": ["S1"]}],
        "overridden": [{"person": "P1", "session": "S1", "rule": "unavailable"}],
    }
    assert plan_document(plan)["seconds"] == plan.seconds


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, out = solve(problem_of(SMALL, "p")), tmp_path / "plan.json"
    out.write_text("before")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.core.json_file.os.fsync", full)
    with pytest.raises(InvalidInput, match=r"plan\.json ne peut pas être écrit"):
        write_plan(plan, out)
    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]
    assert out.read_text() == "before"
    with pytest.raises(InvalidInput, match="dossier"):
        write_plan(plan, tmp_path / "nowhere" / "plan.json")


def test_a_link_is_followed_and_a_pipe_is_written_to_neither_is_replaced(tmp_path: Path) -> None:
    """``--out /dev/null`` run by an administrator must leave a device where it was."""
    plan, kept, link, pipe = solve(problem_of(SMALL, "p")), *(tmp_path / name for name in ("kept", "link", "pipe"))
    kept.write_text("before")
    link.symlink_to(kept)
    write_plan(plan, link)
    assert link.is_symlink()
    assert json.loads(kept.read_text()) == plan_document(plan)
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_plan(plan, pipe)
        assert json.loads(os.read(reader, 65_536)) == plan_document(plan)
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["kept", "link", "pipe"]
