"""The national RPPS free-access extract, streamed: 2.4 million lines in, the few hundred people of the territory out.

A line is looked at as bytes: one that does not hold a department of the territory right after a separator is skipped
before anything is cut or decoded. Columns are found by name (56 of them, and older names), never by position. One person
has a line for each place of work: they become one person with several practices.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import IO

from app.core.errors import N_, InvalidInput, UnreadableFile
from app.core.ids import PracticeId
from app.roster.importing import fields
from app.roster.importing.description import Description
from app.roster.importing.headers import HeaderNames
from app.roster.importing.known import KnownRoster
from app.roster.importing.line_filter import lines_holding
from app.roster.importing.report import CellRefused, Flag, ImportReport, Rejection
from app.roster.importing.settling import PersonRow, settle
from app.roster.importing.source import Source, open_file
from app.roster.importing.tables import ImportTables
from app.roster.person import ExerciseMode, PersonStatus
from app.roster.practice import Practice
from app.roster.spelling import fold
from app.words import _

NEEDED = ("identifiant", "nom", "prenom", "profession_code", "commune_insee")
"""Columns without which the extract can't be used."""

RECOGNISED_FROM = 8
"""A first line with « Identifiant PP » and this many of the extract's headers is the extract, not a list of people."""

REGISTER_FILLS = frozenset(
    {"email", "phone", "commune_insee", "practice", "civilite", "specialty", "exercise_mode", "status"}
)  # fmt: skip
"""What the register tells only when the roster knows nothing: a coordinator's correction is never overwritten."""

LOCUM_ACTIVITY = "GENR02"
"""TRE_R22: « activité de soins ou de pharmacien en tant que remplaçant »."""

Cells = dict[str, str]
Numbered = tuple[int, Cells]


def is_extract(first_line: bytes, tables: ImportTables) -> bool:
    """Whether the first line of a file is the header of the extract."""
    names = tables.headers["rpps"]
    header = _text(first_line)
    found = {names.named(cell.strip(' "')) for cell in header.split(_delimiter(header))} - {None}
    return "identifiant" in found and len(found) >= RECOGNISED_FROM


def read_extract(
    source: Source, *, known: KnownRoster, tables: ImportTables, progress: Callable[[int], None] | None = None
) -> ImportReport[PersonRow]:
    """The people of the territory (``tables.communes``) in the extract, against the roster. Raises UnreadableFile.

    ``progress`` is told the number of lines read. Lines of other communes are not counted in the report.
    """
    if not len(tables.communes):
        raise InvalidInput(
            N_("Choisissez d’abord les communes du territoire : l’extrait national est filtré sur elles.")
        )
    described: dict[str, Description] = {}
    rejected: list[Rejection] = []
    flags: list[Flag] = []
    with closing(_opened(source)) as stream:
        for line, cells in _lines_of_territory(stream, tables, progress):
            _gather(described, line, cells, tables, rejected, flags)
    report = settle(list(described.values()), known=known, columns={})
    return replace(
        report,
        rejected=tuple(sorted((*rejected, *report.rejected))),
        flags=tuple(sorted({*flags, *report.flags})),
        format="rpps",
    )


def lines_of_communes(
    stream: IO[bytes], names: HeaderNames, codes: frozenset[str], progress: Callable[[int], None] | None = None
) -> Iterator[Numbered]:
    """Line number and recognised cells of each line whose commune code is one of ``codes``; memory stays constant."""
    header = _text(stream.readline())
    delimiter = _delimiter(header)
    positions = _positions(header, delimiter, names)
    at, mark, quoted = positions["commune_insee"], delimiter.encode(), '"' in header
    wanted = frozenset(code.encode() for code in codes)
    prefixes = sorted({mark + (b'"' if quoted else b"") + code[:2] for code in wanted})
    for line, raw in lines_holding(stream, prefixes, first_line=2, progress=progress):
        pieces = raw.split(mark, at + 1)
        if (len(pieces) > at and pieces[at].strip(b'" \r\n') in wanted) or quoted:
            cells = _cells(raw, delimiter, positions, quoted)
            if cells.get("commune_insee") in codes:
                yield line, cells


def _lines_of_territory(
    stream: IO[bytes], tables: ImportTables, progress: Callable[[int], None] | None
) -> Iterator[Numbered]:
    yield from lines_of_communes(stream, tables.headers["rpps"], tables.communes.codes, progress)


def _opened(source: Source) -> IO[bytes]:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return open_file(source)


def _positions(header: str, delimiter: str, names: HeaderNames) -> dict[str, int]:
    """Canonical header → column. Raises UnreadableFile naming the first column that is missing."""
    found: dict[str, int] = {}
    for index, cell in enumerate(_cut(header, delimiter)):
        name = names.named(cell)
        if name is not None:
            found.setdefault(name, index)
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise UnreadableFile(
            N_(
                "L’extrait RPPS n’a pas la colonne « {name} » : téléchargez à nouveau « PS_LibreAcces_Personne_activite »."
            ),
            name=missing[0],
        )
    return found


def _cells(raw: bytes, delimiter: str, positions: dict[str, int], quoted: bool) -> Cells:
    text = _text(raw)
    pieces = _cut(text, delimiter) if quoted else text.split(delimiter)
    return {
        name: " ".join(pieces[at].split()) for name, at in positions.items() if at < len(pieces) and pieces[at].strip()
    }


def _cut(line: str, delimiter: str) -> list[str]:
    """The cells of a line with quotes; of one whose quotes make no sense, the pieces between delimiters."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _text(raw: bytes) -> str:
    raw = raw.rstrip(b"\r\n").replace(b"\x00", b"")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _delimiter(header: str) -> str:
    return max("|;\t,", key=header.count)


def _gather(
    described: dict[str, Description], line: int, cells: Cells, tables: ImportTables,
    rejected: list[Rejection], flags: list[Flag],
) -> None:  # fmt: skip
    """Add one line: a new person, or one more practice of a person already met."""
    try:
        one = _described(line, cells, tables)
    except CellRefused as refused:
        rejected.append(
            Rejection(line, "Code profession", cells.get("profession_code", ""), refused.reason, refused.hint)
        )
        return
    number = str(one.values["rpps"])
    first = described.setdefault(number, one)
    if first is one:
        return
    if first.values["profession"] != one.values["profession"]:
        flags.append(
            Flag(
                (first.line, line),
                _("Le numéro {rpps} porte deux professions : la première est gardée.").format(rpps=number),
            )
        )
    references = {practice.reference for practice in first.practices}
    first.practices += tuple(practice for practice in one.practices if practice.reference not in references)


def _described(line: int, cells: Cells, tables: ImportTables) -> Description:
    values: dict[str, object] = {
        "rpps": fields.rpps(cells.get("identifiant", "")),
        "family_name": cells.get("nom", ""),
        "given_name": cells.get("prenom", ""),
        "commune_insee": cells["commune_insee"],
        "status": PersonStatus.REMPLACANT if cells.get("genre_activite") == LOCUM_ACTIVITY else PersonStatus.ACTIF,
    }
    values["profession"] = _profession(cells, tables)
    if fold(cells.get("categorie", "")) == "e":
        values["status"] = PersonStatus.ETUDIANT
        values["profession"] = tables.professions.student(str(values["profession"])) or values["profession"]
    values.update(_optional(cells, tables))
    practice = _practice(cells)
    if practice is not None:
        values["practice"] = practice.id
    return Description(line, values, practices=(practice,) if practice else (), fills_only=REGISTER_FILLS)


def _profession(cells: Cells, tables: ImportTables) -> str:
    code, label = cells.get("profession_code", ""), cells.get("profession", "")
    slug = tables.professions.coded(code) or tables.professions.named(label)
    if slug is None:
        raise CellRefused(
            _("Profession {code} « {label} » absente de la table.").format(code=code, label=label),
            _("Ajoutez-la aux professions (tables de référence), puis recommencez l’import."),
        )
    return slug


def _optional(cells: Cells, tables: ImportTables) -> dict[str, object]:
    """Fields the register may hold; one it writes badly is left out, the person is kept."""
    readers: dict[str, tuple[str, Callable[[str], object]]] = {
        "civilite": ("civilite", lambda cell: fields.one_of(tables.words, "civilite", cell)),
        "specialty": ("specialite", fields.line_of_text),
        "exercise_mode": (
            "mode_exercice",
            lambda cell: ExerciseMode(fields.one_of(tables.words, "mode_exercice", cell)),
        ),
        "phone": ("telephone", fields.phone),
        "email": ("email", fields.email),
    }
    found: dict[str, object] = {}
    for name, (column, read) in readers.items():
        try:
            value = read(cells[column]) if column in cells else ""
        except CellRefused:
            continue
        if value:
            found[name] = value
    return found


def _practice(cells: Cells) -> Practice | None:
    reference = cells.get("structure") or cells.get("finess") or cells.get("siret")
    if not reference:
        return None
    try:
        phone = fields.phone(cells["telephone"]) if "telephone" in cells else ""
    except CellRefused:
        phone = ""
    return Practice(
        id=PracticeId(f"cabinet-{reference}"),
        name=cells.get("raison_sociale") or cells.get("enseigne") or reference,
        commune_insee=cells["commune_insee"],
        reference=reference,
        address=" ".join(cells[name] for name in ("numero_voie", "type_voie", "voie") if name in cells),
        phone=phone,
    )
