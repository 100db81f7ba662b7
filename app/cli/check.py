"""``releve check``: is everything in this folder as it should be?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.cli.options import data_option
from app.services.check_folder import check_folder
from app.store.database import open_store


@click.command("check")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def command(data: Path, as_json: bool) -> None:
    """Vérifier le dossier de données et le contenu livré : schéma, journal, tables de référence."""
    problems = check_folder(open_store(data))
    if as_json:
        click.echo(json.dumps({"ok": not problems, "problems": problems}, ensure_ascii=False))
    else:
        click.echo("\n".join(problems) or "Tout est en ordre.")
    if problems:
        raise SystemExit(1)
