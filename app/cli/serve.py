"""``releve serve``: open a data folder: screens, calendars and volunteers' pages, in one process."""

from __future__ import annotations

from pathlib import Path

import click

from app import settings
from app.cli.options import data_option
from app.store.folder import DataFolder
from app.words import LANGUAGES, _, use_language


@click.command("serve")
@data_option
@click.option(
    "--host",
    default=lambda: settings.read().host,
    show_default=settings.HOST.default,
    help="Adresse d’écoute ; tant qu’aucun compte n’existe, ce poste seulement.",
)
@click.option(
    "--port",
    default=lambda: settings.read().port,
    type=click.IntRange(0, 65535),
    show_default=settings.PORT.default,
    help="Port ; 0 en choisit un libre.",
)
@click.option(
    "--public-url",
    default=lambda: settings.read().public_url,
    metavar="URL",
    help="Adresse publique, écrite dans les liens : https://releve.exemple.fr.",
)
def command(data: Path, host: str, port: int, public_url: str) -> None:
    """Ouvrir Relève sur un dossier de données, jusqu’à Ctrl-C."""
    base = settings.public_url(public_url)
    # Asked before the long import, and again by the server, which keeps it.
    with DataFolder(data).locked():
        as_json = settings.read().log_json
    # Imported here: Streamlit takes seconds, and a refusal must not.
    from app.server import serve
    from app.web.base_path import root_of
    from app.web.log_lines import print_json

    if as_json:
        print_json()

    def announce(address: str) -> None:
        if as_json:
            # Streamlit has armed its own loggers meanwhile.
            print_json()
        click.echo(f"Relève : {address}{root_of(base)}")

    first = _("Premier compte, à créer à cette adresse (une seule fois, dans la journée) : {address}")
    # What the server does by itself is written in the source language; whoever reads it is answered in theirs.
    with use_language(LANGUAGES[0]):
        serve(data, host, port, base, announce=announce, invite=lambda link: click.echo(first.format(address=link)))
