"""Types of incident, as data (``data/incident_types.csv``): a short reflex card and where to declare. Never a patient's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.roster.cells import Cells, day, flag, integer, required, text, words
from app.words.bilingual import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentType:
    """One row. Steps are in order; ``url`` empty: declared elsewhere than on a site; texts to be validated locally."""

    code: str
    label_fr: str
    label_en: str
    steps_fr: tuple[str, ...]
    steps_en: tuple[str, ...]
    declare_fr: str
    declare_en: str
    url: str = ""
    stops_line: bool = False
    centre_kinds: tuple[str, ...] = ()
    sort: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""

    @property
    def label(self) -> str:
        """Its name in the current language."""
        return in_language(self.label_fr, self.label_en)

    @property
    def steps(self) -> tuple[str, ...]:
        """The reflex card, step by step."""
        return in_language(self.steps_fr, self.steps_en)

    @property
    def declare(self) -> str:
        """To whom it is declared."""
        return in_language(self.declare_fr, self.declare_en)


def incident_types_in_force(types: Iterable[IncidentType], kind: str, on: date) -> tuple[IncidentType, ...]:
    """The types to offer on a civil day in a kind of centre, in order."""
    found = (
        one
        for one in types
        if is_within(on, one.valid_from, one.valid_to) and (not one.centre_kinds or kind in one.centre_kinds)
    )
    return tuple(sorted(found, key=lambda one: (one.sort, one.code)))


def incident_type_of(row: Cells) -> IncidentType:
    """One row of ``data/incident_types.csv`` as a value; the card has the same steps in both languages."""
    kinds, steps_fr, steps_en = words(row, "centre_kinds"), words(row, "steps_fr"), words(row, "steps_en")
    if not steps_fr or len(steps_fr) != len(steps_en):
        raise InvalidInput(N_("steps_fr et steps_en : écrivez les mêmes gestes dans les deux langues, séparés par |."))
    url = text(row, "url")
    if url and not url.startswith("https://"):
        raise InvalidInput(N_("url : « {value} » doit commencer par https://."), value=url)
    return IncidentType(
        code=required(row, "code"),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        steps_fr=steps_fr,
        steps_en=steps_en,
        declare_fr=required(row, "declare_fr"),
        declare_en=required(row, "declare_en"),
        url=url,
        stops_line=flag(row, "stops_line"),
        centre_kinds=() if kinds == ("*",) else kinds,
        sort=integer(row, "sort") or 0,
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=text(row, "checked"),
    )
