"""``releve import`` and ``releve check``: exit codes and the contract's JSON."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from app.cli import releve
from app.library.content import content_file
from app.store import care_vault
from app.store.database import open_store
from tests.services.a_vault import OURS, a_vault
from tests.services.signed_categories import change_category

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
    assert not (tmp_path / "data").exists()
    assert json.loads(run("import", "people", str(file), *data, "--strict")[1])["accepted"] == 1
    assert json.loads(run("import", "people", str(file), *data)[1])["unchanged"] == 1


def test_an_unreadable_file_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    """No report, no traceback."""
    missing = run("import", "people", str(tmp_path / "rien.csv"), "--data", str(tmp_path / "data"), "--json")
    assert (missing[0], missing[1], missing[2].count("\n")) == (2, "", 1)
    assert "n’existe pas" in missing[2]


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


NEEDS = "pseudonyme;categorie;commune_insee\n"


def run_needs(folder: Path, file: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(releve, ["import", "needs", str(file), "--data", str(folder), *words])
    return done.exit_code, done.stdout + done.stderr


def test_the_shipped_file_is_imported_for_a_practice(tmp_path: Path) -> None:
    """31 new, then 31 unchanged; the practice by its id or its name."""
    a_vault(tmp_path / "data")
    file = content_file("data/demo/besoins_redon_canicule_demo.csv")
    code, out = run_needs(tmp_path / "data", file, "--practice", OURS, "--json")
    assert (code, json.loads(out)["accepted"], json.loads(out)["rejected"]) == (0, 31, [])
    code, out = run_needs(tmp_path / "data", file, "--practice", "Cabinet de Fégréac", "--json")
    assert (code, json.loads(out)["accepted"], json.loads(out)["unchanged"]) == (0, 0, 31)


def test_a_refused_line_is_told_without_its_value(tmp_path: Path) -> None:
    """Exit 1; line, column and reason in words and in JSON, nothing of the cell."""
    a_vault(tmp_path / "data")
    file = tmp_path / "liste.csv"
    file.write_text(f"{NEEDS}P-0001;INS;44057\nYvonne CANARI;INS;44057\n", encoding="utf-8")
    code, out = run_needs(tmp_path / "data", file, "--practice", OURS, "--dry-run")
    assert (code, "CANARI" in out, "Ligne 3, pseudonyme :" in out.replace("\u00a0", " ")) == (1, False, True)
    code, out = run_needs(tmp_path / "data", file, "--practice", OURS, "--json")
    [one] = json.loads(out)["rejected"]
    assert (code, one["line"], one["value"], "CANARI" in out) == (1, 3, "", False)


def test_categories_nobody_validated_are_refused_line_by_line(tmp_path: Path) -> None:
    """Exit 1, each line with what to do; the others are written. A community that validated none writes nothing."""
    vault = a_vault(tmp_path / "data")
    change_category(vault.store, "O2")
    file = tmp_path / "liste.csv"
    file.write_text(f"{NEEDS}P-0001;O2;44057\nP-0002;INS;44057\nP-0003;O2;44057\n", encoding="utf-8")
    code, out = run_needs(tmp_path / "data", file, "--practice", OURS, "--json")
    told = json.loads(out)
    assert (code, told["accepted"], [one["line"] for one in told["rejected"]]) == (1, 1, [2, 4])
    assert {"Mes suivis › Catégories" in one["reason"] for one in told["rejected"]} == {True}
    for one in ("INS", "PLAIE"):
        change_category(vault.store, one)
    file.write_text(f"{NEEDS}P-0004;PLAIE;44057\nP-0005;INS;44057\n", encoding="utf-8")
    code, out = run_needs(tmp_path / "data", file, "--practice", OURS, "--json")
    assert (code, json.loads(out)["accepted"], len(json.loads(out)["rejected"])) == (1, 0, 2)
    with vault.store.reading() as conn:
        assert care_vault.counts(conn) == {OURS: 1}


def test_a_file_with_a_column_that_says_who_is_refused_whole(tmp_path: Path) -> None:
    """Exit 2, the column named, nothing of it printed; a practice must be said."""
    a_vault(tmp_path / "data")
    file = tmp_path / "liste.csv"
    file.write_text("pseudonyme;nom;categorie;commune_insee\nP-0001;CANARI;INS;44057\n", encoding="utf-8")
    code, out = run_needs(tmp_path / "data", file, "--practice", OURS)
    assert (code, "« nom »" in out.replace("\u00a0", " "), "CANARI" in out) == (2, True, False)
    code, out = run_needs(tmp_path / "data", file)
    assert (code, "--practice" in out) == (2, True)
