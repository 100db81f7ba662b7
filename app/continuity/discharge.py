"""Patients a hospital wants home by an hour, counted by category and commune: who takes how many, agreed one carer at a time.

Counts only: no patient, no pseudonym, no file ever comes with a discharge.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NewType

from app.continuity.counted import Counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.continuity.carer import CarerId

DischargeId = NewType("DischargeId", str)

MOST_PATIENTS = 500


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """So many patients of one category going home to one commune."""

    category: str
    commune: str
    patients: int

    @property
    def key(self) -> tuple[str, str]:
        """Category and commune."""
        return self.category, self.commune


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """So many of a line for one carer. ``agreed_at`` None: asked, not answered. ``refused``: said no; never asked again."""

    category: str
    commune: str
    carer: CarerId
    patients: int
    agreed_at: datetime | None = None
    refused: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Category and commune of its line."""
        return self.category, self.commune


@dataclass(frozen=True, slots=True, kw_only=True)
class Discharge:
    """What was asked, by which establishment (site id, or empty), for when (UTC). ``beds``: to free, those without care
    included."""

    id: DischargeId
    title: str
    asked_at: datetime
    wanted_at: datetime
    beds: int
    actor_id: str
    site: str = ""
    event_id: str = ""
    closed_at: datetime | None = None
    revision: int = 1
    lines: tuple[Line, ...] = ()
    takings: tuple[Taking, ...] = ()

    @property
    def with_care(self) -> int:
        """Patients somebody must take."""
        return sum(one.patients for one in self.lines)

    @property
    def without_care(self) -> int:
        """Beds whose patients need nobody at home."""
        return max(self.beds - self.with_care, 0)

    @property
    def agreed(self) -> int:
        """Patients a carer said yes to."""
        return sum(one.patients for one in self.takings if one.agreed_at is not None and not one.refused)

    @property
    def asked(self) -> int:
        """Patients proposed to a carer who has not answered."""
        return sum(one.patients for one in self.takings if one.agreed_at is None and not one.refused)

    @property
    def left(self) -> tuple[Line, ...]:
        """What nobody takes or is asked to take."""
        held: Counter[tuple[str, str]] = Counter()
        for one in self.takings:
            if not one.refused:
                held[one.key] += one.patients
        rest = [Line(one.category, one.commune, one.patients - held[one.key]) for one in self.lines]
        return tuple(one for one in rest if one.patients > 0)

    @property
    def left_patients(self) -> int:
        """How many patients that makes."""
        return sum(one.patients for one in self.left)


def counted(lines: Iterable[Line]) -> tuple[Counted, ...]:
    """Lines as the engine counts them: needs that nobody has yet."""
    return tuple(Counted(category=one.category, commune=one.commune, count=one.patients) for one in sorted(lines))


KEYWORDS: Sequence[tuple[str, str]] = (
    ("ventil", "VENT"),
    ("parenteral", "NPAR"),
    ("tracheo", "TRACH"),
    ("oxygene", "O2"),
    ("hemodialyse", "DIAL"),
    ("dialyse", "DIAL"),
    ("palliatif", "PALL"),
    ("insuline", "INS"),
    ("injection", "INS"),
    ("diabet", "INS"),
    ("perfusion", "ATB-IV"),
    ("antibiotique", "ATB-IV"),
    ("sonde", "SONDE"),
    ("enteral", "NENT"),
    ("anticoagulant", "AVK"),
    ("avk", "AVK"),
    ("cardiaque", "IC"),
    ("chimio", "ONCO"),
    ("accouch", "OBST"),
    ("grossesse", "OBST"),
    ("psy", "PSY"),
    ("pansement", "PLAIE"),
    ("plaie", "PLAIE"),
    ("stomie", "PLAIE"),
    ("pilulier", "PILUL"),
    ("kine", "KINE-R"),
    ("orthophon", "ORTHO"),
    ("seul", "AGE80"),
    ("fragile", "AGE80"),
    ("age", "AGE80"),
)
"""Word of a ward (no accents) → category of ``care_categories.csv``. A reading to be looked over, never a decision."""

NOTHING = ("sans soin", "rien", "autonome")
"""Words for those who need nobody."""

_BEDS = re.compile(r"\b(\d{1,3})\s+(?:lits?|sorties?|retours?\b(?!\s+fragile))")
_COUNT = re.compile(r"(\d{1,3})\s+([^\d]+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence was read as: beds, patients by category, those without care, and the pieces nobody understood."""

    beds: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    without_care: int = 0
    unread: tuple[str, ...] = ()


def read_sentence(text: str) -> Reading:
    """Read « 20 lits ce soir : 9 pansements, 5 seuls, 6 sans soin »: a help to type less, to be looked over.

    An hour (« avant 21 h », « 18 h 30 ») is no count. Without a number of beds, they are the sum of the rest.
    """
    plain = re.sub(r"\b\d{1,2}\s*(?:h|heures?)\b\s*\d{0,2}", " ", _without_accents(text))
    found = _BEDS.search(plain)
    beds = int(found[1]) if found else 0
    rest = plain[: found.start()] + " " + plain[found.end() :] if found else plain
    counts: Counter[str] = Counter()
    without, unread = 0, []
    for number, words in _COUNT.findall(rest):
        category = _first_said(words)
        if any(word in words for word in NOTHING):
            without += int(number)
        elif category:
            counts[category] += int(number)
        else:
            unread.append(f"{number} {' '.join(words.split()).strip(' ,;.:')}".strip())
    known = sum(counts.values()) + without
    return Reading(beds or known, dict(sorted(counts.items())), without, tuple(unread))


def _first_said(words: str) -> str:
    """The category whose word comes first: « 9 pansements/injections » is read as dressings, to be split by hand."""
    said = [(words.index(word), rank, code) for rank, (word, code) in enumerate(KEYWORDS) if word in words]
    return min(said)[2] if said else ""


def _without_accents(text: str) -> str:
    split = unicodedata.normalize("NFD", text.replace(" ", " ").lower())
    return "".join(one for one in split if not unicodedata.combining(one))
