"""What an indicator is: its definition, what was counted, how it is said, and where it goes since the period before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.activity.amounts import spoken_euros
from app.core.errors import N_
from app.words import _
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.indicators.periods import Period


class Shape(StrEnum):
    """How a figure is made and said."""

    COUNT = "count"
    SHARE = "share"
    """Numerator over denominator, in percent."""
    MEAN = "mean"
    """Numerator over denominator, to the tenth."""
    HOURS = "hours"
    """A median or a sum of hours, to the tenth; the denominator is how many cases."""
    EUROS = "euros"
    """Cents."""


class Trend(StrEnum):
    """Against the period before, as the figures read: ↗ → ↘."""

    UP = "up"
    FLAT = "flat"
    DOWN = "down"
    UNKNOWN = "unknown"


TREND_SIGNS = {Trend.UP: "↗", Trend.FLAT: "→", Trend.DOWN: "↘", Trend.UNKNOWN: ""}
TREND_WORDS = {
    Trend.UP: N_("en hausse"),
    Trend.FLAT: N_("stable"),
    Trend.DOWN: N_("en baisse"),
    Trend.UNKNOWN: N_("sans comparaison"),
}

NO_DATA = N_("aucune donnée")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One line of the registry; texts are source text."""

    code: str
    label: str
    rule: str
    numerator: str
    denominator: str = ""
    source: str
    shape: Shape = Shape.COUNT


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted over a period. ``numerator`` None: nothing is known. ``why`` says so in words, when it can.

    ``numerator`` is the figure itself for a count, hours (a float) or euros (cents). ``bound``: what it leaves out.
    """

    numerator: float | None = None
    denominator: float | None = None
    why: str = ""
    bound: str = ""

    def value(self, shape: Shape) -> float | None:
        """The figure: percent for a share, a quotient for a mean; None when nothing can be said."""
        if self.numerator is None:
            return None
        if shape not in (Shape.SHARE, Shape.MEAN):
            return self.numerator
        if not self.denominator:
            return None
        return (100 if shape is Shape.SHARE else 1) * self.numerator / self.denominator


UNKNOWN = Measure()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition with its figure over a period and over the one before."""

    definition: Definition
    period: Period
    now: Measure = UNKNOWN
    before: Measure = UNKNOWN

    @property
    def value(self) -> float | None:
        return self.now.value(self.definition.shape)

    @property
    def spoken(self) -> str:
        """« 38 % », « 64 », « 2,5 h », « 1 320,00 € »; « aucune donnée » or why there is none."""
        return self._said(self.now) or self.now.why or _(NO_DATA)

    @property
    def spoken_before(self) -> str:
        """The figure of the period before, or nothing."""
        return self._said(self.before)

    @property
    def trend(self) -> Trend:
        """Whether the figure reads higher, alike or lower than before; unknown without both."""
        value, before = self.value, self.before.value(self.definition.shape)
        if value is None or before is None:
            return Trend.UNKNOWN
        if self.spoken == self.spoken_before:
            return Trend.FLAT
        return Trend.UP if value > before else Trend.DOWN

    @property
    def numerator_words(self) -> str:
        """« professionnels libéraux au planning : 64 »."""
        return _term(_(self.definition.numerator), self.now.numerator, self.definition.shape)

    @property
    def denominator_words(self) -> str:
        """« professionnels libéraux de l’effectif : 170 », empty when the figure is no quotient."""
        if not self.definition.denominator:
            return ""
        return _term(_(self.definition.denominator), self.now.denominator, Shape.COUNT)

    def _said(self, measure: Measure) -> str:
        value = measure.value(self.definition.shape)
        return "" if value is None else spoken_value(value, self.definition.shape)


def spoken_value(value: float, shape: Shape) -> str:
    """A figure in the current language; shares are rounded to the unit below, so that nothing reads 100 % before it is."""
    if shape is Shape.EUROS:
        return spoken_euros(round(value))
    if shape is Shape.SHARE:
        return _("{n} %").format(n=spoken_number(int(value + 1e-9)))
    if shape is Shape.HOURS:
        return _("{n} h").format(n=spoken_number(round(value, 1)))
    return spoken_number(round(value, 1))


def _term(words: str, value: float | None, shape: Shape) -> str:
    if value is None:
        return words
    said = spoken_value(value, shape if shape in (Shape.EUROS, Shape.HOURS) else Shape.COUNT)
    return _("{words} : {n}").format(words=words, n=said)
