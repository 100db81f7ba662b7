"""Finds, reads and validates reference tables and other content files.

Three origins, lowest first: the package (``data/``), the site's overlay (``DATA/content/data/*.csv``), rows of the
database handed in by the caller. Same key with overlapping validity: the higher origin wins for the days it covers,
the lower one keeps the others. An error names file, line and column. No SQL here, and no rule of the trade.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.frames import MissionFrame, mission_frame_of
from app.mobilisation.rules import SolicitationRules, solicitation_rules
from app.mobilisation.templates import Templates, template_of
from app.roster.cells import day
from app.roster.commune import Communes, commune_of
from app.roster.competence_rule import CompetenceRule, competence_rule_of
from app.roster.fees import Rate, rate_of
from app.roster.importing.headers import header_names
from app.roster.importing.tables import ImportTables
from app.roster.importing.vocabulary import Vocabulary
from app.roster.payers import PayerRule, payer_rule_of
from app.roster.profession import Professions, profession_of
from app.roster.role import Roles, role_of
from app.roster.vaccine import Campaign, Vaccine, campaign_of, vaccine_of
from app.words.errors import sentence

Value = TypeVar("Value")

_PACKAGED = Path(__file__).parent / "_content"
_CHECKOUT = Path(__file__).parent.parent


def content_root() -> Path:
    """The folder that holds ``data``, ``plans`` and ``scenarios``: inside the wheel, else the checkout's top level."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def content_file(relative: str) -> Path:
    """A packaged content file, ``data/demo/roster_demo_auray_132.csv``. Raises NotFound."""
    path = content_root() / relative
    if not path.is_file():
        raise NotFound(N_("Le fichier {file} manque dans l’installation : réinstallez Relève."), file=relative)
    return path


@dataclass(frozen=True, slots=True)
class Table:
    """What the library knows of a reference table: the columns that make its key, and whether rows carry dates."""

    name: str
    key: tuple[str, ...]
    is_dated: bool = False


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table("professions", ("slug",)),
        Table("roles", ("code",)),
        Table("campaigns", ("slug",)),
        Table("vaccines", ("slug",)),
        Table("site_categories", ("code", "kind")),
        Table("import_headers", ("table", "header")),
        Table("import_words", ("field", "value")),
        Table(
            "competence_rules",
            ("campaign", "vaccines", "acts", "professions", "settings", "min_age", "max_age", "statuses", "training"),
            is_dated=True,
        ),
        Table("fees", ("profession", "exercise", "unit", "regime", "min_student_year"), is_dated=True),
        Table("payers", ("carrier", "exercise"), is_dated=True),
        Table("message_templates", ("kind", "channel", "language")),
        Table("solicitation", ("setting",)),
        Table("mission_frames", ("code",), is_dated=True),
    )
}
"""Tables whose rows the library merges; any other ``data/**.csv`` is read as it is."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row, and where it stands: the file's name (« base » for a database row) and its line (1 = header)."""

    where: str
    line: int
    cells: Mapping[str, str]


class Library:
    """All reference tables as the product sees them at one moment. Build it anew when overlay or database rows change."""

    def __init__(
        self, overlay: Path | None = None, rows: Mapping[str, Sequence[Mapping[str, str]]] | None = None
    ) -> None:
        """``overlay`` is ``DATA/content``; ``rows`` maps a table's name to its database rows, as text cells."""
        self._overlay = overlay
        self._rows = rows or {}

    def table(self, name: str) -> tuple[Record, ...]:
        """The merged rows of a table of :data:`TABLES`, package rows first. Raises InvalidInput or NotFound."""
        table = TABLES[name]
        merged = _checked(table, read_csv(content_file(f"data/{name}.csv")))
        for higher in self._higher(table):
            merged = _overlaid(table, merged, higher)
        return tuple(merged)

    @cached_property
    def professions(self) -> Professions:
        """``data/professions.csv``."""
        return Professions(self._values("professions", profession_of))

    @cached_property
    def roles(self) -> Roles:
        """``data/roles.csv``."""
        return Roles(self._values("roles", role_of))

    @cached_property
    def competence_rules(self) -> tuple[CompetenceRule, ...]:
        """``data/competence_rules.csv``; names of professions and roles' acts are checked against their tables."""
        rules = self._values("competence_rules", competence_rule_of)
        self._known_professions(slug for rule in rules for slug in rule.professions)
        return rules

    @cached_property
    def fees(self) -> tuple[Rate, ...]:
        """``data/fees.csv``."""
        rates = self._values("fees", rate_of)
        self._known_professions(rate.profession for rate in rates)
        return rates

    @cached_property
    def payers(self) -> tuple[PayerRule, ...]:
        """``data/payers.csv``."""
        return self._values("payers", payer_rule_of)

    @cached_property
    def message_templates(self) -> Templates:
        """``data/message_templates.csv``; a placeholder nobody fills is refused."""
        return Templates(self._values("message_templates", template_of))

    @cached_property
    def solicitation_rules(self) -> SolicitationRules:
        """``data/solicitation.csv``: how much and when people may be asked."""
        return solicitation_rules(record.cells for record in self.table("solicitation"))

    @cached_property
    def mission_frames(self) -> tuple[MissionFrame, ...]:
        """``data/mission_frames.csv``."""
        return self._values("mission_frames", mission_frame_of)

    @cached_property
    def vaccines(self) -> Mapping[str, Vaccine]:
        """``data/vaccines.csv`` by slug."""
        return {one.slug: one for one in self._values("vaccines", vaccine_of)}

    @cached_property
    def campaigns(self) -> Mapping[str, Campaign]:
        """``data/campaigns.csv`` by slug."""
        return {one.slug: one for one in self._values("campaigns", campaign_of)}

    def import_tables(self, communes: Communes | None = None) -> ImportTables:
        """All that importers look words up in, for a territory (None: no territory chosen yet)."""
        return ImportTables(
            headers=header_names(record.cells for record in self.table("import_headers")),
            words=Vocabulary(record.cells for record in self.table("import_words")),
            professions=self.professions,
            roles=self.roles,
            site_kinds=self.site_kinds,
            communes=communes or Communes(),
        )

    def communes(self, territory: str) -> Communes:
        """``data/territories/communes_<territory>.csv`` (auray, redon, ploermel), or the overlay's file of that name."""
        return Communes(_built(record, commune_of) for record in self.file(f"territories/communes_{territory}.csv"))

    def validate(self, name: str) -> None:
        """Read one table of :data:`TABLES` whole, values too. Raises the error that names file, line and column."""
        self.table(name)
        getattr(self, {"site_categories": "site_kinds", "solicitation": "solicitation_rules"}.get(name, name), None)

    def file(self, relative: str) -> list[Record]:
        """A content CSV of ``data/`` as it is: the overlay's when it has one, else the package's."""
        path = self._overlay / "data" / relative if self._overlay else None
        return read_csv(path if path is not None and path.is_file() else content_file(f"data/{relative}"))

    @cached_property
    def site_kinds(self) -> Mapping[str, str]:
        """FINESS category code, and every word files use, → kind of site (``data/site_categories.csv``)."""
        words: dict[str, str] = {}
        for record in self.table("site_categories"):
            cells = record.cells
            for word in (cells["code"], cells["kind"], cells["label"], *cells["aliases"].split("|")):
                if word:
                    words.setdefault(word, cells["kind"])
        return words

    def _values(self, name: str, build: Callable[[Mapping[str, str]], Value]) -> tuple[Value, ...]:
        return tuple(_built(record, build) for record in self.table(name))

    def _higher(self, table: Table) -> list[list[Record]]:
        layers: list[list[Record]] = []
        path = self._overlay / "data" / f"{table.name}.csv" if self._overlay else None
        if path is not None and path.is_file():
            layers.append(_checked(table, read_csv(path)))
        if table.name in self._rows:
            rows = (Record("base", index, dict(cells)) for index, cells in enumerate(self._rows[table.name], 1))
            layers.append(_checked(table, rows))
        return layers

    def _known_professions(self, slugs: Iterable[str]) -> None:
        unknown = sorted(set(slugs) - set(self.professions.slugs))
        if unknown:
            raise InvalidInput(
                N_("Profession inconnue « {slug} » : ajoutez-la à data/professions.csv ou corrigez la règle."),
                slug=unknown[0],
            )


def read_csv(path: Path) -> list[Record]:
    """The rows of a UTF-8 CSV file with a header. Raises InvalidInput naming file and line for a row of the wrong width."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(N_("{file} n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 »."), file=path.name) from None
    reader = csv.reader(io.StringIO(content, newline=""))
    header = [name.strip() for name in next(reader, [])]
    records = []
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise InvalidInput(
                N_("{file}, ligne {line} : {found} colonnes au lieu de {expected}."),
                file=path.name, line=reader.line_num, found=len(row), expected=len(header),
            )  # fmt: skip
        records.append(Record(path.name, reader.line_num, dict(zip(header, row, strict=True))))
    return records


def _built(record: Record, build: Callable[[Mapping[str, str]], Value]) -> Value:
    try:
        return build(record.cells)
    except InvalidInput as error:
        raise InvalidInput(
            N_("{file}, ligne {line} : {problem}"), file=record.where, line=record.line, problem=sentence(error)
        ) from error


def _checked(table: Table, records: Iterable[Record]) -> list[Record]:
    """The records, once every key column is there and no key is doubled over the same days."""
    kept = list(records)
    seen: dict[tuple[str, ...], list[Record]] = {}
    for record in kept:
        missing = [column for column in table.key if column not in record.cells]
        if missing:
            raise InvalidInput(
                N_("{file}, ligne {line} : la colonne {column} manque."),
                file=record.where,
                line=record.line,
                column=missing[0],
            )
        rivals = seen.setdefault(_key(table, record), [])
        if any(_overlap(table, record, rival) for rival in rivals):
            raise InvalidInput(
                N_("{file}, ligne {line} : même clé et mêmes dates qu’une ligne précédente ({key})."),
                file=record.where, line=record.line, key=" / ".join(_key(table, record)),
            )  # fmt: skip
        rivals.append(record)
    return kept


def _overlaid(table: Table, lower: list[Record], higher: list[Record]) -> list[Record]:
    """``lower`` without the days that ``higher`` covers for the same key, then ``higher``."""
    left = lower
    for record in higher:
        left = [
            part
            for old in left
            for part in (_outside(table, old, record) if _key(table, old) == _key(table, record) else [old])
        ]
    return [*left, *higher]


def _outside(table: Table, old: Record, new: Record) -> list[Record]:
    """The parts of ``old`` whose days ``new`` does not cover."""
    if not table.is_dated:
        return []
    (old_from, old_to), (new_from, new_to) = _validity(old), _validity(new)
    if new_from > old_to or new_to < old_from:
        return [old]
    parts = []
    if old_from < new_from:
        parts.append(_clipped(old, old_from, new_from - timedelta(days=1)))
    if new_to < old_to:
        parts.append(_clipped(old, new_to + timedelta(days=1), old_to))
    return parts


def _clipped(record: Record, first: date, last: date) -> Record:
    dates = {
        "valid_from": "" if first == date.min else first.isoformat(),
        "valid_to": "" if last == date.max else last.isoformat(),
    }
    return Record(record.where, record.line, {**record.cells, **dates})


def _key(table: Table, record: Record) -> tuple[str, ...]:
    return tuple(record.cells[column].strip() for column in table.key)


def _overlap(table: Table, one: Record, other: Record) -> bool:
    if not table.is_dated:
        return True
    (first_from, first_to), (second_from, second_to) = _validity(one), _validity(other)
    return first_from <= second_to and second_from <= first_to


def _validity(record: Record) -> tuple[date, date]:
    def bounds(cells: Mapping[str, str]) -> tuple[date, date]:
        return day(cells, "valid_from") or date.min, day(cells, "valid_to") or date.max

    return _built(record, bounds)
