"""``releve drill``: a page for people, a document for machines, one line and exit 2 when it can't."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli.main import releve
from app.drills.drill_report import read_report
from tests.services.a_drill import NAMES, a_folder


def drill(data: Path, *more: str) -> Result:
    return CliRunner().invoke(releve, ["drill", *more, "--data", str(data)])


def test_a_scenario_is_told_to_people(tmp_path: Path) -> None:
    """The exercise band first, the title, the sentence; a line an effect; nobody named."""
    a_folder(tmp_path)
    result = drill(tmp_path, "d768_penthievre")
    assert result.exit_code == 0
    page = result.output.splitlines()
    assert page[:2] == ["EXERCICE", "La D768 coupée à Penthièvre"]
    assert page[2].startswith("Demandes servies : ")
    assert any(line.startswith("- Route coupée : Plouharnel") for line in page)
    assert not any(name in result.output for name in NAMES)


def test_a_machine_reads_the_report(tmp_path: Path) -> None:
    """One JSON document of the format the help names."""
    a_folder(tmp_path)
    result = drill(tmp_path, "d768_penthievre", "--json")
    assert (result.exit_code, json.loads(result.output)["format"]) == (0, "releve.drill/1")
    assert read_report(result.output) is not None
    assert "releve.drill/1" in drill(tmp_path, "--help").output


def test_an_unknown_scenario_exits_2(tmp_path: Path) -> None:
    """One sentence on standard error that says which codes exist, nothing on standard output."""
    a_folder(tmp_path)
    result = drill(tmp_path, "rien")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert "rien" in result.stderr
    assert "d768_penthievre" in result.stderr
