"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click
import platformdirs

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: Path(platformdirs.user_data_dir("releve", appauthor=False)),
    envvar="RELEVE_DATA",
    show_default="le dossier de données de l’utilisateur",
    help="Dossier de données de la communauté.",
)
