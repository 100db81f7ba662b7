"""Mean load of those who remain when part of a profession is absent: before any register, from the number of patients each.

The patients of a profession are its people times what each has; they do not go away with those who are absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from app.core.errors import N_, InvalidInput
from app.words import _
from app.words.dates import spoken_number


@dataclass(frozen=True, slots=True)
class MeanLoad:
    """``before`` and ``after``: patients per professional, ``after`` and ``percent`` (the increase) rounded to the nearest."""

    total: int
    absent: int
    left: int
    patients: int
    before: int
    after: int
    percent: int

    @property
    def sentence(self) -> str:
        """« Il en reste 66 sur 94 : 739 patients chacun au lieu de 519, charge moyenne +42 %. »"""
        head = _("Il en reste {left} sur {total}")
        said = _("{head} : {after} patients chacun au lieu de {before}, charge moyenne +{percent} %.")
        return said.format(
            head=head.format(left=spoken_number(self.left), total=spoken_number(self.total)),
            after=spoken_number(self.after),
            before=spoken_number(self.before),
            percent=spoken_number(self.percent),
        )


def mean_load(total: int, absent: int, per_professional: int) -> MeanLoad:
    """Load when ``absent`` of ``total`` are away, each having ``per_professional`` patients.

    Raises InvalidInput when nobody would remain: a mean over nobody says nothing.
    """
    if total < 1 or per_professional < 0:
        raise InvalidInput(N_("Écrivez au moins un professionnel, et un nombre de patients."))
    if not 0 <= absent < total:
        raise InvalidInput(
            N_("{absent} absents sur {total} : il faut qu’il en reste au moins un pour parler de charge moyenne."),
            absent=absent,
            total=total,
        )
    left, patients = total - absent, total * per_professional
    after = Fraction(patients, left)
    percent = Fraction(absent, left) * 100
    return MeanLoad(total, absent, left, patients, per_professional, _nearest(after), _nearest(percent))


def _nearest(value: Fraction) -> int:
    """Halves go up, as people round."""
    return int(value + Fraction(1, 2))
