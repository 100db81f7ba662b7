"""A list of people (CSV or XLSX) read against the roster as it stands: who is new, who changes, who stays, what is refused.

A column that the file lacks, or a cell left empty, never blanks what is known. Nothing is merged: two lines about what
may be one person are both kept and flagged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from app.core.ids import PersonId, PracticeId, new_id
from app.roster.competence import VACCINATION_TRAINING, Competence
from app.roster.importing import fields
from app.roster.importing.duplicates import duplicate_flags
from app.roster.importing.known import KnownRoster
from app.roster.importing.report import CellRefused, Change, Flag, ImportReport, Rejection
from app.roster.importing.sheet import Sheet, SheetRow, read_sheet
from app.roster.importing.source import Source
from app.roster.importing.tables import ImportTables
from app.roster.person import ExerciseMode, Person, PersonKind, PersonStatus
from app.roster.practice import Practice
from app.roster.rpps import has_valid_key
from app.roster.spelling import slug
from app.words import _, ngettext
from app.words.people import full_name

IMPORT_SOURCE = "import"
"""The source written on competences that a list declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person to write: whole state after the import, competences to add, codes to end, practices to know."""

    line: int
    change: Change
    person: Person
    competences: tuple[Competence, ...] = ()
    withdrawn: frozenset[str] = frozenset()
    practices: tuple[Practice, ...] = ()


@dataclass(slots=True)
class Description:
    """What one line says of a person: only the fields it carries."""

    line: int
    values: dict[str, Any]
    trained: bool | None = None
    training_until: Any = None
    practices: tuple[Practice, ...] = ()
    fills_only: frozenset[str] = frozenset()
    refused: list[Rejection] = field(default_factory=list)


def read_list(source: Source, *, known: KnownRoster, tables: ImportTables) -> ImportReport[PersonRow]:
    """What importing the list would do. Raises UnreadableFile; writes nothing.

    New people get new ids. Lines refused and things to look at are in the report, in file order.
    """
    sheet = read_sheet(source, tables.headers["people"], (("nom", "nom_prenom"),))
    described = [_described(row, sheet, tables) for row in sheet.rows()]
    report = settle(described, known=known, columns=sheet.columns)
    flags = (*sheet.flags, *report.flags)
    return replace(report, flags=tuple(sorted(flags)), ignored_columns=sheet.ignored, format="people")


def settle(described: list[Description], *, known: KnownRoster, columns: dict[str, str]) -> ImportReport[PersonRow]:
    """Descriptions against the roster: matches each, tells what changes, flags what may be one person twice."""
    desk = _Desk(known.copy(), columns)
    for one in described:
        desk.take(one)
    flags = [*desk.flags, *duplicate_flags([(row.line, row.person) for row in desk.rows], known)]
    return ImportReport(tuple(desk.rows), tuple(sorted(desk.rejected)), tuple(sorted(set(flags))), desk.repeated)


class _Desk:
    """Takes descriptions one after the other; each person of the roster answers to one line at most."""

    def __init__(self, roster: KnownRoster, columns: dict[str, str]) -> None:
        self.roster = roster
        self.columns = columns
        self.claimed: dict[PersonId, int] = {}
        self.rows: list[PersonRow] = []
        self.rejected: list[Rejection] = []
        self.flags: list[Flag] = []
        self.repeated = 0

    def take(self, described: Description) -> None:
        if described.refused:
            self.rejected += described.refused
            return
        self._settle_practice(described)
        stranger = _person(described)
        found = self._match(described, stranger)
        if found is not None and found.id in self.claimed:
            self._take_again(described, found)
        else:
            self._accept(described, found, stranger)

    def _match(self, described: Description, stranger: Person) -> Person | None:
        """The person of the roster this line is about; one already claimed only when no free one fits."""
        if stranger.rpps and (bearer := self.roster.with_rpps(stranger.rpps)):
            return bearer
        candidates = self.roster.candidates(stranger)
        same = [one for one in candidates if self._is_said(described, one)]
        free = [one for one in (*same, *candidates) if one.id not in self.claimed]
        if free:
            return free[0]
        taken = same or [one for one in candidates if one.profession == stranger.profession]
        return taken[0] if taken else None

    def _is_said(self, described: Description, person: Person) -> bool:
        return _updated(person, described) == person

    def _take_again(self, described: Description, person: Person) -> None:
        first = self.claimed[person.id]
        if self._is_said(described, person):
            self.repeated += 1
            self.flags.append(Flag((first, described.line), _("Ligne répétée : elle n’est prise qu’une fois.")))
            return
        name = "rpps" if person.rpps and described.values.get("rpps") == person.rpps else "nom"
        self.rejected.append(
            Rejection(
                described.line, self.columns.get(name, name), str(described.values.get("rpps" if name == "rpps" else "family_name", "")),
                _("{person} est déjà décrit à la ligne {line}, autrement.").format(person=full_name(person.given_name, person.family_name), line=first),
                _("Gardez une seule ligne par personne, avec ce qui est juste."),
            )
        )  # fmt: skip

    def _accept(self, described: Description, found: Person | None, stranger: Person) -> None:
        if found is not None and not self._is_plausible(described, found, stranger):
            return
        person = stranger if found is None else _updated(found, described)
        competences, withdrawn = self._competences(described, person)
        practices = self._practices(described)
        touched = person != found or competences or withdrawn or practices
        change = Change.NEW if found is None else Change.UPDATED if touched else Change.UNCHANGED
        self.roster.add(person)
        self.claimed[person.id] = described.line
        self._flag(described, person, found)
        self.rows.append(
            PersonRow(
                line=described.line, change=change, person=person, competences=competences, withdrawn=withdrawn, practices=practices
            )
        )  # fmt: skip

    def _is_plausible(self, described: Description, found: Person, stranger: Person) -> bool:
        """Whether someone matched by RPPS bears at least one of the two names; otherwise the line is refused."""
        ours, theirs = _names(found), _names(stranger)
        if ours[0] == theirs[0] or ours[1] == theirs[1] or sorted(ours) == sorted(theirs):
            return True
        self.rejected.append(
            Rejection(
                described.line, self.columns.get("rpps", "rpps"), stranger.rpps or "",
                _("Ce numéro RPPS est déjà celui de {person}.").format(person=full_name(found.given_name, found.family_name)),
                _("Vérifiez le numéro et le nom sur annuaire.sante.fr ; rien n’a été changé."),
            )
        )  # fmt: skip
        return False

    def _competences(self, described: Description, person: Person) -> tuple[tuple[Competence, ...], frozenset[str]]:
        held = [one for one in self.roster.competences_of(person.id) if one.code == VACCINATION_TRAINING]
        if described.trained is None:
            return (), frozenset()
        if not described.trained:
            return (), frozenset({VACCINATION_TRAINING} if held else ())
        until = described.training_until
        if any(one.valid_to == until or (until is None and one.valid_to is None) for one in held):
            return (), frozenset()
        said = Competence(person=person.id, code=VACCINATION_TRAINING, valid_to=until, source=IMPORT_SOURCE)
        return (said,), frozenset({VACCINATION_TRAINING} if held else ())

    def _practices(self, described: Description) -> tuple[Practice, ...]:
        fresh = tuple(one for one in described.practices if one.reference not in self.roster.practices)
        self.roster.practices.update((one.reference, one) for one in fresh)
        return fresh

    def _settle_practice(self, described: Description) -> None:
        """A practice already known under its reference keeps its id, and what was corrected by hand."""
        for practice in described.practices:
            known = self.roster.practices.get(practice.reference)
            if known is not None and described.values.get("practice") == practice.id:
                described.values["practice"] = known.id

    def _flag(self, described: Description, person: Person, found: Person | None) -> None:
        line = (described.line,)
        if person.rpps and not has_valid_key(person.rpps):
            self.flags.append(
                Flag(
                    line,
                    _("La clé du numéro RPPS {rpps} est fausse : un chiffre est sans doute mal saisi.").format(
                        rpps=person.rpps
                    ),
                )
            )
        if person.kind is PersonKind.PROFESSIONAL and not (person.email or person.mobile or person.phone):
            self.flags.append(
                Flag(
                    line,
                    _("{person} n’a ni e-mail ni téléphone.").format(
                        person=full_name(person.given_name, person.family_name)
                    ),
                )
            )
        if found is not None and found.profession and person.profession != found.profession:
            self.flags.append(
                Flag(
                    line,
                    _("{person} change de profession.").format(person=full_name(person.given_name, person.family_name)),
                )
            )
        if found is not None and _names(found) != _names(person):
            self.flags.append(
                Flag(line, _("{person} change de nom.").format(person=full_name(found.given_name, found.family_name)))
            )


def _names(person: Person) -> tuple[str, str]:
    return slug(person.family_name), slug(person.given_name)


def _person(described: Description) -> Person:
    """The person as the line alone tells them."""
    values = {
        "kind": PersonKind.PROFESSIONAL if described.values.get("profession") else PersonKind.HELPER,
        **described.values,
    }
    return Person(id=PersonId(new_id()), **values)


def _updated(person: Person, described: Description) -> Person:
    """The person once the line is taken into account; same names in another case or accent keep their spelling."""
    values = {
        name: value
        for name, value in described.values.items()
        if not (name in described.fills_only and getattr(person, name))
        and not (name in ("family_name", "given_name") and slug(str(value)) == slug(str(getattr(person, name))))
    }
    changed: Person = replace(person, **values)
    return replace(changed, kind=PersonKind.PROFESSIONAL) if changed.profession else changed


def _described(row: SheetRow, sheet: Sheet, tables: ImportTables) -> Description:
    return _Reader(row, sheet, tables).description()


class _Reader:
    """Reads one row, cell by cell; a refused cell is noted and the others are still read."""

    def __init__(self, row: SheetRow, sheet: Sheet, tables: ImportTables) -> None:
        self.cells = {
            name: cell for name, cell in row.cells.items() if not tables.words.is_nothing(cell) or name in _ALWAYS_READ
        }
        self.columns = sheet.columns
        self.tables = tables
        self.result = Description(row.line, {})

    def description(self) -> Description:
        self._names()
        self._profession()
        for column, name, read in _PLAIN:
            self._read(column, name, lambda cell, read=read: read(self.tables, cell))  # type: ignore[misc]
        self._commune()
        self._training()
        self._practice()
        return self.result

    def _read(self, column: str, name: str, read: Callable[[str], Any]) -> None:
        value = self._try(column, read)
        if value is not None and value != "":
            self.result.values[name] = value

    def _try(self, column: str, read: Callable[[str], Any]) -> Any:
        cell = self.cells.get(column)
        if cell is None:
            return None
        try:
            return read(cell)
        except CellRefused as refused:
            self._refuse(column, cell, refused.reason, refused.hint)
            return None

    def _refuse(self, column: str, cell: str, reason: str, hint: str) -> None:
        shown = cell if len(cell) <= 80 else cell[:79] + "…"
        self.result.refused.append(Rejection(self.result.line, self.columns.get(column, column), shown, reason, hint))

    def _names(self) -> None:
        if "nom" not in self.cells and "nom_prenom" in self.cells:
            both = self._try("nom_prenom", fields.split_name)
            if both:
                self.result.values["family_name"], self.result.values["given_name"] = both
            return
        self._read("nom", "family_name", fields.line_of_text)
        self._read("prenom", "given_name", fields.line_of_text)
        for column, name in (("nom", "family_name"), ("prenom", "given_name")):
            if name not in self.result.values and column not in self.cells:
                self._refuse(
                    column,
                    "",
                    _("Il manque un nom ou un prénom."),
                    _("Complétez la ligne, ou supprimez-la si elle ne décrit personne."),
                )

    def _profession(self) -> None:
        code = self.cells.get("profession_code", "")
        known = self.tables.professions.coded(code) if code else None
        if known and "profession" not in self.cells:
            self.result.values["profession"] = known
        self._read("profession", "profession", lambda cell: fields.profession(self.tables, cell))
        status = self._try("statut", lambda cell: fields.one_of(self.tables.words, "statut", _first_word(cell)))
        if status:
            self.result.values["status"] = PersonStatus(status)
        if status == PersonStatus.ETUDIANT:
            self._student()
        elif (found := self.result.values.get("profession")) and self.tables.professions[found].student_of:
            self.result.values["status"] = PersonStatus.ETUDIANT
            self._student()
        if (
            "profession" in self.cells
            and "rpps" in self.cells
            and "profession" not in self.result.values
            and not self.result.refused
        ):
            self._refuse(
                "profession",
                self.cells["profession"],
                _("Un numéro RPPS mais pas de profession de santé."),
                _("Corrigez la profession, ou videz le RPPS pour un renfort."),
            )

    def _student(self) -> None:
        studied = self.result.values.get("profession")
        if studied and (slug_ := self.tables.professions.student(studied)):
            self.result.values["profession"] = slug_
        year = next(
            (char for char in self.cells.get("annee_etudes", self.cells.get("statut", "")) if char.isdigit()), None
        )
        if year:
            self.result.values["student_year"] = int(year)

    def _commune(self) -> None:
        code, name, postal = (self.cells.get(column, "") for column in ("commune_insee", "commune", "code_postal"))
        if code or name or postal:
            column = "commune_insee" if code else "commune"
            try:
                insee = fields.commune(self.tables, code, name, postal)
            except CellRefused as refused:
                self._refuse(column, code or name, refused.reason, refused.hint)
                return
            if insee:
                self.result.values["commune_insee"] = insee

    def _training(self) -> None:
        cell = self.cells.get("formation_vaccination")
        if cell is None:
            return
        answer = self.tables.words.value("oui_non", cell)
        if answer:
            self.result.trained = answer == "oui"
        else:
            until = self._try("formation_vaccination", fields.day)
            self.result.trained, self.result.training_until = (True, until) if until else (None, None)

    def _practice(self) -> None:
        name = self._try("cabinet", fields.line_of_text)
        if not name:
            return
        insee = str(self.result.values.get("commune_insee", ""))
        reference = f"{slug(name)}:{insee}"
        practice = Practice(id=PracticeId(f"cabinet-{reference}"), name=name, commune_insee=insee, reference=reference)
        self.result.values["practice"] = practice.id
        self.result.practices = (practice,)


def _first_word(cell: str) -> str:
    """« Étudiante 3e année » → « Étudiante »; « interne » and « en activité » are left whole."""
    return cell.split(" ")[0] if any(char.isdigit() for char in cell) else cell


def _yes(tables: ImportTables, cell: str) -> bool:
    return fields.one_of(tables.words, "oui_non", cell) == "oui"


def _number(highest: int) -> Callable[[ImportTables, str], int]:
    return lambda _tables, cell: fields.whole_number(cell, highest)


_ALWAYS_READ = frozenset({"nom", "prenom", "nom_prenom"})
"""« Néant » is a family name in the north of France."""

_PLAIN: tuple[tuple[str, str, Callable[[ImportTables, str], Any]], ...] = (
    ("rpps", "rpps", lambda _tables, cell: fields.rpps(cell)),
    ("civilite", "civilite", lambda tables, cell: fields.one_of(tables.words, "civilite", cell)),
    ("specialite", "specialty", lambda _tables, cell: fields.line_of_text(cell)),
    ("organisation", "organisation", lambda _tables, cell: fields.line_of_text(cell)),
    (
        "mode_exercice",
        "exercise_mode",
        lambda tables, cell: ExerciseMode(fields.one_of(tables.words, "mode_exercice", cell)),
    ),
    ("email", "email", lambda _tables, cell: fields.email(cell)),
    ("mobile", "mobile", lambda _tables, cell: fields.phone(cell)),
    ("telephone", "phone", lambda _tables, cell: fields.phone(cell)),
    ("missions", "missions", lambda tables, cell: fields.missions(tables.words, cell)),
    ("roles", "roles", fields.roles),
    ("demi_journees_max_semaine", "max_half_days_per_week", _number(14)),
    ("jours_possibles", "usual_half_days", lambda tables, cell: fields.half_days(tables.words, cell)),
    ("rayon_minutes", "radius_minutes", _number(600)),
    ("repos_heures", "min_rest_hours", _number(72)),
    ("delai_mobilisation_h", "delay_to_mobilise_hours", _number(720)),
    ("adherent_cpts", "member", _yes),
    ("informe_le", "notice_given_on", lambda _tables, cell: fields.day(cell)),
    ("retrait_le", "opted_out_on", lambda _tables, cell: fields.day(cell)),
)
"""Column, field of Person, and how its cell is read."""


def summary(report: ImportReport[PersonRow]) -> str:
    """« 128 nouveaux, 3 modifiés, 1 inchangé, 2 lignes refusées »."""
    return ", ".join(
        (
            ngettext("{count} nouveau", "{count} nouveaux", report.accepted).format(count=report.accepted),
            ngettext("{count} modifié", "{count} modifiés", report.updated).format(count=report.updated),
            ngettext("{count} inchangé", "{count} inchangés", report.unchanged).format(count=report.unchanged),
            ngettext("{count} ligne refusée", "{count} lignes refusées", report.rejected_lines).format(
                count=report.rejected_lines
            ),
        )
    )
