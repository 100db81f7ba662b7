"""Cuts: what each kind must say, and what the engine takes of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.continuity.carer import CarerId
from app.continuity.outage import Outage, check
from app.continuity.situation import Cut, OutageKind
from app.core.errors import InvalidInput
from app.words.errors import sentence

EIGHT = datetime(2026, 11, 26, 7, tzinfo=UTC)
NINE_HOURS = EIGHT + timedelta(hours=9)
ENOUGH: dict[OutageKind, dict[str, Any]] = {
    OutageKind.POWER: {"communes": ("44057",)},
    OutageKind.NETWORK: {"communes": ("44057",)},
    OutageKind.WATER: {"communes": ("44057",)},
    OutageKind.ROAD: {"roads": (("44057", "56194"),)},
    OutageKind.SITE: {"site": "560000001"},
    OutageKind.SUPPLIER: {"title": "Prestataire d’oxygène fictif"},
    OutageKind.MEDICINE: {"categories": ("INS",)},
    OutageKind.REMOTE: {"remote": "r1"},
}


def an_outage(kind: OutageKind, **said: Any) -> Outage:
    return Outage(id="o", kind=kind, starts_at=EIGHT, ends_at=NINE_HOURS, noted_at=EIGHT, actor_id="maiwenn", **said)


@pytest.mark.parametrize("kind", OutageKind)
def test_each_kind_says_what_it_is_about(kind: OutageKind) -> None:
    """Enough is taken; nothing at all is refused in a sentence of its own."""
    check(an_outage(kind, **ENOUGH[kind]))
    with pytest.raises(InvalidInput):
        check(an_outage(kind))


@pytest.mark.parametrize("title", ["Oxygène de Mme Canari", "06 39 98 00 02", "canari@example.org", "12 rue du Canari"])
def test_the_name_of_a_supplier_says_nobody(title: str) -> None:
    """It is read by everyone and printed: what says who a patient is is refused, and not repeated."""
    with pytest.raises(InvalidInput) as refused:
        check(an_outage(OutageKind.SUPPLIER, title=title))
    said = sentence(refused.value)
    assert title not in said
    assert "patient" in said


def test_it_ends_after_it_starts() -> None:
    """An end before the start is a slip; no end is not."""
    one = an_outage(OutageKind.POWER, **ENOUGH[OutageKind.POWER])
    check(replace(one, ends_at=None))
    with pytest.raises(InvalidInput):
        check(replace(one, ends_at=EIGHT))


def test_the_engine_takes_all_of_it() -> None:
    """Communes, roads in either order, the establishment, the service as a carer, the categories."""
    one = an_outage(
        OutageKind.SUPPLIER, communes=("44057", "44196"), roads=(("44057", "56194"),), site="s", remote="r", categories=("O2",),
    )  # fmt: skip
    assert one.cut == Cut(
        OutageKind.SUPPLIER, EIGHT, NINE_HOURS, frozenset({"44057", "44196"}), frozenset({frozenset({"56194", "44057"})}),
        "s", CarerId("remote:r"), frozenset({"O2"}),
    )  # fmt: skip


def test_it_holds_from_its_start_until_just_before_its_end() -> None:
    """At 8 h yes, at 17 h no more."""
    one = an_outage(OutageKind.POWER, **ENOUGH[OutageKind.POWER])
    assert [one.holds_at(at) for at in (EIGHT - timedelta(seconds=1), EIGHT, NINE_HOURS)] == [False, True, False]
