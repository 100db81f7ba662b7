"""The documents say everything a site or a developer can write: commands, options, settings, keys, tables, addresses.

Each list is read from the code and compared with the document, both ways: what is missing, and what is no longer true.
"""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from itertools import product
from typing import TYPE_CHECKING, get_args

import click
import pytest
from pydantic import BaseModel

from app import settings
from app.cli.main import releve
from app.drills.scenario import Scenario
from app.library import content_root
from app.library.plan_faults import HEADINGS
from app.response.sheet import Card, Sheet
from app.web.site import OWN_PREFIXES
from tests.content.written import ROOT, first_cells, part, quoted, rows, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = content_root() / "data"
FRONT = text_of("README.md")
ARCHITECTURE = text_of(".github/ARCHITECTURE.md")


def commands(group: click.Group = releve, before: str = "releve") -> Iterator[tuple[str, click.Command]]:
    """Every command a person can type, with its name in full."""
    context = click.Context(group)
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        assert one is not None
        if isinstance(one, click.Group):
            yield from commands(one, f"{before} {name}")
        else:
            yield f"{before} {name}", one


def typed(cell: str) -> list[str]:
    """The command lines of a cell, one for each of its ``a|b`` words: « releve account list|create » is two."""
    found = []
    for words in quoted(cell):
        line, *rest = words.split(" [")
        parts = [part.split("|") if index < 3 else [part] for index, part in enumerate(line.split())]
        found += [" ".join([*one, *(f"[{more}" for more in rest)]) for one in product(*parts)]
    return found


def options(command: click.Command) -> set[str]:
    """Its long options."""
    return {name for one in command.params if isinstance(one, click.Option) for name in one.opts if name[:2] == "--"}


LINES = [(line, row) for row in rows(FRONT) for line in typed(row[0]) if line.startswith("releve ")]
"""Command lines of the README's table, each with its row."""

EVERYWHERE = {"--help"}


@pytest.mark.parametrize(("name", "command"), [pytest.param(*one, id=one[0]) for one in commands()])
def test_every_command_stands_in_the_readme_with_its_options(name: str, command: click.Command) -> None:
    """Whoever reads the table knows every option; the table names none that is gone."""
    said = [" ".join(row) for line, row in LINES if f"{line} ".startswith(f"{name} ")]
    assert said != []
    shared = " ".join(" ".join(row) for row in rows(FRONT) if row[0].startswith("`--"))
    own = set(re.findall(r"--[a-z][a-z0-9-]*", " ".join(said)))
    common = set(re.findall(r"--[a-z][a-z0-9-]*", shared)) | EVERYWHERE
    every = {option for other, one in commands() if other.split()[1] == name.split()[1] for option in options(one)}
    assert (sorted(options(command) - own - common), sorted(own - every - common)) == ([], [])


def test_what_stands_before_a_command_is_said() -> None:
    """Options of the program itself: its language, its version."""
    said = set(re.findall(r"--[a-z][a-z0-9-]*", part(FRONT, "Les commandes")))
    assert {"--lang", "--version"} <= options(releve) <= said


def test_the_readme_names_no_command_that_is_gone() -> None:
    """Each line of the table begins with a command."""
    names = [name for name, _command in commands()]
    assert [line for line, _row in LINES if not any(f"{line} ".startswith(f"{name} ") for name in names)] == []


def test_every_setting_of_the_process_is_said_and_counted() -> None:
    """Those that the code reads, and no other of that name; the environment of tests is not the product's."""
    named = set(re.findall(r"RELEVE_[A-Z_]+", FRONT))
    assert named == {one.variable for one in settings.SETTINGS}


def keys(model: type[BaseModel]) -> Iterator[str]:
    """Every key of a file of that model, at any depth, as it is written."""
    for name, field in model.model_fields.items():
        yield field.alias or name
        for inner in parts(field.annotation):
            yield from keys(inner)


def parts(annotation: object) -> Iterator[type[BaseModel]]:
    """The models inside a type: of a tuple, of a choice, of a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


FROM_THE_FOLDER = {"slug"}
"""Said by where a plan stands, never written in it."""

FROM_THE_LISTS = {"plan", "steps", "do_not", "trace"}
"""Of a card: its folder, and its three lists, under their headings."""


def test_every_key_of_a_scenario_is_documented() -> None:
    """Objectives, injects, what is expected and every field of every effect included."""
    known = set(quoted((content_root() / "scenarios" / "README.md").read_text(encoding="utf-8")))
    assert sorted(set(keys(Scenario)) - known) == []


def test_every_key_of_a_plan_and_of_a_card_is_documented() -> None:
    """The two tables of the readme, whole; nothing in their first column is gone."""
    text = text_of("plans/README.md")
    of_plan, of_card = part(text, "`plan.yaml`"), part(text, "Une fiche réflexe, `cards/<nom>.md`")
    assert sorted(set(keys(Sheet)) - FROM_THE_FOLDER - set(quoted(of_plan))) == []
    card = {*Card.model_fields} - FROM_THE_FOLDER - FROM_THE_LISTS | set(HEADINGS.values())
    assert sorted(card ^ set(first_cells(of_card))) == []
    assert sorted(set(first_cells(of_plan)) - set(Sheet.model_fields)) == []


def patterns(text: str) -> list[str]:
    """File names a table's first column says: ``communes_{auray,redon}.csv`` and ``routes_*.csv`` are several."""
    found = []
    for words in first_cells(text):
        braces = re.search(r"\{([^}]*)\}", words)
        choices = braces[1].split(",") if braces else [""]
        found += [re.sub(r"\{[^}]*\}", one, words).replace("…", "*") for one in choices]
    return [one for one in found if "." in one]


def test_every_file_of_data_is_in_its_readme() -> None:
    """By its name or by a pattern, in a table that says what a row is; and each name there is a file."""
    text = (DATA / "README.md").read_text(encoding="utf-8")
    said = [*patterns(text), "common_passwords.txt", "README.md"]
    assert "`common_passwords.txt`" in text
    files = [path.relative_to(DATA).as_posix() for path in sorted(DATA.rglob("*")) if path.is_file()]

    def is_said(file: str) -> bool:
        return any(fnmatch(file, one) or fnmatch(file.rpartition("/")[2], one) for one in said)

    assert [file for file in files if not is_said(file)] == []
    assert [one for one in said if not any(fnmatch(file, f"*{one}") for file in files)] == []


def test_every_table_of_a_site_is_described_column_by_key() -> None:
    """A CSV at the top of ``data`` stands in the first table with what a row is and its key."""
    text = (DATA / "README.md").read_text(encoding="utf-8").split("## Importer un fichier")[0]
    described = {row[0].strip("`"): row for row in rows(text) if len(row) == 3 and row[0].endswith(".csv`")}
    tables = {path.name for path in DATA.glob("*.csv")}
    assert sorted(tables - set(described)) == []
    assert [name for name, row in described.items() if not (row[1] and row[2])] == []


def test_every_family_of_addresses_is_documented() -> None:
    """The table of the architecture page is the list of our prefixes, no more and no less."""
    table = part(ARCHITECTURE, "Les adresses")
    assert sorted(first_cells(table)) == sorted(OWN_PREFIXES)


def test_the_architecture_page_draws_the_layers_that_are_linted() -> None:
    """Each storey of the drawing, from the top, is a line of the contract; each room has its sentence below."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    [layers] = [one["layers"] for one in contract if one["type"] == "layers"]
    linted = [re.findall(r"\w+", layer) for layer in layers]
    [drawing] = re.findall(r"```text\n(.*?)```", ARCHITECTURE, re.DOTALL)
    assert [re.findall(r"[a-z]+", line) for line in drawing.splitlines() if line.strip(" ↓│")] == linted
    rooms = part(ARCHITECTURE, "Les pièces")
    assert sorted(first_cells(rooms)) == sorted(room for storey in linted for room in storey)


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_what_a_developer_reads_is_short_and_leads_somewhere(name: str) -> None:
    """Two minutes of reading each; each path and relative link that they give exists."""
    text = (ROOT / ".github" / name).read_text(encoding="utf-8")
    assert len(text.split()) <= 1000
    paths = {word for word in quoted(text) if re.fullmatch(r"(?:\.?[\w-]+/)+[\w.-]*", word)}
    paths |= {word.split("#")[0] for word in re.findall(r"\]\((?!https?:)([^)]+)\)", text)}
    assert paths
    assert [word for word in paths if not ((ROOT / word).exists() or (ROOT / ".github" / word).exists())] == []
