"""A small world over two days for the laboratory: three communes, nurses and a pharmacy, a bridge, electricity."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from app.drills.composition import Composition
from app.drills.half_days import slices_from
from app.drills.shock import Absence, MobileTeam, PowerCut, RoadCut
from app.drills.territory import Need, Place, Provider, ProviderKind, Road, Territory
from app.drills.world import Known, Part, Skill, World

T0 = datetime(2026, 11, 26, 12, tzinfo=UTC)
"""Thursday 26 November 2026, 13 h in Paris: the start of its afternoon."""

REDON, RIEUX, FEGREAC = "35236", "56194", "44057"
CARE, DRUGS = "soins", "delivrance"


def a_world(at: datetime = T0, days: int = 2) -> World:
    """At night a fifth is asked and given."""
    nurses = [(f"person:ide{n}", commune, 10) for n, commune in enumerate((REDON, REDON, REDON, RIEUX, FEGREAC))]
    providers = (
        *(_provider(id, ProviderKind.PROFESSIONAL, place, n, CARE) for id, place, n in nurses),
        _provider("site:officine", ProviderKind.SITE, RIEUX, 12, DRUGS, (f"power:{RIEUX}",)),
        Provider(f"power:{RIEUX}", ProviderKind.SITE, RIEUX, 0, frozenset(), Fraction(0)),
    )
    needs = (
        Need(f"{REDON}/{CARE}", REDON, CARE, 22, 3), Need(f"{RIEUX}/{CARE}", RIEUX, CARE, 9, 3),
        Need(f"{FEGREAC}/{CARE}", FEGREAC, CARE, 12, 3), Need(f"{RIEUX}/{DRUGS}", RIEUX, DRUGS, 8, 2),
        Need(f"{REDON}/{DRUGS}", REDON, DRUGS, 3, 2),
    )  # fmt: skip
    slices = slices_from(at, days)
    return World(
        ordinary=Territory(
            (Place(REDON, "Redon"), Place(RIEUX, "Rieux"), Place(FEGREAC, "Fégréac")),
            (Road(f"{REDON}-{RIEUX}", REDON, RIEUX, Fraction(10)), Road(f"{FEGREAC}-{REDON}", FEGREAC, REDON, Fraction(14))),
            providers,
            needs,
        ),
        slices=slices,
        capacities={one.id: tuple(_at(one.capacity, part.part) for part in slices) for one in providers},
        quantities={one.id: tuple(_at(one.quantity, part.part) for part in slices) for one in needs},
        skills={CARE: Skill(CARE, "soins infirmiers", 3), DRUGS: Skill(DRUGS, "délivrance", 2)},
        known={
            **{id: Known("Clarisse SECRÈTE", "infirmière", place, profession="infirmier", practice=f"cabinet-{place}") for id, place, _n in nurses},
            "site:officine": Known(
                "Pharmacie du Pont", "pharmacie", RIEUX, site_kind="pharmacie", autonomy_hours={f"power:{RIEUX}": 2}
            ),
        },
        populations={REDON: 9000, RIEUX: 2800, FEGREAC: 2500},
        absorbable={},
        assumptions=("Une infirmière prend dix besoins par demi-journée (valeur de travail).",),
    )  # fmt: skip


def a_trial(at: datetime = T0) -> Composition:
    """Half the nurses away, the bridge cut, no electricity at Rieux; a mobile team answers."""
    return Composition(
        starts_at=at, title="Pont coupé et absences",
        shocks=(
            Absence(professions=("infirmier",), count=2, of=5), RoadCut(roads=(f"{REDON}-{RIEUX}",), from_hours=6),
            PowerCut(communes=(RIEUX,), from_hours=12, until_hours=30),
        ),
        plan=(MobileTeam(name="Équipe du matin", commune=REDON, skills=(CARE,), capacity=8, from_hours=14),),
    )  # fmt: skip


def _provider(
    id: str, kind: ProviderKind, place: str, capacity: int, skill: str, depends_on: tuple[str, ...] = ()
) -> Provider:
    return Provider(id, kind, place, capacity, frozenset({skill}), Fraction(20), depends_on)


def _at(usual: int, part: Part) -> int:
    return usual // 5 if part is Part.NIGHT else usual
