"""``releve restore``: put a copy of the data back, proven first; what it replaces is kept beside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.access.actor import COMMAND_LINE
from app.cli.options import confirm, data_option
from app.services.keeping.back_up_keys import restore_keys
from app.services.keeping.restore_backup import prove_backup, restore_backup
from app.store.database import open_store
from app.store.folder import DataFolder
from app.words import _, ngettext
from app.words.dates import spoken_instant, spoken_number

if TYPE_CHECKING:
    from app.services.keeping.back_up_keys import RestoredKeys
    from app.services.keeping.restore_backup import Proof, Restored


@click.command("restore")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@data_option
@click.option("--yes", is_flag=True, help="Ne pas demander confirmation.")
@click.option("--check", "only_check", is_flag=True, help="Prouver la sauvegarde sans rien remplacer.")
@click.option("--keys", is_flag=True, help="FICHIER est une sauvegarde des clés (releve backup --keys) : les remettre.")
def command(file: Path, data: Path, yes: bool, only_check: bool, keys: bool) -> None:
    """Restaurer une sauvegarde : la prouver, puis la mettre à la place des données, gardées à côté.

    FICHIER est un fichier de DATA/backups, ou une base rendue par une réplique continue. Arrêtez d’abord le serveur.
    """
    if keys:
        phrase = click.prompt(_("Phrase secrète"), hide_input=True, err=True)
        click.echo(_told_keys(restore_keys(COMMAND_LINE, open_store(data), file, phrase)))
        return
    folder = DataFolder(data)
    if only_check or not yes:
        click.echo(_told_proof(prove_backup(COMMAND_LINE, file, folder)))
    if only_check:
        return
    if not yes:
        confirm(_("Mettre cette sauvegarde à la place des données de {path} ?").format(path=data))
    click.echo("\n".join(_told(restore_backup(COMMAND_LINE, file, folder))))


def _told_proof(proof: Proof) -> str:
    when = _("Sauvegarde du {when}").format(when=spoken_instant(proof.at)) if proof.at else _("Base sans date de copie")
    whose = proof.community or _("Communauté sans nom")
    people = ngettext("{n} personne", "{n} personnes", proof.people).format(n=spoken_number(proof.people))
    entries = ngettext("{n} entrée de journal", "{n} entrées de journal", proof.journal_entries)
    counted = entries.format(n=spoken_number(proof.journal_entries))
    return _("{when}, prouvée : {whose}, {people}, {entries}.").format(
        when=when, whose=whose, people=people, entries=counted
    )


def _told(done: Restored) -> list[str]:
    lines = [_("Sauvegarde restaurée. Chacun doit se reconnecter.")]
    if done.replaced is not None:
        lines.append(_("Ce qu’elle remplace est gardé dans {path}.").format(path=done.replaced))
    if done.messages_held:
        held = ngettext(
            "{n} message était peut-être déjà parti : il attend votre décision dans Messages.",
            "{n} messages étaient peut-être déjà partis : ils attendent votre décision dans Messages.",
            done.messages_held,
        )
        lines.append(held.format(n=done.messages_held))
    if done.call_outs_stopped:
        stopped = ngettext("{n} appel en cours a été arrêté.", "{n} appels en cours ont été arrêtés.", done.call_outs_stopped)  # fmt: skip
        lines.append(stopped.format(n=done.call_outs_stopped))
    if done.accounts_closed:
        closed = ngettext("{n} compte fermé depuis reste fermé.", "{n} comptes fermés depuis restent fermés.", done.accounts_closed)  # fmt: skip
        lines.append(closed.format(n=done.accounts_closed))
    if done.people_erased:
        erased = ngettext("{n} personne effacée depuis a été effacée de nouveau.", "{n} personnes effacées depuis ont été effacées de nouveau.", done.people_erased)  # fmt: skip
        lines.append(erased.format(n=done.people_erased))
    return lines


def _told_keys(done: RestoredKeys) -> str:
    return _("Clés remises : {restored} ; déjà là : {present} ; gardées telles quelles : {kept} ; laissées de côté : {left_out}.").format(
        restored=len(done.restored), present=len(done.present), kept=len(done.kept), left_out=len(done.left_out)
    )  # fmt: skip
