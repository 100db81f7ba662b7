"""Every command of ``releve``, found from the code, with words that it accepts: a new one is run by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from secrets import token_hex

import click

from app.cli.main import COMMANDS, releve
from tests.drills.a_document import SMALL as SMALL_TERRITORY
from tests.scheduling.staffing.test_contract import SMALL

PEOPLE = "nom;prenom;profession;email\nFICTIF;Nouvelle;infirmière;nouvelle@example.org\n"
LOGIN = "second"
"""An account of the folder, without a password."""

WORDS: Mapping[tuple[str, str], list[str]] = {
    ("demo", "no_serve"): ["--no-serve"],
    ("drill", "scenario"): ["d768_penthievre"],
    ("restore", "yes"): ["--yes"],
    ("serve", "port"): ["--port", "0"],
}
"""What a command needs beyond what its own definition tells."""


def every_command(data: Path, beside: Path) -> dict[str, list[str]]:
    """Words of each command on ``data``; what it reads and writes elsewhere stands in ``beside``, a new demonstration too."""
    beside.mkdir(exist_ok=True)
    (beside / "liste.csv").write_text(PEOPLE, encoding="utf-8")
    (beside / "probleme.json").write_text(json.dumps(SMALL), encoding="utf-8")
    (beside / "territoire.json").write_text(json.dumps(SMALL_TERRITORY), encoding="utf-8")
    context = click.Context(releve)
    found: dict[str, list[str]] = {}
    for name in sorted(COMMANDS):
        command = releve.get_command(context, name)
        assert command is not None
        for path, leaf in _leaves(name, command):
            found[" ".join(path)] = [*path, *_words(path[0], leaf, data, beside)]
    return found


def _leaves(name: str, command: click.Command) -> Iterator[tuple[list[str], click.Command]]:
    if not isinstance(command, click.Group):
        yield [name], command
        return
    for part in sorted(command.commands):
        for path, leaf in _leaves(part, command.commands[part]):
            yield [name, *path], leaf


def _words(name: str, leaf: click.Command, data: Path, beside: Path) -> list[str]:
    words: list[str] = []
    for parameter in leaf.params:
        known = WORDS.get((name, parameter.name or ""))
        if known is not None:
            words += known
        elif (name, parameter.name) == ("export", "file"):
            words.append(str(beside / f"export-{token_hex(4)}.csv"))
        elif "--data" in parameter.opts:
            words += ["--data", str(beside / "demo" if name == "demo" else data)]
        elif parameter.required:
            value = _value(name, parameter, beside)
            words += [value] if isinstance(parameter, click.Argument) else [parameter.opts[0], value]
    return words


def _value(name: str, parameter: click.Parameter, beside: Path) -> str:
    """Something that fits: what its name suggests, the first of its choices, a file that is there."""
    if isinstance(parameter.type, click.Choice):
        return str(parameter.type.choices[0])
    files = {
        "problem_file": "probleme.json", "plan_file": "plan.json",
        "territory_file": "territoire.json", "report_file": "rapport.json",
    }  # fmt: skip
    if isinstance(parameter.type, click.Path):
        return str(beside / ("copie.zip" if name == "restore" else files.get(parameter.name or "", "liste.csv")))
    return f"nouveau-{name}" if isinstance(parameter, click.Option) else LOGIN
