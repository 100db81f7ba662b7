"""One row of a list of people, cell by cell, as a description; a refused cell is noted and the others are still read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core.ids import PracticeId
from app.roster.importing import fields
from app.roster.importing.description import Description
from app.roster.importing.report import CellRefused, Rejection
from app.roster.importing.sheet import Sheet, SheetRow
from app.roster.importing.tables import ImportTables
from app.roster.person import ExerciseMode, PersonStatus
from app.roster.practice import Practice
from app.roster.spelling import slug
from app.words import _


def description_of(row: SheetRow, sheet: Sheet, tables: ImportTables) -> Description:
    """What the row says; its ``refused`` cells keep it out."""
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
        self._read("profession", "profession", self._profession_or_post)
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

    def _profession_or_post(self, cell: str) -> str | None:
        """A profession; for a helper of an organisation, any other word is the post they hold there."""
        try:
            return fields.profession(self.tables, cell)
        except CellRefused:
            if "organisation" not in self.cells or "rpps" in self.cells:
                raise
            self.result.values["specialty"] = fields.line_of_text(cell)
            return None

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
            else:
                note = _("Commune « {name} » inconnue du territoire : elle n’est pas gardée.")
                self.result.notes.append(note.format(name=name or postal))

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
