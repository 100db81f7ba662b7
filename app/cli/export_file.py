"""``releve export``: people, establishments, answers, rota, or all of it, as tables that a spreadsheet opens."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.access.actor import COMMAND_LINE
from app.cli.options import data_option
from app.core.errors import N_, InvalidInput
from app.core.private_file import write_private
from app.services.keeping.export_data import Exported, export_data
from app.store.database import open_existing
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.keeping.export_data import DataExport


@click.command("export")
@click.argument("what", type=click.Choice([one.value for one in Exported]), metavar="|".join(Exported))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@data_option
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def command(what: str, file: Path | None, data: Path, as_json: bool) -> None:
    """Exporter en tableaux : personnes, établissements, réponses, planning publié, ou le tout (ZIP).

    Sans FICHIER, un nom daté dans le dossier courant. Un fichier qui existe déjà n’est jamais remplacé.
    """
    store = open_existing(data)
    if file is not None and not file.is_dir():
        _refuse_existing(file)
    export = export_data(COMMAND_LINE, store, Exported(what))
    target = _target(file or Path(), export.file_name)
    _refuse_existing(target)
    _write(target, export.content)
    if as_json:
        rows = {one.value: count for one, count in export.rows.items()}
        click.echo(json.dumps({"file": str(target), "rows": rows}, ensure_ascii=False))
    else:
        click.echo(_told(export, target))


def _target(file: Path, name: str) -> Path:
    """Where to write: a folder is given the file's own name."""
    return file / name if file.is_dir() else file


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        raise InvalidInput(N_("{path} existe déjà : donnez un autre nom, ou déplacez ce fichier."), path=target)


def _write(target: Path, content: bytes) -> None:
    try:
        write_private(target, content)
    except OSError as error:
        message = N_("{path} ne peut pas être écrit ({reason}). Choisissez un dossier qui existe et où vous pouvez écrire.")  # fmt: skip
        raise InvalidInput(message, path=target, reason=error.strerror or error) from None


def _told(export: DataExport, target: Path) -> str:
    total = sum(export.rows.values())
    lead = ngettext("{n} ligne écrite dans {path}.", "{n} lignes écrites dans {path}.", total)
    warning = _("Ce fichier contient des noms : gardez-le comme tel, effacez-le quand il a servi.")
    return f"{lead.format(n=total, path=target)} {warning}"
