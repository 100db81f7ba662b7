"""Scenarios as files: the folder's over the package's, faults with file, line and key, written back as they were read."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.library import Library
from app.library.scenarios import problems_of, read_scenario, suppliers_of, written
from app.words.errors import sentence
from tests.drills.a_scenario import a_scenario

SHIPPED = Library().scenarios
TEXT = written(a_scenario())


def fault(text: str) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_scenario("essai.yaml", text)
    return sentence(refused.value).replace("\xa0", " ")


@pytest.mark.parametrize("code", list(SHIPPED.scenarios))
def test_a_scenario_is_written_back_as_it_was_read(code: str) -> None:
    """Effects keep their kind, codes of communes their quotes."""
    one = SHIPPED.scenarios[code]
    assert read_scenario("copie.yaml", written(one)) == one


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hours: 24", "hours: 0", "essai.yaml, ligne 9, hours : le nombre est trop petit."),
        ("hours: 24", "hours: 24\nheures: 3", "essai.yaml, ligne 10, heures : cette clé n’est pas connue"),
        ("  from: Mairie\n", "", "injects[2].from : cette clé manque."),
        ("type: road_cut", "type: flood", "effects[1] : ce genre d’effet n’existe pas."),
        ("  - 35236-44185", "  []", "essai.yaml, ligne"),
        ("typology: 5", "typology: 9", "typology : cette valeur ne convient pas."),
        ("number: 2", "number: 4", "injects : les numéros ne se suivent pas."),
        (
            "- type: pair_practices",
            "- type: power_cut\n  communes: ['35236']",
            "plan : cet effet n’est pas de ce côté.",
        ),
        ("quantity: 4", "quantity: beaucoup", "injects[2].effects[1].quantity : ce n’est pas un nombre."),
    ],
)
def test_a_fault_says_where_it_stands(old: str, new: str, said: str) -> None:
    """File, line, key, what is wrong; the kind of an effect is no key."""
    assert old in TEXT
    assert said in fault(TEXT.replace(old, new))


def test_a_list_is_no_scenario() -> None:
    """Nor is broken YAML."""
    assert "suite de clés" in fault("- a\n- b\n")
    assert "ligne" in fault("a: [1\n")


def put(folder: Path, name: str, text: str) -> Path:
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / name).write_text(text, encoding="utf-8")
    return folder


def test_the_folder_adds_and_replaces_and_one_bad_file_takes_no_other_with_it(tmp_path: Path) -> None:
    """A shipped scenario stays in the place of the folder's own that cannot be read."""
    put(tmp_path, "essai.yaml", TEXT)
    put(tmp_path, "ecran_noir.yaml", written(a_scenario(code="ecran_noir", title="Le nôtre")))
    put(tmp_path, "autocar_rn165.yaml", "format: rien\n")
    put(tmp_path, "nom.yaml", TEXT)
    found = Library(tmp_path).scenarios
    assert set(found.scenarios) == {*SHIPPED.scenarios, "essai"}
    assert found.scenarios["ecran_noir"].title == "Le nôtre"
    assert found.scenarios["autocar_rn165"] == SHIPPED.scenarios["autocar_rn165"]
    said = [sentence(one).replace("\xa0", " ") for one in found.errors]
    assert len(said) == 2
    assert said[0].startswith("scenarios/autocar_rn165.yaml, ligne 1")
    assert "« essai » n’est pas le nom du fichier" in said[1]
    assert found.problems() == []


def test_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    """What content says is shown."""
    (tmp_path / "secret.yaml").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "content"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "scenarios" / "essai.yaml").symlink_to(tmp_path / "secret.yaml")
    assert "essai" not in Library(folder).scenarios.scenarios


def test_references_that_lead_nowhere_are_told_with_their_line(tmp_path: Path) -> None:
    """In a file with its line, elsewhere with its key alone."""
    put(tmp_path, "essai.yaml", TEXT.replace("35236-44185", "35236-99999"))
    library = Library(tmp_path)
    [said] = library.scenarios.problems()
    assert said.replace("\xa0", " ").startswith("scenarios/essai.yaml, ligne 19, effects[1].roads[1] : « 35236-99999 »")
    [bare] = problems_of(library.scenarios.scenarios["essai"], library.scenarios.tables)
    assert bare.startswith("effects[1].roads[1]")


def test_suppliers_are_those_something_depends_on() -> None:
    """Of the supply table."""
    assert {"grossiste", "oxygene"} <= suppliers_of(Library())
