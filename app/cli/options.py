"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from app import settings
from app.words import LANGUAGES, _, use_language

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: settings.read().data,
    show_default=settings.DATA.default,
    help="Dossier de données de la communauté.",
)


def _speak(ctx: click.Context, _param: click.Parameter, code: str) -> None:
    """For as long as the command runs."""
    ctx.with_resource(use_language(code))


language_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Langue des réponses et de l’aide. Ce qui est écrit dans le dossier reste en français.",
)
"""Before the command: ``releve --lang en check``. The machine's own language is not asked: a server often has another one."""

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
