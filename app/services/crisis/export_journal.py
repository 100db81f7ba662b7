"""The journal as files: a table to read, and a proof that anyone can verify without us."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import PARIS, instant_text
from app.documents.csv_table import csv_bytes
from app.documents.settled_zip import settled_zip
from app.services.keeping.read_journal import JournalSearch, matching
from app.store import checkpoints, journal
from app.words import N_, _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.chain import Link
    from app.store.checkpoints import Checkpoint
    from app.store.database import Store

HEADER = (N_("N°"), N_("Jour"), N_("Heure"), N_("Qui"), N_("Quoi"), N_("À propos de"), N_("Détails"))

HOW = N_(
    """Ce dossier est le journal de Relève, écriture par écriture, et de quoi vérifier que rien n’y a été réécrit.

journal.jsonl : une écriture par ligne, de la plus ancienne à la plus récente.
manifeste.json : l’empreinte de la dernière écriture, et les purges avec leur empreinte.

Pour vérifier, ligne après ligne :
1. SHA-256 du sel (hexadécimal, lu en octets) suivi du contenu (« payload », en UTF-8) doit donner « payload_hash ». Sans sel ni contenu, l’écriture a été effacée : sa place reste prouvée, pas son contenu.
2. SHA-256 de previous, at, actor_id, type, subject_id et payload_hash, joints par le caractère U+001F, doit donner « hash ».
3. « previous » est le « hash » de la ligne d’avant ; pour la première, 64 zéros, ou l’empreinte de la dernière purge.
4. Le « hash » de la dernière ligne est celui du manifeste. Comparez-le à celui d’une sauvegarde ou d’un dossier de preuve plus ancien : il doit s’y trouver.
"""
)


def export_journal(actor: Actor, store: Store, search: JournalSearch | None = None) -> bytes:
    """What a search finds as a CSV of words, newest first. That it was exported is journaled. Raises NotAllowed."""
    require(actor, Action.READ_JOURNAL)
    with store.transaction() as conn:
        rows = matching(conn, store, search or JournalSearch())
        journal.write(conn, store.now(), actor.id, "journal_exported", "journal", {"entries": len(rows)})
    return csv_bytes(
        [_(name) for name in HEADER],
        [
            (row.number, f"{local:%d/%m/%Y}", f"{local:%H:%M:%S}", row.who, row.what, row.about, row.details)
            for row in rows
            for local in [row.at.astimezone(PARIS)]
        ],
    )


def prove_journal(actor: Actor, store: Store) -> bytes:
    """The whole journal with its hashes and how to verify them, as a ZIP. That it was exported is journaled. Raises NotAllowed."""
    require(actor, Action.READ_JOURNAL)
    with store.transaction() as conn:
        links, head = list(journal.JOURNAL.links(conn)), journal.head(conn)
        cuts = checkpoints.every(conn, journal.JOURNAL.name)
        journal.write(conn, store.now(), actor.id, "journal_exported", "journal", {"entries": len(links)})
    lines = "".join(json.dumps(_line(link), ensure_ascii=False) + "\n" for link in links)
    entries = {
        _("LISEZ-MOI.txt"): _(HOW).encode(),
        "journal.jsonl": lines.encode(),
        "manifeste.json": json.dumps(
            _manifest(head, len(links), cuts, store.now()), ensure_ascii=False, indent=2
        ).encode(),
    }
    return settled_zip(entries, store.now())


def _line(link: Link) -> dict[str, object]:
    return {
        "seq": link.seq,
        "at": link.at,
        "actor_id": link.actor_id,
        "type": link.type,
        "subject_id": link.subject_id,
        "salt": link.salt.hex() if link.salt is not None else None,
        "payload": link.payload,
        "payload_hash": link.payload_hash,
        "previous": link.previous,
        "hash": link.hash,
    }


def _manifest(head: str, entries: int, cuts: list[Checkpoint], at: datetime) -> dict[str, object]:
    return {
        "head": head,
        "entries": entries,
        "at": instant_text(at),
        "purges": [
            {"up_to_seq": cut.up_to_seq, "hash": cut.hash, "entries": cut.entries, "at": instant_text(cut.at)}
            for cut in cuts
        ],
    }
