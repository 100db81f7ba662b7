"""What the community holds as tables that any spreadsheet opens: to work elsewhere, to hand over, to leave.

Tables are in French whatever the language spoken, the page beside them is not: ``releve import`` reads people, establishments and answers back as they
were. Care needs, keys, accounts and the journal never leave this way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.documents.csv_table import csv_bytes
from app.documents.settled_zip import settled_zip
from app.services.crisis.note_reading import Read, note_reading
from app.services.keeping.export_data_tables import read_export_tables
from app.services.keeping.reference import read_library
from app.store import journal
from app.words import N_, _, use_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.services.keeping.export_data_tables import ExportTables
    from app.store.database import Store


class Exported(StrEnum):
    """What can be exported; each but the last is one table."""

    PEOPLE = "people"
    SITES = "sites"
    ANSWERS = "answers"
    ROTA = "rota"
    ALL = "all"
    """The four, with a page that says what they are, in one ZIP."""


TABLES: tuple[Exported, ...] = tuple(one for one in Exported if one is not Exported.ALL)

FILE_NAMES: Mapping[Exported, str] = {
    Exported.PEOPLE: "effectifs.csv",
    Exported.SITES: "etablissements.csv",
    Exported.ANSWERS: "reponses.csv",
    Exported.ROTA: "planning.csv",
}

READ_ME = N_(
    """Ce que tient Relève, en tableaux, le {day}.

effectifs.csv : les personnes, leurs coordonnées, ce qu’elles proposent.
etablissements.csv : les établissements du territoire.
reponses.csv : qui a répondu quoi pour quelle séance.
planning.csv : chaque place publiée, qui la tient, dans quel état.

Ces fichiers s’ouvrent dans un tableur (UTF-8, points-virgules). Les trois premiers se réimportent tels quels, dans cet ordre (les réponses, là où sont les mêmes séances), par Effectifs › Importer un fichier, Disponibilités, ou « releve import people », « sites » et « answers ».

Ils contiennent des noms et des téléphones : gardez-les comme tels, et effacez-les quand ils ont servi.

N’y sont pas : les besoins de soins (copie scellée, écran Besoins), les plans (écran Plans), la main courante et le journal (leurs écrans), les comptes et les clés. Pour tout retrouver tel quel, c’est une sauvegarde qu’il faut (écran Données).
"""
)


@dataclass(frozen=True, slots=True)
class DataExport:
    """A file; ``rows`` are the rows of each table in it, without the header."""

    file_name: str
    content: bytes
    rows: Mapping[Exported, int]


def export_data(actor: Actor, store: Store, what: Exported) -> DataExport:
    """The file. That it was taken is journaled, with what it holds about whom. Raises NotAllowed."""
    require(actor, Action.KEEP_DATA)
    chosen = TABLES if what is Exported.ALL else (what,)
    read_me = _(READ_ME)
    with use_language("fr"):
        with store.reading() as conn:
            tables = read_export_tables(conn, read_library(store, conn), store.now())
        files = {one: csv_bytes(*tables.table(one.value)) for one in chosen}
        content = files[what] if what in files else _packed(files, tables, read_me)
    if set(chosen) - {Exported.SITES}:
        note_reading(actor, store, Read.ROSTER, tables.people)
    rows = {one: len(tables.table(one.value)[1]) for one in chosen}
    with store.transaction() as conn:
        payload = {"what": what.value, "rows": sum(rows.values())}
        journal.write(conn, store.now(), actor.id, "data_exported", "data", payload)
    return DataExport(_file_name(what, tables), content, rows)


def _packed(files: Mapping[Exported, bytes], tables: ExportTables, read_me: str) -> bytes:
    named = {FILE_NAMES[one]: content for one, content in files.items()}
    about = read_me.format(day=f"{paris_date(tables.at):%d/%m/%Y}")
    return settled_zip({"LISEZMOI.txt": about.replace("\n", "\r\n").encode("utf-8-sig"), **named}, tables.at)


def _file_name(what: Exported, tables: ExportTables) -> str:
    day = paris_date(tables.at).isoformat()
    if what is Exported.ALL:
        return f"releve-export-{day}.zip"
    name, _dot, kind = FILE_NAMES[what].rpartition(".")
    return f"{name}-{day}.{kind}"
