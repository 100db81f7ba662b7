"""``releve export``: what it writes, what it refuses, and that ``releve import`` reads it back as it was."""

from __future__ import annotations

import csv
import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.main import releve
from app.core.errors import NotAllowed
from app.core.ids import SessionId
from app.library.content import content_file
from app.services.keeping.erase_person import erase_person, preview_erasure
from app.services.keeping.export_data import TABLES, Exported, export_data
from app.services.roster.edit_person import add_person
from app.store import answers, community, journal
from app.store.community import Community
from app.store.database import open_store
from tests.builders import COORDINATOR, READER, a_person
from tests.web.a_centre import ALI, ZOE, a_published_centre


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A centre of two published days, with an answer of each kind a file can hold."""
    centre = a_published_centre(tmp_path / "data", days=2)
    with centre.store.transaction() as conn:
        session = SessionId(str(conn.execute("SELECT id FROM session ORDER BY starts_at").fetchone()[0]))
        answers.write(conn, {(ZOE, session): "if_needed", (ALI, session): "no"}, "import", centre.clock.at)
    return tmp_path / "data"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(releve, [str(word) for word in words])


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def auray(tmp_path: Path) -> Path:
    """The demonstration's 132 people and the establishments of the Pays d’Auray, as files brought them."""
    folder = tmp_path / "auray"
    store = open_store(folder)
    with store.transaction() as conn:
        community.write(conn, Community(name="CPTS fictive", territory="auray"))
    for kind, name in (("people", "roster_demo_auray_132.csv"), ("sites", "etablissements_auray_demo.csv")):
        assert run("import", kind, content_file(f"data/demo/{name}"), "--data", folder).exit_code == 0
    return folder


@pytest.mark.parametrize(("held", "kind"), [("auray", "people"), ("auray", "sites"), ("folder", "answers")])
def test_what_is_exported_is_read_back_unchanged(
    held: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Every line of it: none is new, changed or refused."""
    folder = request.getfixturevalue(held)
    done = run("export", kind, tmp_path / "sortie.csv", "--data", folder, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    again = json.loads(run("import", kind, told["file"], "--data", folder, "--json").stdout)
    counts = {key: again[key] for key in ("accepted", "updated", "unchanged", "rejected")}
    assert counts == {"accepted": 0, "updated": 0, "unchanged": told["rows"][kind], "rejected": []}
    assert told["rows"][kind] == len(rows((tmp_path / "sortie.csv").read_bytes()))
    assert told["rows"][kind] > 0


def test_the_rota_says_who_holds_what(folder: Path, tmp_path: Path) -> None:
    """A line a seat, in words, wall times of Paris; an open seat names nobody."""
    run("export", "rota", tmp_path / "planning.csv", "--data", folder)
    lines = rows((tmp_path / "planning.csv").read_bytes())
    held = [line for line in lines if "Zoé" in line["personne"]]
    assert held
    assert {line["jour"] for line in held} <= {"30/11/2026", "01/12/2026"}
    assert all(line["debut"] < line["fin"] and line["role"] and line["etat"] for line in lines)
    assert {line["personne"] for line in lines if line["etat"] == "à pourvoir"} <= {""}


def test_the_whole_is_four_tables_and_a_page(folder: Path, tmp_path: Path) -> None:
    """In a ZIP for its owner alone, under a dated name when only a folder is given; no word of care needs but the page's own."""
    done = run("export", "all", tmp_path, "--data", folder, "--json")
    made = Path(json.loads(done.stdout)["file"])
    assert made.parent == tmp_path
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == [
            "LISEZMOI.txt",
            "effectifs.csv",
            "etablissements.csv",
            "reponses.csv",
            "planning.csv",
        ]
        named = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    for name in named:
        assert name == "LISEZMOI.txt" or f"{name} :" in named["LISEZMOI.txt"].replace("\u00a0", " ")
    assert "Zoé" in named["effectifs.csv"]


def test_a_file_that_stands_there_is_never_replaced(folder: Path, tmp_path: Path) -> None:
    """Nor is one written where there is no folder: one sentence, exit 2, nothing left."""
    there = tmp_path / "effectifs.csv"
    there.write_text("à moi", encoding="utf-8")
    lost = tmp_path / "lien.csv"
    lost.symlink_to(tmp_path / "parti.csv")
    for target in (there, lost, tmp_path / "absent" / "effectifs.csv"):
        done = run("export", "people", target, "--data", folder)
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert there.read_text(encoding="utf-8") == "à moi"
    assert run("export", "people", tmp_path / "x.csv", "--data", tmp_path / "rien").exit_code == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "effectifs.csv", "lien.csv"]


def test_those_erased_are_in_no_table_and_readers_take_none(tmp_path: Path) -> None:
    """Not in the people, the answers or the rota; who took what is journaled, without a name."""
    store = a_published_centre(tmp_path, days=2).store
    with pytest.raises(NotAllowed):
        export_data(READER, store, Exported.ALL)
    gone = a_person("Zoltan")
    add_person(COORDINATOR, store, gone)
    before = export_data(COORDINATOR, store, Exported.PEOPLE)
    assert "Zoltan" in before.content.decode("utf-8-sig")
    erase_person(COORDINATOR, store, gone.id, preview_erasure(COORDINATOR, store, gone.id).revision)
    after = {one: export_data(COORDINATOR, store, one) for one in TABLES}
    assert after[Exported.PEOPLE].rows[Exported.PEOPLE] == before.rows[Exported.PEOPLE] - 1
    assert not any("Zoltan" in one.content.decode("utf-8-sig") for one in after.values())
    with store.reading() as conn:
        taken = [one.payload for one in journal.recent(conn) if one.type == "data_exported"]
    assert {"what": "people", "rows": before.rows[Exported.PEOPLE]} in taken
    assert not any(set(one) - {"what", "rows"} for one in taken)
