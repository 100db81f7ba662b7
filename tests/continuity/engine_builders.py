"""A small territory with practices side by side, and needs that say only what a test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from app.continuity.care_need import CareNeed
from app.continuity.carer import Carer, CarerId, CarerKind, practice_carer
from app.continuity.category import Category, Dependence, Frequency, category_of
from app.continuity.need import NeedId
from app.continuity.situation import Absence, Cut, OutageKind, Situation
from app.continuity.territory import Territory
from app.core.ids import PracticeId
from app.library import Library
from app.scheduling.travel import Road

START = datetime(2026, 11, 26, 7, tzinfo=UTC)
"""Thursday 26 November 2026, 8 o'clock in Paris."""
LEFT_BANK, MIDDLE, RIGHT_BANK, FAR = "44001", "44002", "44003", "44009"
REPLACING = frozenset({"medecin", "pharmacien"})
"""Professions that replace a medicine that lacks."""
ROADS = (Road(LEFT_BANK, MIDDLE, 8), Road(MIDDLE, RIGHT_BANK, 8), Road(RIGHT_BANK, FAR, 40))


def hour(hours: float) -> datetime:
    """So many hours after the start of the window."""
    return START + timedelta(hours=hours)


def a_category(code: str = "INS", **said: Any) -> Category:
    """A nurse's care, daily, that may wait twelve hours and depends on nothing."""
    usual: dict[str, Any] = {
        "label_fr": "Insuline", "label_en": "Insulin", "severity": 1, "max_interruption_hours": 12,
        "carers": frozenset({"infirmier"}), "visits": Frequency.DAILY,
    }  # fmt: skip
    return Category(code=code, **(usual | said))


OXYGEN = a_category(
    "O2", label_fr="Oxygène", max_interruption_hours=4, depends_on=frozenset({Dependence.POWER, Dependence.SUPPLIER})
)
DIALYSIS = a_category(
    "DIAL", label_fr="Dialyse", max_interruption_hours=48, carers=frozenset(),
    depends_on=frozenset({Dependence.TRANSPORT, Dependence.CENTRE, Dependence.POWER, Dependence.WATER}),
)  # fmt: skip
WATCHED = a_category(
    "IC", label_fr="Cœur", severity=2, max_interruption_hours=24, carers=frozenset({"infirmier", "medecin"}),
    depends_on=frozenset({Dependence.NETWORK, Dependence.POWER}), remote=True,
)  # fmt: skip
RENEWAL = a_category(
    "TSO", label_fr="Substitution", severity=2, max_interruption_hours=24, remote=True,
    carers=frozenset({"pharmacien", "medecin"}), depends_on=frozenset({Dependence.PHARMACY}),
)  # fmt: skip
CATEGORIES = {one.code: one for one in (a_category(), OXYGEN, DIALYSIS, WATCHED, RENEWAL)}


def a_need(number: int = 1, practice: str = "a", **said: Any) -> CareNeed:
    """An insulin need of a patient of its own, in the middle commune."""
    usual: dict[str, Any] = {
        "pseudonym": f"P-{number:04d}", "category": "INS", "commune": MIDDLE, "frequency": Frequency.DAILY,
        "expires_at": hour(24 * 90),
    }  # fmt: skip
    return CareNeed(id=NeedId(f"n{number}"), practice=PracticeId(practice), **(usual | said))


def a_practice(name: str = "a", commune: str = MIDDLE, **said: Any) -> Carer:
    """A nurses' practice with two places, twenty minutes around."""
    usual: dict[str, Any] = {"professions": frozenset({"infirmier"}), "capacity": 2, "radius_minutes": 20}
    kind, id = CarerKind.PRACTICE, practice_carer(PracticeId(name))
    return Carer(id=id, kind=kind, name=f"Cabinet {name}", commune=commune, **(usual | said))


def a_site(name: str, commune: str = MIDDLE, **said: Any) -> Carer:
    """A dialysis centre with two places, an hour around."""
    usual: dict[str, Any] = {"categories": frozenset({"DIAL"}), "capacity": 2, "radius_minutes": 60, "site": name}
    return Carer(
        id=CarerId(f"site:{name}"), kind=CarerKind.SITE, name=f"Site {name}", commune=commune, **(usual | said)
    )


def a_remote(name: str = "r", commune: str = FAR, **said: Any) -> Carer:
    """A service that watches hearts from elsewhere and stops without network."""
    usual: dict[str, Any] = {
        "categories": frozenset({"IC"}), "capacity": 5, "radius_minutes": None, "needs_network": True,
    }  # fmt: skip
    kind, id = CarerKind.REMOTE, CarerId(f"remote:{name}")
    return Carer(id=id, kind=kind, name=f"Service {name}", commune=commune, **(usual | said))


def a_territory(*carers: Carer, categories: dict[str, Category] | None = None) -> Territory:
    """Three communes in a row and one far away."""
    return Territory(categories or CATEGORIES, carers, ROADS, REPLACING)


def failing(*what: Absence | Cut, hours: float = 48) -> Situation:
    """What fails, over a window of two days."""
    absences = tuple(one for one in what if isinstance(one, Absence))
    return Situation(START, hour(hours), absences, tuple(one for one in what if isinstance(one, Cut)))


def closed(practice: str = "a", first: float = 0, last: float | None = None, **said: Any) -> Absence:
    """A practice closed between two hours of the window; without a known end by default."""
    return Absence(PracticeId(practice), hour(first), None if last is None else hour(last), **said)


def cut(kind: OutageKind, first: float = 0, last: float | None = None, **said: Any) -> Cut:
    """Something else that fails between two hours of the window."""
    return Cut(kind, hour(first), None if last is None else hour(last), **said)


def bridge(start: str, end: str) -> frozenset[frozenset[str]]:
    """The road between two communes, as a cut names it."""
    return frozenset({frozenset({start, end})})


def shipped_categories() -> dict[str, Category]:
    """The table as it is shipped."""
    rows = [category_of(record.cells) for record in Library().file("care_categories.csv")]
    return {one.code: one for one in rows}


def shipped_roads() -> tuple[Road, ...]:
    """The roads of the Pays de Redon as they are shipped."""
    rows = [record.cells for record in Library().file("territories/routes_redon.csv")]
    return tuple(Road(row["from_code"], row["to_code"], float(row["minutes_est"])) for row in rows)
