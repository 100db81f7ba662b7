"""The crisis bag: what a cell needs when nothing else answers, as one file to open anywhere and as pages to print.

Values only, shared by ``crisis_bag_html`` and ``crisis_bag_pdf``: texts are as spoken, nothing is looked up here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.core.clock import PARIS
from app.documents.imprint import Contact, Imprint
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_hour

INDEXED_FROM = 8
"""Fewer cards than this are seen at a glance."""


class Kind(StrEnum):
    """What a column holds, which decides how it is drawn and what touching it does."""

    TEXT = "text"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head as spoken; ``width`` is its share of a printed line."""

    title: str
    kind: Kind = Kind.TEXT
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns, empty where nothing is known; ``is_open``: somebody is still to be found."""

    cells: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; ``above`` groups the tables of one day or one place."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    above: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BagCard:
    """What to do first, in order; ``when`` says when it is taken, ``lists`` are titles with points, below the steps.

    ``facts`` are titles with a text of one line: « À joindre : SAMU, préfecture ».
    """

    title: str
    steps: tuple[str, ...]
    source: str = ""
    when: str = ""
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One chapter and one PDF. ``code`` names its file in small letters; ``short`` stands in the menu.

    A chapter without matter says so in ``sentence`` and holds nothing else.
    """

    code: str
    short: str
    title: str
    sentence: str
    tables: tuple[Table, ...] = ()
    cards: tuple[BagCard, ...] = ()
    names_people: bool = False
    """Whether someone can be recognised in it, and how to reach them: its own pages then say so."""
    count: int | None = None
    """Shown in the menu; None for a chapter that holds nothing to count."""

    @property
    def is_indexed(self) -> bool:
        """Whether it has so many cards that they are listed first."""
        return len(self.cards) >= INDEXED_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisBag:
    """One copy. ``packed_at`` is aware; ``people`` is how many persons can be recognised in it."""

    community: str
    packed_at: datetime
    people: int
    call_first: Contact
    sections: tuple[Section, ...]
    imprint: Imprint

    @property
    def title(self) -> str:
        """« Valise de crise · CPTS du Pays d’Auray »."""
        return " · ".join(part for part in (_("Valise de crise"), self.community) if part)

    @property
    def dated(self) -> str:
        """« Copie du 26 novembre 2026, 3 h. »."""
        local = self.packed_at.astimezone(PARIS)
        return _("Copie du {date}, {hour}.").format(date=spoken_date(local.date()), hour=spoken_hour(local.time()))

    @property
    def warning(self) -> str:
        """Why it is kept locked away; nothing when it names nobody."""
        if not self.people:
            return ""
        return ngettext(
            "Données personnelles de {n} personne : à garder sous clé, à ne montrer qu’à qui gère la crise, à détruire quand une copie plus récente la remplace.",
            "Données personnelles de {n} personnes : à garder sous clé, à ne montrer qu’à qui gère la crise, à détruire quand une copie plus récente la remplace.",
            self.people,
        ).format(n=self.people)
