"""A file of needs (``pseudonyme, categorie, commune_insee …``) read against a practice's register. Nothing of a patient is echoed.

A column that says who somebody is refuses the whole file; a cell that does, or that does not fit, keeps its line out. No
report, error or flag repeats the text of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from app.continuity.care_need import LONGEST_AUTONOMY, MOST_RELAYS, CareNeed
from app.continuity.category import FREQUENCY_WORDS, LONGEST_WAIT, Category, Frequency
from app.continuity.identifying import WHY, Identifying, identifying
from app.continuity.need import NeedId
from app.continuity.need_rules import (
    Known,
    NeedDraft,
    NeedState,
    checked_pseudonym,
    draft_of,
    need_of,
    state_of,
    still_named,
)
from app.continuity.signature import require_active
from app.core.errors import N_, InvalidInput, RuleRefusal, UnreadableFile
from app.core.ids import PracticeId
from app.roster.importing import fields
from app.roster.importing.report import CellRefused, Change, Flag, ImportReport, Rejection
from app.roster.importing.sheet import Sheet, read_sheet
from app.roster.spelling import fold
from app.words import _
from app.words.dates import spoken_number
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from app.continuity.signature import CategoryView
    from app.roster.importing.sheet import SheetRow
    from app.roster.importing.source import Source
    from app.roster.importing.tables import ImportTables

TABLE, REFUSED = "needs", "needs_refused"
"""Tables of ``data/import_headers.csv``: columns that are read, and columns that no file of needs may have."""
NEEDED = (("pseudonyme",), ("categorie",), ("commune_insee", "commune"))
MOST_LINES = 20_000
"""No practice follows so many: past it, the file is another one, and would hold the machine for minutes."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """One need to write. ``held``: the one it changes (``renews``: only its review); None when it is new."""

    line: int
    change: Change
    draft: NeedDraft
    held: CareNeed | None = None
    renews: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedTables:
    """What cells are looked up in. ``practices``: folded name → ids, the practice's own left out; ``review_days`` as ruled.

    ``signed``: code → the category and who validated it.
    """

    tables: ImportTables
    known: Known
    practice: PracticeId
    practices: Mapping[str, tuple[PracticeId, ...]]
    review_days: int
    signed: Mapping[str, CategoryView]


def read_needs_file(source: Source, held: Sequence[CareNeed], on: NeedTables, now: datetime) -> ImportReport[NeedLine]:
    """What importing would do, by pseudonym and category. Raises UnreadableFile, for a column that says who too.

    A column that is absent, or a cell that is empty, leaves what is known as it is.
    """
    sheet = read_sheet(source, on.tables.headers[TABLE], NEEDED)
    if len(sheet.body) > MOST_LINES:
        raise UnreadableFile(
            N_("Plus de {most} lignes : ce fichier n’est pas celui d’un cabinet."), most=spoken_number(MOST_LINES)
        )
    _refuse_columns(sheet, on)
    known = {(one.pseudonym, one.category): one for one in held}
    rows: dict[tuple[str, str], NeedLine] = {}
    rejected: list[Rejection] = []
    flags, repeated = sheet.flags, 0
    for row in sheet.rows():
        reading = _Reading(row, on)
        try:
            line = _line(reading, known, on, now)
            key = (line.draft.pseudonym, line.draft.category)
            reading.column = "pseudonyme"
            if key in rows and rows[key].draft != line.draft:
                raise CellRefused(
                    _("La ligne {line} dit autre chose du même besoin.").format(line=rows[key].line),
                    _("Gardez une seule des deux lignes."),
                )
        except CellRefused as refused:
            column = sheet.columns.get(reading.column, reading.column)
            rejected.append(Rejection(row.line, column, "", refused.reason, refused.hint))
            continue
        if key in rows:
            repeated += 1
            flags.append(Flag((rows[key].line, row.line), _("Ligne répétée : elle n’est prise qu’une fois.")))
            continue
        rows[key] = line
    return ImportReport(
        tuple(rows.values()), tuple(sorted(rejected)), (*flags, *_remarks(list(rows.values()), on)), repeated, _unread(sheet), TABLE
    )  # fmt: skip


class _Reading:
    """One row being read: ``column`` is the one at hand, for whoever has to say where it stopped."""

    def __init__(self, row: SheetRow, on: NeedTables) -> None:
        self.line, self._cells, self._on, self.column = row.line, row.cells, on, ""

    def cell(self, column: str, read: Callable[[str], Value], otherwise: Value) -> Value:
        """The cell as a value, ``otherwise`` when it is empty. Raises CellRefused, which never repeats it."""
        self.column = column
        text = self._cells.get(column, "")
        if not text or self._on.tables.words.is_nothing(text):
            return otherwise
        try:
            return read(fields.line_of_text(text))
        except (CellRefused, InvalidInput) as error:
            raise _refusal(text, error) from None

    def needed(self, column: str, read: Callable[[str], Value]) -> Value:
        """The cell as a value; an empty one is refused."""
        self.column = column
        if not self._cells.get(column, ""):
            raise CellRefused(_("Cellule vide."), _("Complétez la ligne ou supprimez-la."))
        return read(fields.line_of_text(self._cells[column]))

    def text(self, column: str) -> str:
        """The cell as it stands."""
        return self._cells.get(column, "")


def _line(reading: _Reading, known: Mapping[tuple[str, str], CareNeed], on: NeedTables, now: datetime) -> NeedLine:
    pseudonym = reading.needed("pseudonyme", _pseudonym)
    category = reading.needed("categorie", lambda text: _category(text, on.known.categories))
    held = known.get((pseudonym, category))
    if held is None:
        _require_active(on.signed[category])
    draft = _draft(reading, pseudonym, category, held, on)
    reading.column = "informe_le"
    try:
        draft = draft_of(need_of(held.id if held else _NO_ID, on.practice, draft, on.known, now))
    except InvalidInput as error:
        raise CellRefused(sentence(error), _("Corrigez la ligne.")) from None
    if held is None:
        return NeedLine(line=reading.line, change=Change.NEW, draft=draft)
    if draft != draft_of(held):
        return NeedLine(line=reading.line, change=Change.UPDATED, draft=draft, held=held)
    due = state_of(held, now, on.review_days) is not NeedState.CURRENT
    return NeedLine(line=reading.line, change=Change.UNCHANGED, draft=draft, held=held, renews=due)


def _require_active(view: CategoryView) -> None:
    """What is there already stays; nothing new hangs on a category that no physician validated."""
    try:
        require_active(view)
    except RuleRefusal as error:
        raise CellRefused(
            sentence(error), _("Importez de nouveau cette ligne une fois la catégorie validée.")
        ) from None


_NO_ID = NeedId("new")
"""What stands for an id while a line is only judged."""


def _draft(reading: _Reading, pseudonym: str, category: str, held: CareNeed | None, on: NeedTables) -> NeedDraft:
    before = (
        still_named(draft_of(held), on.known) if held else NeedDraft(pseudonym=pseudonym, category=category, commune="")
    )
    words = on.tables.words

    def yes(text: str) -> bool:
        return fields.one_of(words, "oui_non", text) == "oui"

    def hours(most: int) -> Callable[[str], int | None]:
        return lambda text: fields.whole_number(text, most)

    informed_on = reading.cell("informe_le", fields.day, None)
    return replace(
        before,
        commune=_commune(reading, on, before.commune),
        frequency=reading.cell("frequence", _frequency, before.frequency),
        autonomy_hours=reading.cell("autonomie_h", hours(LONGEST_AUTONOMY), before.autonomy_hours),
        max_interruption_hours=reading.cell("delai_max_h", hours(LONGEST_WAIT), before.max_interruption_hours),
        power=reading.cell("electricite", yes, before.power),
        oxygen=reading.cell("oxygene", yes, before.oxygen),
        relays=reading.cell("relais", lambda text: _relays(text, on), before.relays),
        informed=reading.cell("informe", yes, informed_on is not None or before.informed),
        informed_on=informed_on or before.informed_on,
    )


def _pseudonym(text: str) -> str:
    try:
        return checked_pseudonym(text)
    except InvalidInput as error:
        raise CellRefused(sentence(error), _("Écrivez P-0001, P-0002 … et gardez la table au cabinet.")) from None


def _category(text: str, categories: Mapping[str, Category]) -> str:
    plain = fold(text)
    for code, one in categories.items():
        if plain in {fold(code), fold(one.label_fr), fold(one.label_en)}:
            return code
    raise _refusal(
        text,
        CellRefused(
            _("Ce n’est pas une catégorie de besoins."),
            _("Écrivez un de ces codes : {codes}.").format(codes=", ".join(categories)),
        ),
    )


def _commune(reading: _Reading, on: NeedTables, before: str) -> str:
    code, name = reading.text("commune_insee"), reading.text("commune")
    reading.column = "commune_insee" if code else "commune" if name else reading.column
    if not code and not name:
        if before:
            return before
        raise CellRefused(_("Cellule vide."), _("Complétez la ligne ou supprimez-la."))
    try:
        found = fields.commune(on.tables, code, name, "")
    except CellRefused as error:
        raise _refusal(code or name, error) from None
    if found:
        return found
    raise _refusal(
        name,
        CellRefused(
            _("Cette commune n’est pas du territoire."), _("Écrivez son code INSEE à 5 caractères, ou son nom exact.")
        ),
    )


def _frequency(text: str) -> Frequency:
    words = {fold(_(said)): one for one, said in FREQUENCY_WORDS.items()} | {fold(one.value): one for one in Frequency}
    words |= {fold(said): one for one, said in FREQUENCY_WORDS.items()}
    found = re.fullmatch(r"(\d) ?(?:x|fois)? ?(?:/|par)? ?(j|jour|s|sem|semaine|m|mois)", fold(text))
    frequency = words.get(fold(text)) or (_COUNTED.get((found.group(1), found.group(2)[0])) if found else None)
    if frequency is None:
        said = ", ".join(_(one) for one in FREQUENCY_WORDS.values())
        raise CellRefused(
            _("Cette fréquence n’est pas reconnue."), _("Écrivez l’un de : {values}.").format(values=said)
        )
    return frequency


_COUNTED = {
    ("1", "j"): Frequency.DAILY,
    ("2", "j"): Frequency.SEVERAL_DAILY,
    ("3", "j"): Frequency.THREE_DAILY,
    ("4", "j"): Frequency.FOUR_DAILY,
    ("7", "s"): Frequency.DAILY,
    ("3", "s"): Frequency.THRICE_WEEKLY,
    ("2", "s"): Frequency.TWICE_WEEKLY,
    ("1", "s"): Frequency.WEEKLY,
    ("2", "m"): Frequency.FORTNIGHTLY,
    ("1", "m"): Frequency.MONTHLY,
}


def _relays(text: str, on: NeedTables) -> tuple[PracticeId, ...]:
    found = tuple(dict.fromkeys(_relay(part, on) for part in fields.parts(text)))
    if len(found) > MOST_RELAYS:
        raise CellRefused(
            _("Plus de {most} relais.").format(most=MOST_RELAYS), _("Gardez les meilleurs, le premier d’abord.")
        )
    return found


def _relay(text: str, on: NeedTables) -> PracticeId:
    found = (PracticeId(text),) if text in on.known.practices else on.practices.get(fold(text), ())
    if len(found) == 1:
        return found[0]
    if found:
        raise CellRefused(_("Plusieurs cabinets portent ce nom."), _("Écrivez l’identifiant du cabinet."))
    raise CellRefused(
        _("Ce relais n’est pas un cabinet connu."),
        _("Écrivez le nom du cabinet comme dans Effectifs, plusieurs séparés par |."),
    )


def _refusal(text: str, error: InvalidInput) -> CellRefused:
    """Why a cell is refused: what it says of somebody before anything else."""
    kind = identifying(text, is_free=False)
    if kind is not None:
        return CellRefused(
            _("Refusé, {why}.").format(why=_(WHY[kind])), _("Rien de ce qui dit qui est le patient n’est gardé ici.")
        )
    if isinstance(error, CellRefused):
        return error
    return CellRefused(sentence(error), _("Corrigez la cellule."))


def _remarks(rows: Sequence[NeedLine], on: NeedTables) -> Iterator[Flag]:
    if outside := tuple(one.line for one in rows if on.tables.communes and one.draft.commune not in on.tables.communes):
        yield Flag(outside, _("Commune hors du territoire : aucun trajet n’y est connu."))
    if renewed := tuple(one.line for one in rows if one.renews):
        yield Flag(renewed, _("Toujours d’actualité : revu aujourd’hui, la fin est repoussée."))
    if untold := tuple(one.line for one in rows if not one.draft.informed):
        yield Flag(untold, _("Patient non informé, d’après le fichier : à faire avant de compter sur un relais."))


def _refuse_columns(sheet: Sheet, on: NeedTables) -> None:
    """Raises UnreadableFile for a column that says who somebody is, by its header or by what it holds."""
    for title in sheet.ignored:
        if kind := _refused_header(title, on):
            raise UnreadableFile(
                N_("Colonne « {name} » : {why} Rien n’a été lu ni gardé ; retirez cette colonne du fichier."),
                name=kind.replace("_", " "), why=_(REASONS.get(kind, REASONS["autre"])),
            )  # fmt: skip
        if identifying(title, is_free=False):
            raise UnreadableFile(
                N_("Un en-tête dit qui est un patient. Rien n’a été lu ni gardé ; retirez cette colonne du fichier.")
            )
    named = {index for index, name in enumerate(sheet.positions) if name is not None}
    for _number, cells in sheet.body:
        unknown = {index: cell for index, cell in enumerate(cells) if cell and index not in named}
        whole = {min(unknown): " ".join(unknown.values())} if unknown else {}  # a name over two columns is one too
        for index, text in (*unknown.items(), *whole.items()):
            found = identifying(text)
            if found is not None:
                raise UnreadableFile(_WHO, rank=index + 1, why=_(_HELD[found]))


def _unread(sheet: Sheet) -> tuple[str, ...]:
    """The columns that nobody recognised, by rank: a header may be somebody's name."""
    return tuple(_("colonne {rank}").format(rank=rank) for rank, name in enumerate(sheet.positions, 1) if name is None)


_WHO = N_(
    "Colonne {rank} : elle n’est pas attendue ici et contient {why}. Rien n’a été lu ni gardé ; retirez cette colonne du"
    " fichier."
)
_HELD = {
    Identifying.EMAIL: N_("des adresses e-mail"),
    Identifying.PHONE: N_("des numéros de téléphone"),
    Identifying.NIR: N_("des numéros de sécurité sociale"),
    Identifying.BIRTH_DATE: N_("des dates de naissance"),
    Identifying.ADDRESS: N_("des adresses"),
    Identifying.NAME: N_("du texte libre, où un nom se glisse"),
}

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
"""Where « NomPatient » is two words."""


def _refused_header(title: str, on: NeedTables) -> str | None:
    """The canonical name of a refused column, told by any words of its header."""
    names = on.tables.headers[REFUSED]
    words = fold(_CAMEL.sub(" ", title)).split()
    spans = (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))
    return next((name for span in spans if (name := names.named(span)) is not None), None)


REASONS = {
    "nom": N_("le nom d’un patient reste au cabinet."),
    "naissance": N_("une date de naissance ou un âge dit qui est le patient."),
    "numero_de_securite_sociale": N_("un numéro de sécurité sociale dit qui est le patient."),
    "adresse": N_("une adresse dit qui est le patient ; la commune suffit."),
    "telephone": N_("un numéro de téléphone dit qui est le patient."),
    "e_mail": N_("une adresse e-mail dit qui est le patient."),
    "texte_libre": N_("un texte libre finit par dire qui est le patient."),
    "autre": N_("elle dit qui est le patient."),
}
