"""``releve staff``: exit codes, one line on standard error, and no file when the problem is refused."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli.staff import staff
from tests.scheduling.staffing.test_contract import SMALL


def run(problem: Path, out: Path) -> Result:
    return CliRunner().invoke(staff, ["--problem", str(problem), "--out", str(out)])


def test_a_plan_is_written_and_nothing_is_said(tmp_path: Path) -> None:
    problem, out = tmp_path / "problem.json", tmp_path / "plan.json"
    problem.write_text(json.dumps(SMALL))
    result = run(problem, out)
    assert (result.exit_code, result.output) == (0, "")
    plan = json.loads(out.read_text(encoding="utf-8"))
    assert plan["assignments"] == [{"person": "P1", "session": "S1", "role": "injector", "line": None}]


def test_a_shortage_is_a_result_not_an_error(tmp_path: Path) -> None:
    problem, out = tmp_path / "problem.json", tmp_path / "plan.json"
    problem.write_text(json.dumps(SMALL | {"answers": []}))
    assert run(problem, out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["structural"] == 1


def test_a_refused_problem_exits_2_with_one_line_and_no_file(tmp_path: Path) -> None:
    problem, out = tmp_path / "problem.json", tmp_path / "plan.json"
    problem.write_text(json.dumps(SMALL | {"persons": [{"id": "P1\n", "profession": 3}]}))
    result = run(problem, out)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "problem.json, $.persons[0].profession\xa0: 3 n’est pas un texte. Écrivez un texte entre guillemets.\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["problem.json"]


def test_a_place_that_cannot_be_written_exits_2(tmp_path: Path) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(SMALL))
    result = run(problem, tmp_path / "nowhere" / "plan.json")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_plan_never_takes_the_place_of_its_problem(tmp_path: Path) -> None:
    """Under its own name or through a link, the problem stays as it was, and the one line says what to do."""
    problem, link = tmp_path / "problem.json", tmp_path / "link.json"
    problem.write_text(json.dumps(SMALL))
    link.symlink_to(problem)
    for out in (problem, link):
        result = run(problem, out)
        assert result.exit_code == 2
        assert result.stderr == (
            f"{out} est le problème lui-même : le plan l’effacerait. Donnez un autre nom à --out.\n"
        )
        assert json.loads(problem.read_text()) == SMALL


def test_help_is_in_french_and_names_both_options() -> None:
    help_text = CliRunner().invoke(staff, ["--help"]).output
    assert "--problem FICHIER" in help_text
    assert "--out PLAN" in help_text
    assert "Répartit les personnes" in help_text
