"""The cells of one line of a file of needs, each as a value or refused. What a cell says is never repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from app.continuity.care_need import LONGEST_AUTONOMY, MOST_RELAYS, CareNeed
from app.continuity.category import FREQUENCY_WORDS, LONGEST_WAIT, Category, Frequency
from app.continuity.identifying import WHY, identifying
from app.continuity.need_rules import Known, NeedDraft, checked_pseudonym, draft_of, still_named
from app.core.errors import InvalidInput
from app.core.ids import PracticeId
from app.roster.importing import fields
from app.roster.importing.report import CellRefused
from app.roster.spelling import fold
from app.words import _
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.continuity.signature import CategoryView
    from app.roster.importing.sheet import SheetRow
    from app.roster.importing.tables import ImportTables

Value = TypeVar("Value")


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


class NeedReading:
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


def draft_of_cells(
    reading: NeedReading, pseudonym: str, category: str, held: CareNeed | None, on: NeedTables
) -> NeedDraft:
    """What the line says of a need, upon what is ``held`` of it. Raises CellRefused."""
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


def pseudonym_of(text: str) -> str:
    """The pseudonym as registers write it. Raises CellRefused."""
    try:
        return checked_pseudonym(text)
    except InvalidInput as error:
        raise CellRefused(sentence(error), _("Écrivez P-0001, P-0002 … et gardez la table au cabinet.")) from None


def category_code(text: str, categories: Mapping[str, Category]) -> str:
    """The code of a category told by its code or its name, in either language. Raises CellRefused."""
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


def _commune(reading: NeedReading, on: NeedTables, before: str) -> str:
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
