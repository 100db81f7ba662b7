"""``releve import`` and ``releve check``: exit codes and the contract's JSON."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from app.cli import releve
from app.store.database import open_store

GOOD = "nom;prenom;profession;email\nFICTIF;Anne;infirmière;anne@example.org\n"


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(releve, list(words), catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def test_the_report_is_the_contract_s_json(tmp_path: Path) -> None:
    """Accepted lines commit, a refused one makes exit 1 and stands in the report."""
    file = tmp_path / "liste.csv"
    file.write_text(GOOD + "FICTIF;Yann;astronaute;\n", encoding="utf-8")
    code, out, _err = run("import", "people", str(file), "--data", str(tmp_path / "data"), "--json")
    report = json.loads(out)
    assert code == 1
    assert {key: report[key] for key in ("accepted", "updated", "unchanged", "flags")} == {
        "accepted": 1, "updated": 0, "unchanged": 0, "flags": [],
    }  # fmt: skip
    assert [(one["line"], one["column"], one["value"]) for one in report["rejected"]] == [
        (3, "profession", "astronaute")
    ]
    assert report["rejected"][0]["hint"]


def test_strict_and_dry_run_write_nothing(tmp_path: Path) -> None:
    """The same file afterwards is still all new."""
    file = tmp_path / "liste.csv"
    file.write_text(GOOD, encoding="utf-8")
    data = ["--data", str(tmp_path / "data"), "--json"]
    assert json.loads(run("import", "people", str(file), *data, "--dry-run")[1])["accepted"] == 1
    assert json.loads(run("import", "people", str(file), *data, "--strict")[1])["accepted"] == 1
    assert json.loads(run("import", "people", str(file), *data)[1])["unchanged"] == 1


def test_an_unreadable_file_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    """No report, no traceback."""
    missing = run("import", "people", str(tmp_path / "rien.csv"), "--data", str(tmp_path / "data"), "--json")
    assert (missing[0], missing[1], missing[2].count("\n")) == (2, "", 1)
    assert "n’existe pas" in missing[2]


def test_care_needs_say_they_are_not_followed_yet(tmp_path: Path) -> None:
    """A later capability brings them; nothing is pretended."""
    file = tmp_path / "besoins.csv"
    file.write_text("pseudonyme\nP-0042\n")
    code, _out, err = run("import", "needs", str(file), "--data", str(tmp_path / "data"))
    assert (code, "pas encore suivi" in err) == (2, True)


def test_check_says_what_is_wrong(tmp_path: Path) -> None:
    """Sound, then with a trigger dropped and a broken overlay table."""
    store = open_store(tmp_path)
    assert json.loads(run("check", "--data", str(tmp_path), "--json")[1]) == {"ok": True, "problems": []}
    with store.transaction() as conn:
        conn.execute("DROP TRIGGER journal_no_update")
    (store.folder.content / "data").mkdir()
    (store.folder.content / "data" / "roles.csv").write_text("code\n", encoding="utf-8")
    (store.folder.content / "data" / "fees.csv").write_text("profession\ninfirmier\n", encoding="utf-8")
    code, out, _err = run("check", "--data", str(tmp_path), "--json")
    problems = json.loads(out)["problems"]
    assert code == 1
    assert [("journal_no_update" in problem, "fees.csv" in problem) for problem in problems] == [
        (True, False),
        (False, True),
    ]
