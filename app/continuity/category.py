"""Categories of needs: what each depends on, how long it may wait, who can relay it. Rows of ``data/care_categories.csv``.

Every limit is an indicative value until a named physician of the community validates the row: until then no new need hangs
on it (:mod:`app.continuity.signature`). Needs that already do are computed all the same, and the answer says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, flag, integer, required, text, words
from app.words.bilingual import in_language


class Dependence(StrEnum):
    """What the care of a category stops without."""

    POWER = "power"
    WATER = "water"
    NETWORK = "network"
    TRANSPORT = "transport"
    SUPPLIER = "supplier"
    PHARMACY = "pharmacy"
    LABORATORY = "laboratory"
    CENTRE = "centre"
    HOSPITAL = "hospital"


DEPENDENCE_WORDS = {
    Dependence.POWER: N_("électricité"),
    Dependence.WATER: N_("eau"),
    Dependence.NETWORK: N_("réseau ou informatique"),
    Dependence.TRANSPORT: N_("transport"),
    Dependence.SUPPLIER: N_("prestataire à domicile"),
    Dependence.PHARMACY: N_("pharmacie"),
    Dependence.LABORATORY: N_("laboratoire"),
    Dependence.CENTRE: N_("centre de dialyse"),
    Dependence.HOSPITAL: N_("hôpital"),
}


class Frequency(StrEnum):
    """How often a need is met, as people say it."""

    FOUR_DAILY = "four_daily"
    THREE_DAILY = "three_daily"
    SEVERAL_DAILY = "several_daily"
    """Twice a day."""
    DAILY = "daily"
    THRICE_WEEKLY = "thrice_weekly"
    TWICE_WEEKLY = "twice_weekly"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


FREQUENCY_WORDS = {
    Frequency.FOUR_DAILY: N_("4 fois par jour"),
    Frequency.THREE_DAILY: N_("3 fois par jour"),
    Frequency.SEVERAL_DAILY: N_("2 fois par jour"),
    Frequency.DAILY: N_("tous les jours"),
    Frequency.THRICE_WEEKLY: N_("3 fois par semaine"),
    Frequency.TWICE_WEEKLY: N_("2 fois par semaine"),
    Frequency.WEEKLY: N_("1 fois par semaine"),
    Frequency.FORTNIGHTLY: N_("tous les 15 jours"),
    Frequency.MONTHLY: N_("1 fois par mois"),
}
VISITS_A_WEEK = {
    Frequency.FOUR_DAILY: Fraction(28),
    Frequency.THREE_DAILY: Fraction(21),
    Frequency.SEVERAL_DAILY: Fraction(14),
    Frequency.DAILY: Fraction(7),
    Frequency.THRICE_WEEKLY: Fraction(3),
    Frequency.TWICE_WEEKLY: Fraction(2),
    Frequency.WEEKLY: Fraction(1),
    Frequency.FORTNIGHTLY: Fraction(1, 2),
    Frequency.MONTHLY: Fraction(7, 30),
}

LONGEST_WAIT = 31 * 24
"""Hours: beyond a month nothing is an interruption (DOMAIN § 4.2, deferrable care: 3 to 30 days)."""
CODE_MOST = 20
"""Characters of a code: it stands in files, addresses and tables."""
_CODE = re.compile(rf"[A-Za-z0-9-]{{1,{CODE_MOST}}}")
SEVERITIES = range(1, 5)
"""1 vital, 2 serious, 3 harmful, 4 can wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One category. ``carers``: professions that can relay it at home (slugs; empty: a site only). ``remote``: a remote
    service may hold it meanwhile. ``rate``: the row of ``epidemio_redon_2021.csv`` that says how many to expect; or empty."""

    code: str
    label_fr: str
    label_en: str
    severity: int
    max_interruption_hours: int
    carers: frozenset[str] = frozenset()
    depends_on: frozenset[Dependence] = frozenset()
    remote: bool = False
    visits: Frequency = Frequency.DAILY
    substitute_fr: str = ""
    substitute_en: str = ""
    rate: str = ""
    range_fr: str = ""
    source: str = ""
    checked: str = "recalled"

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return in_language(self.label_fr, self.label_en)

    @property
    def substitute(self) -> str:
        """Who to turn to first, in the language of the run."""
        return in_language(self.substitute_fr, self.substitute_en)

    @property
    def mark(self) -> str:
        """What a physician signs: it changes with the limit, the carers, or what the care depends on."""
        said = (
            self.code, self.label_fr, str(self.severity), str(self.max_interruption_hours), "|".join(sorted(self.carers)),
            "|".join(sorted(self.depends_on)), str(self.remote), self.substitute_fr,
        )  # fmt: skip
        return sha256("\x1f".join(said).encode()).hexdigest()


def category_of(row: Cells) -> Category:
    """One row of ``care_categories.csv``. Raises InvalidInput."""
    severity, hours = integer(row, "severity") or 0, integer(row, "max_interruption_hours")
    if severity not in SEVERITIES:
        raise InvalidInput(N_("severity : écrivez un nombre de 1 (vital) à 4 (peut attendre)."))
    if hours is None or hours > LONGEST_WAIT:
        raise InvalidInput(N_("max_interruption_hours : écrivez un nombre d’heures, de 0 à {most}."), most=LONGEST_WAIT)
    return Category(
        code=_code(row),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        severity=severity,
        max_interruption_hours=hours,
        carers=frozenset(words(row, "carers")),
        depends_on=frozenset(_dependence(word) for word in words(row, "depends_on")),
        remote=flag(row, "remote"),
        visits=_frequency(text(row, "visits") or Frequency.DAILY),
        substitute_fr=text(row, "substitute_fr"),
        substitute_en=text(row, "substitute_en"),
        rate=text(row, "rate"),
        range_fr=text(row, "range_fr"),
        source=required(row, "source"),
        checked=required(row, "checked"),
    )


def _code(row: Cells) -> str:
    code = required(row, "code")
    if not _CODE.fullmatch(code):
        raise InvalidInput(
            N_("code : « {code} » ; écrivez jusqu’à {most} lettres, chiffres ou tirets, sans accent ni espace."),
            code=code, most=CODE_MOST,
        )  # fmt: skip
    return code


def _dependence(word: str) -> Dependence:
    if word not in set(Dependence):
        raise InvalidInput(
            N_("depends_on : « {word} » ; écrivez un de : {known}."), word=word, known=", ".join(Dependence)
        )
    return Dependence(word)


def _frequency(word: str) -> Frequency:
    if word not in set(Frequency):
        raise InvalidInput(N_("visits : « {word} » ; écrivez un de : {known}."), word=word, known=", ".join(Frequency))
    return Frequency(word)
