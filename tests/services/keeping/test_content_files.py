"""A site's own files of hazards, limits, stock, directory, trainings, plan and alerts: read, or refused with file and line."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import ReleveError
from app.library import Library, content_file
from app.response.plan_facts import PlanRules
from app.response.stock import StockLimits
from app.services.keeping.check_folder import FILES, check_folder
from app.services.plans.keep_inventory import limits_of
from app.services.plans.plan_material import rules_of
from app.services.plans.read_directory import check_months
from app.services.plans.read_trainings import training_rules
from app.words.errors import sentence
from tests.builders import COORDINATOR, a_store

NAMES = (
    "hazards", "cell_limits", "stock_limits", "starting_stock", "articulation_starts", "plan_draft", "plan_rules",
    "plan_recipients", "alert_flow", "alert_levels", "directory_rules", "directory_starters", "contact_headers",
    "training_kinds", "training_rules", "departments", "site_care", "expected_bases",
    "expected_columns",
)  # fmt: skip
SPOILT = ("", "zzz", "-1", "1.5", "²", "99999999999", "2026-99-99", "{0.__class__}", "0")


def _files(rows: list[list[str]]) -> Iterator[list[list[str]]]:
    """Without a row, without each column, and with each cell of the first row spoilt."""
    yield [[]]
    yield rows[:1]
    yield [rows[0], ["a", "b"]]
    for at, _column in enumerate(rows[0]):
        yield [[*row[:at], *row[at + 1 :]] for row in rows]
        for value in SPOILT:
            first = [*rows[1][:at], value, *rows[1][at + 1 :]]
            yield [rows[0], first, *rows[2:]]


def _told(library: Library) -> list[str]:
    said = []
    for read in FILES:
        try:
            read(library)
        except ReleveError as error:
            said.append(sentence(error))
    return said


@pytest.mark.parametrize("name", NAMES)
def test_a_spoilt_file_is_told_with_its_name(name: str, tmp_path: Path) -> None:
    """Nothing but sentences comes out, each of them names the file; and some of what is spoilt is told."""
    rows = list(csv.reader(io.StringIO(content_file(f"data/{name}.csv").read_text("utf-8"))))
    path, told = tmp_path / "data" / f"{name}.csv", 0
    path.parent.mkdir()
    for held in _files(rows):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(held)
        said = _told(Library(tmp_path))
        assert [one for one in said if f"{name}.csv" not in one] == []
        told += len(said)
    assert told > 0


def test_the_check_names_file_line_and_key(tmp_path: Path) -> None:
    """Each file with a fault is one sentence, where « releve check » found nothing."""
    store = a_store(tmp_path)
    folder = store.folder.content / "data"
    folder.mkdir(parents=True)
    (folder / "directory_rules.csv").write_text("setting,value,source\ncheck_months,douze,\n", "utf-8")
    (folder / "hazards.csv").write_text("code,label_fr\nstorm,Tempête\n", "utf-8")
    (folder / "plan_recipients.csv").write_text("recipient,expected,channel,source\ncpam,oui,pigeon,texte\n", "utf-8")
    assert [one.replace("\xa0", " ").split(" ;")[0] for one in check_folder(COORDINATOR, store)] == [
        "hazards.csv, ligne 2 : la colonne label_en est vide : elle est nécessaire.",
        "plan_recipients.csv, ligne 2 : channel : « pigeon » n’est pas attendu",
        "directory_rules.csv, ligne 2 : check_months : « douze »",
    ]


def test_a_setting_the_site_leaves_out_is_the_shipped_one(tmp_path: Path) -> None:
    """A file with one line changes that line."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "directory_rules.csv").write_text("setting,value\nnever_called,samu\n", "utf-8")
    (tmp_path / "data" / "stock_limits.csv").write_text("setting,value\nsoon_days,30\n", "utf-8")
    (tmp_path / "data" / "plan_rules.csv").write_text("setting,value\nreview_months,6\n", "utf-8")
    (tmp_path / "data" / "training_rules.csv").write_text("setting,value\ninvite_days,7\n", "utf-8")
    assert check_months(Library(tmp_path)) == check_months(Library())
    assert limits_of(Library(tmp_path)) == StockLimits(30, 90)
    assert rules_of(Library(tmp_path)) == PlanRules(6, 60)
    assert training_rules(Library(tmp_path)) == {**training_rules(Library()), "invite_days": 7}
