"""``releve import``: people, establishments, answers or a practice's needs from a file, with a report line by line."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from app.access.actor import COMMAND_LINE
from app.cli.options import data_option
from app.core.errors import N_, InvalidInput, NotFound
from app.services.continuity.import_needs import import_needs, practice_named
from app.services.roster import import_roster
from app.store.database import open_existing, open_store
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.roster.importing.report import ImportReport
    from app.store.database import Store

KINDS: dict[str, Callable[..., ImportReport[Any]]] = {
    "people": import_roster.import_people,
    "sites": import_roster.import_sites,
    "answers": import_roster.import_answers,
}


@click.command("import")
@click.argument("kind", type=click.Choice([*KINDS, "needs"]), metavar="people|sites|answers|needs")
@click.argument("file", type=click.Path(path_type=Path))
@data_option
@click.option("--practice", metavar="ID", help="Cabinet qui tient les besoins importés (needs) : identifiant ou nom.")
@click.option("--dry-run", is_flag=True, help="Ne rien écrire, dire ce qui le serait.")
@click.option("--strict", is_flag=True, help="Ne rien écrire si une seule ligne est refusée.")
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def command(
    kind: str, file: Path, data: Path, practice: str | None, dry_run: bool, strict: bool, as_json: bool
) -> None:
    """Importer un fichier : personnes, établissements, réponses, besoins de soins d’un cabinet."""
    with _opened(data, dry_run=dry_run) as store:
        if kind == "needs":
            report: ImportReport[Any] = _needs(store, file, practice, dry_run=dry_run, strict=strict)
        else:
            report = KINDS[kind](COMMAND_LINE, store, file, dry_run=dry_run, strict=strict)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _tell(report, written=not dry_run and not (strict and report.rejected))
    if report.rejected:
        raise SystemExit(1)


@contextmanager
def _opened(data: Path, *, dry_run: bool) -> Iterator[Store]:
    """The folder, made when there is none; a dry run is then tried in a passing one, so that it writes nothing at all."""
    if not dry_run:
        yield open_store(data)
        return
    try:
        store = open_existing(data)
    except NotFound:
        with TemporaryDirectory() as passing:
            yield open_store(Path(passing))
    else:
        yield store


def _needs(store: Store, file: Path, practice: str | None, *, dry_run: bool, strict: bool) -> ImportReport[Any]:
    if not practice:
        raise InvalidInput(N_("Dites de quel cabinet sont ces besoins : --practice et son identifiant, ou son nom."))
    chosen = practice_named(COMMAND_LINE, store, practice)
    return import_needs(COMMAND_LINE, store, file, chosen, dry_run=dry_run, strict=strict)


def _tell(report: ImportReport[Any], *, written: bool) -> None:
    lead = _("Importé") if written else _("Rien n’a été écrit")
    counts = _("{new} nouvelles lignes, {updated} modifiées, {unchanged} inchangées").format(
        new=report.accepted, updated=report.updated, unchanged=report.unchanged
    )
    click.echo(f"{lead} : {counts}.")
    for one in report.rejected:
        # What a cell of needs holds is never repeated: the value is empty there.
        template = (
            _("Ligne {line}, {column} « {value} » : {reason} {hint}")
            if one.value
            else _("Ligne {line}, {column} : {reason} {hint}")
        )
        click.echo(template.format(line=one.line, column=one.column, value=one.value, reason=one.reason, hint=one.hint))
    for flag in report.flags:
        lines = ", ".join(map(str, flag.lines))
        where = ngettext("Ligne {lines}", "Lignes {lines}", len(flag.lines)).format(lines=lines)
        click.echo(f"{where} : {flag.reason}")
