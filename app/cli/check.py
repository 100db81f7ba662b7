"""``releve check``: is everything in this folder as it should be?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.access.actor import COMMAND_LINE
from app.cli.options import data_option
from app.services.keeping.check_folder import examine
from app.store.database import open_existing
from app.words import _


@click.command("check")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def command(data: Path, as_json: bool) -> None:
    """Vérifier le dossier de données : base, journal et main courante, contenu, clés, messages en attente, sauvegardes."""
    found = examine(COMMAND_LINE, open_existing(data))
    if as_json:
        click.echo(json.dumps({"ok": not found.problems, "problems": list(found.problems)}, ensure_ascii=False))
    else:
        click.echo("\n".join(found.problems or (_("Tout est en ordre."), *found.standing)))
    if found.problems:
        raise SystemExit(1)
