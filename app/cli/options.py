"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from app import settings

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: settings.read().data,
    show_default=settings.DATA.default,
    help="Dossier de données de la communauté.",
)
