"""``releve coverage``: exit codes, one line on standard error, and no file when the territory is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.coverage import command
from app.cli.main import releve
from tests.drills.a_document import SMALL, Document, small


def run(territory: Path, out: Path, *more: str) -> Result:
    return CliRunner().invoke(command, ["--territory", str(territory), "--out", str(out), *more])


def report(folder: Path, document: Document, *more: str) -> Document:
    """The report that a command wrote without a word."""
    territory, out = folder / "territory.json", folder / "report.json"
    territory.write_text(json.dumps(document))
    result = run(territory, out, *more)
    assert (result.exit_code, result.output) == (0, "")
    found: Document = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_a_report_is_written_and_nothing_is_said(tmp_path: Path) -> None:
    """A gap is a result, not an error; what was not asked for is null."""
    found = report(tmp_path, SMALL)
    assert list(found) == [
        "format", "demand", "served", "unmet", "needs", "deficient_sets", "n_1", "monte_carlo", "seconds",
    ]  # fmt: skip
    assert (found["format"], found["served"], found["unmet"]) == ("releve.coverage/1", 5, 4)
    assert (found["n_1"], found["monte_carlo"]) == (None, None)


def test_losses_and_days_are_written_when_asked_for(tmp_path: Path) -> None:
    found = report(tmp_path, SMALL, "--n-1", "--monte-carlo", "20", "--absence", "0", "--seed", "7")
    assert [(row["kind"], row["id"], row["loss"]) for row in found["n_1"]] == [
        ("provider", "P1", 5),
        ("provider", "S1", 5),
        ("road", "R1", 2),
    ]
    share = 5 / 9
    assert found["monte_carlo"] == {
        "draws": 20, "mean": pytest.approx(share), "p05": share, "p50": share, "p95": share, "exact_share": 1.0,
    }  # fmt: skip


def test_the_same_seed_writes_the_same_report_and_another_other_days(tmp_path: Path) -> None:
    first, again, other = (
        report(tmp_path, SMALL, "--n-1", "--monte-carlo", "50", "--absence", "0.4", "--seed", seed) | {"seconds": 0}
        for seed in ("3", "3", "4")
    )
    assert json.dumps(first) == json.dumps(again)
    assert first["monte_carlo"] != other["monte_carlo"]
    assert first["n_1"] == other["n_1"]


def test_a_territory_of_nothing_is_wholly_served(tmp_path: Path) -> None:
    empty = {key: [] for key in ("places", "roads", "providers", "needs", "shocks")} | {"format": SMALL["format"]}
    found = report(tmp_path, empty, "--n-1", "--monte-carlo", "2")
    assert (found["demand"], found["needs"], found["deficient_sets"], found["n_1"]) == (0, [], [], [])
    assert found["monte_carlo"] == {"draws": 2, "mean": 1, "p05": 1, "p50": 1, "p95": 1, "exact_share": 1}


def test_a_refused_territory_exits_2_with_one_line_and_no_file(tmp_path: Path) -> None:
    territory, out = tmp_path / "territory.json", tmp_path / "report.json"
    territory.write_text(json.dumps(small(("providers.1.depends_on", ["S1\n"]))))
    result = run(territory, out, "--n-1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "territory.json, $.providers[1].depends_on[0]\xa0: «\xa0S1 \xa0» n’existe pas dans $.providers. "
        "Écrivez un identifiant de $.providers, ou ajoutez-le à cet endroit.\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["territory.json"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--monte-carlo", "0"), "--monte-carlo 0\xa0: tirez au moins un jour."),
        (("--monte-carlo", "100000000000"), "--monte-carlo 100000000000\xa0: tirez au plus 100000 jours."),
        (("--monte-carlo", "5", "--absence", "15"), "--absence 15.0 n’est pas une part."),
        (("--monte-carlo", "5", "--correlation", "-0.1"), "--correlation -0.1 n’est pas une part."),
        (("--monte-carlo", "5", "--absence", "nan"), "--absence nan n’est pas une part."),
        (("--monte-carlo", "5", "--seed", "-1"), "--seed -1 est négatif."),
    ],
)
def test_an_option_out_of_bounds_exits_2_with_one_line_and_no_file(
    options: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    territory, out = tmp_path / "territory.json", tmp_path / "report.json"
    territory.write_text(json.dumps(SMALL))
    result = run(territory, out, *options)
    assert (result.exit_code, result.stderr.count("\n"), out.exists()) == (2, 1, False)
    assert result.stderr.startswith(said)


def test_a_report_never_takes_the_place_of_its_territory(tmp_path: Path) -> None:
    """Under its own name or through a link, the territory stays as it was."""
    territory, link = tmp_path / "territory.json", tmp_path / "link.json"
    territory.write_text(json.dumps(SMALL))
    link.symlink_to(territory)
    for out in (territory, link):
        result = run(territory, out)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "Donnez un autre nom à --out." in result.stderr
    assert json.loads(territory.read_text()) == SMALL


def test_what_is_missing_or_cannot_be_written_exits_2_with_one_line(tmp_path: Path) -> None:
    territory = tmp_path / "territory.json"
    nowhere = run(territory, tmp_path / "report.json")
    territory.write_text(json.dumps(SMALL))
    for result in (nowhere, run(territory, tmp_path / "nowhere" / "report.json")):
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_the_help_is_told_once_in_french() -> None:
    """« -h » and « --help » are one line, and none of it is in another language."""
    for asked in ("-h", "--help"):
        told = CliRunner().invoke(releve, ["coverage", asked]).output
        assert told.count("Affiche cette aide.") == 1
        assert "Show this message" not in told
