"""What became of doses adds up, and is told when it does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.doses import DoseCount, Loss, LossReason, Lot, inconsistencies, reconciled
from app.core.errors import InvalidInput

DAY = date(2026, 12, 1)
LOT = Lot("covid_19_saison", "AB123", date(2026, 12, 1), date(2026, 11, 28), 11, 6)
TWO_LOST = (Loss(1, LossReason.BROKEN), Loss(1, LossReason.PREPARATION))


def a_count(**changes: Any) -> DoseCount:
    values: dict[str, Any] = {
        "lot": LOT, "day": DAY, "received": 66, "vials_opened": 11, "injected": 62, "losses": TWO_LOST, "left": 2,
    }  # fmt: skip
    return DoseCount(**{**values, **changes})


def test_doses_are_reconciled_in_a_sentence() -> None:
    """Sixty-six received are all told; two lots add up; one is in the singular."""
    assert reconciled([a_count()]) == "66 doses reçues, 62 injectées, 2 perdues, 2 restantes"
    assert inconsistencies(a_count()) == ()
    more = a_count(received=1, vials_opened=0, injected=0, losses=(), left=1)
    assert reconciled([a_count(), more]) == "67 doses reçues, 62 injectées, 2 perdues, 3 restantes"
    assert reconciled([more]) == "1 dose reçue, 0 injectée, 0 perdue, 1 restante"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"injected": 59, "left": 5}, ()),
        ({"injected": 59, "vials_opened": 10},
         ("Lot AB123 : 3 doses manquent, ni injectées, ni perdues, ni restantes.",)),
        ({"injected": 64},
         ("Lot AB123 : 2 doses de plus que reçu ; une dose de plus par flacon est parfois possible, vérifiez.",)),
        ({"vials_opened": 10}, ("Lot AB123 : 62 injections pour 10 flacons ouverts de 6 doses.",)),
        ({"received": 64, "left": 0}, ("Lot AB123 : 66 doses ouvertes, 64 dites injectées, perdues ou restantes.",)),
        ({"vials_opened": 12, "injected": 68, "received": 72}, ("Lot AB123 : 12 flacons ouverts, 11 reçus.",)),
        ({"day": date(2026, 12, 2)},
         ("Lot AB123 : ouvert le 2 décembre 2026, reçu le 28 novembre 2026, périmé après le 1er décembre 2026.",)),
        ({"standby_called": 63}, ("Lot AB123 : plus de personnes de la liste de fin de journée que d’injections.",)),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_told(changes: dict[str, Any], said: tuple[str, ...]) -> None:
    """Missing doses, too many, vials, expiry, standby: each its sentence, and nothing when all is told."""
    assert inconsistencies(a_count(**changes)) == said


def test_negative_figures_are_refused() -> None:
    """A typing mistake in any figure, losses included."""
    for changes in ({"left": -1}, {"losses": (Loss(-1, LossReason.OTHER),)}):
        with pytest.raises(InvalidInput, match="négatif"):
            a_count(**changes)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80))
def test_figures_that_add_up_leave_no_gap(injected: int, lost: int, left: int) -> None:
    """Received = injected + lost + left has no gap, one dose off always has one and is told."""
    told = {"injected": injected, "losses": (Loss(lost, LossReason.OTHER),), "left": left}
    whole = injected + lost + left
    assert a_count(received=whole, **told).gap == 0
    assert a_count(received=whole + 1, **told).gap == 1
    assert any("manque" in one for one in inconsistencies(a_count(received=whole + 1, **told)))
