"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from app import settings
from app.words import _

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: settings.read().data,
    show_default=settings.DATA.default,
    help="Dossier de données de la communauté.",
)

YES = frozenset({"o", "oui", "y", "yes"})


def confirm(question: str) -> None:
    """Ask once; anything but a yes, or no answer at all, says that nothing changed and leaves with exit code 1."""
    try:
        typed: str = click.prompt(_("{question} [o/N]").format(question=question), default="", show_default=False)
    except click.Abort:
        click.echo(err=True)
        typed = ""
    if typed.strip().casefold() not in YES:
        click.echo(_("Rien n’a été changé."), err=True)
        raise click.exceptions.Exit(1)
