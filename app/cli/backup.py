"""``releve backup``: a proven copy of the data now; with ``--keys``, one of the keys under a passphrase, kept elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.access.actor import COMMAND_LINE
from app.cli.options import data_option
from app.core.clock import instant_text
from app.services.keeping.back_up import back_up
from app.services.keeping.back_up_keys import save_keys
from app.store.backup_rules import Kind
from app.store.database import open_existing
from app.words import _, ngettext
from app.words.sizes import spoken_bytes

if TYPE_CHECKING:
    from app.store.backups import Made
    from app.store.database import Store


@click.command("backup")
@data_option
@click.option(
    "--to", "into", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Écrire la copie dans un autre dossier existant : clé USB, partage. Par défaut, DATA/backups.",
)  # fmt: skip
@click.option(
    "--keys", metavar="FICHIER", type=click.Path(path_type=Path),
    help="Sauvegarder les clés, et elles seules, sous une phrase secrète : à garder ailleurs que les données.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def command(data: Path, into: Path | None, keys: Path | None, as_json: bool) -> None:
    """Sauvegarder : une copie de la base et du contenu, prouvée en la relisant. Elle ne contient ni clés ni mots de passe d’envoi."""
    store = open_existing(data)
    if keys is not None:
        _save_keys(store, keys, as_json)
        return
    made = back_up(COMMAND_LINE, store, Kind.BY_HAND, into)
    click.echo(json.dumps(_as_json(made), ensure_ascii=False) if as_json else _told(made))
    if made.troubles:
        raise SystemExit(1)


def _save_keys(store: Store, path: Path, as_json: bool) -> None:
    passphrase = click.prompt(_("Phrase secrète"), hide_input=True, confirmation_prompt=_("La même, encore une fois"), err=True)  # fmt: skip
    made = save_keys(COMMAND_LINE, store, path, passphrase)
    target = path / made.name if path.is_dir() else path
    if as_json:
        click.echo(json.dumps({"file": str(target), "keys": made.keys}, ensure_ascii=False))
        return
    lead = ngettext("{n} clé sauvegardée dans {path}.", "{n} clés sauvegardées dans {path}.", made.keys)
    click.echo(lead.format(n=made.keys, path=target))
    click.echo(_("Gardez ce fichier loin des sauvegardes des données, et la phrase secrète loin du fichier."))


def _as_json(made: Made) -> dict[str, object]:
    manifest = made.manifest
    return {
        "file": str(made.path),
        "at": instant_text(manifest.at),
        "bytes": made.bytes,
        "journal_head": manifest.journal_head,
        "proven": not made.troubles,
        "problems": [_(message).format(**data) for message, data in made.troubles],
    }


def _told(made: Made) -> str:
    size = spoken_bytes(made.bytes)
    if made.troubles:
        message, data = made.troubles[0]
        lead = _("Copie faite ({size}) dans {path}, mais les données étaient déjà en défaut :")
        return f"{lead.format(size=size, path=made.path)} {_(message).format(**data)}"
    return _("Sauvegarde faite et prouvée ({size}) : {path}").format(size=size, path=made.path)
