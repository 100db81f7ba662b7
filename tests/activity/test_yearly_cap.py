"""The yearly cap counts what the CPTS pays one person in a civil year, warns before it and refuses beyond it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.yearly_cap import CapState, Payment, cap_check, refuse_beyond_cap, yearly_cap_of
from app.core.errors import InvalidInput, RuleRefusal
from app.words.errors import sentence
from tests.activity.builders import rows

CAPS = [yearly_cap_of(one.cells) for one in rows("caps")]
DAY = date(2023, 5, 1)
NBSP, THIN = "\xa0", "\u202f"


def euros(amount: int, day: date = DAY, payer: str = "CPTS", key: str = "person:P1") -> Payment:
    return Payment(key, day, amount * 100, payer)


def test_the_packaged_caps() -> None:
    """The PASS of each year since the decree, in cents."""
    assert {one.year: one.amount_cents // 100 for one in CAPS} == {
        2022: 41136, 2023: 43992, 2024: 46368, 2025: 47100, 2026: 48060,
    }  # fmt: skip


def test_only_what_the_community_pays_counts() -> None:
    """CPAM's money, another person's and another year's stay out; what the structure advances is in."""
    paid = [
        euros(1000), euros(200, payer="Structure organisatrice"), euros(9000, payer="CPAM"),
        euros(5000, date(2022, 12, 31)), euros(7000, key="person:P2"),
    ]  # fmt: skip
    found = cap_check(CAPS, paid, key="person:P1", year=2023)
    assert (found.paid_cents, found.left_cents, found.state) == (120_000, 4_279_200, CapState.WITHIN)


@pytest.mark.parametrize(
    ("adding", "state"),
    [(38592, CapState.WITHIN), (38593, CapState.NEAR), (42992, CapState.NEAR), (42993, CapState.OVER)],
)
def test_the_warning_comes_before_the_refusal(adding: int, state: CapState) -> None:
    """After 1 000 € paid in 2023 (cap 43 992 €): near from 90 %, exactly the cap is allowed, one euro more is not."""
    found = cap_check(CAPS, [euros(1000)], key="person:P1", year=2023, adding=euros(adding))
    assert found.state is state
    if state is not CapState.OVER:
        refuse_beyond_cap(found)
        return
    with pytest.raises(RuleRefusal) as refusal:
        refuse_beyond_cap(found)
    assert sentence(refusal.value).replace(THIN, " ") == (
        "42 993,00 € porteraient à 43 993,00 € ce que la CPTS verse à cette personne en 2023, au-delà de 43 992,00 € "
        "(CSP D.1434-44) : au plus 42 992,00 € peuvent encore être versés."
    )


def test_each_state_is_said() -> None:
    """Within, near, over and unknown, with the figures."""

    def said(adding: int, year: int = 2023) -> str:
        paid = euros(adding, date(year, 5, 1))
        return cap_check(CAPS, [], key="person:P1", year=year, adding=paid).sentence.replace(THIN, " ")

    assert [said(1000), said(43000), said(44000), said(1000, 2031)] == [
        "1 000,00 € versés par la CPTS en 2023 sur 43 992,00 € au plus (CSP D.1434-44) ; il reste 42 992,00 €.",
        "43 000,00 € versés par la CPTS en 2023 sur 43 992,00 € au plus (CSP D.1434-44) ; plafond proche, il reste 992,00 €.",
        "44 000,00 € versés par la CPTS en 2023 sur 43 992,00 € au plus (CSP D.1434-44) ; 8,00 € de trop.",
        "1 000,00 € versés par la CPTS en 2031 ; aucun plafond connu pour cette année : saisissez-le.",
    ]


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_refusing_each_excess_keeps_the_year_within_the_cap(amounts: list[int]) -> None:
    """Payments taken one by one, the refused ones left out, never sum beyond the cap."""
    paid: list[Payment] = []
    for amount in amounts:
        found = cap_check(CAPS, paid, key="person:P1", year=2023, adding=euros(amount))
        if found.state is not CapState.OVER:
            paid.append(euros(amount))
    assert sum(one.cents for one in paid) <= 4_399_200
    assert len(paid) == len(amounts) or sum(amounts) > 43992


def test_a_row_without_figures_is_refused() -> None:
    """A cap needs its year and its amount."""
    for column in ("year", "amount_eur"):
        with pytest.raises(InvalidInput, match=column):
            yearly_cap_of({**rows("caps")[0].cells, column: ""})
