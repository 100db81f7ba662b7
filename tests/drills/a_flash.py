"""A small world for flash exercises: two communes, one road, three nurses and a physician; nothing lacks by much."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from app.drills.flash import Flash, compose
from app.drills.territory import Need, Place, Provider, ProviderKind, Road, Territory
from app.drills.world import Known, Part, Skill, Slice, World

AURAY, QUIBERON = "56007", "56186"
ROAD = f"{AURAY}-{QUIBERON}"


def a_world() -> World:
    """Two communes and one road. Quiberon has one nurse (8) for 10 and 2 acts, and leans on Auray's two (10 each, 12 asked)."""
    return World(
        ordinary=Territory(
            places=(Place(AURAY, "Auray"), Place(QUIBERON, "Quiberon")),
            roads=(Road(ROAD, AURAY, QUIBERON, Fraction(40)),),
            providers=(
                _nurse("person:1", AURAY, 10, 20),
                _nurse("person:2", AURAY, 10, 45),
                _nurse("person:3", QUIBERON, 8, 20),
                Provider("person:4", ProviderKind.PROFESSIONAL, AURAY, 6, frozenset({"gp"}), Fraction(60)),
            ),
            needs=(
                Need("n1", AURAY, "nursing", 12, 3),
                Need("n2", QUIBERON, "nursing", 14, 3),
                Need("n3", QUIBERON, "gp", 2, 4),
                Need("n4", AURAY, "gp", 3, 4),
            ),
        ),
        slices=(Slice(datetime(2026, 11, 23, 7, tzinfo=UTC), datetime(2026, 11, 23, 12, tzinfo=UTC), Part.MORNING),),
        capacities={},
        quantities={},
        skills={"nursing": Skill("nursing", "soins infirmiers", 3), "gp": Skill("gp", "médecine générale", 4)},
        known={
            f"person:{n}": Known(f"Personne {n}", "infirmier", QUIBERON if n == 3 else AURAY, profession=job)
            for n, job in ((1, "infirmier"), (2, "infirmier"), (3, "infirmier"), (4, "medecin"))
        },
        populations={AURAY: 14_000, QUIBERON: 4_700},
    )


def _nurse(id: str, place: str, capacity: int, reach: int) -> Provider:
    return Provider(id, ProviderKind.PROFESSIONAL, place, capacity, frozenset({"nursing"}), Fraction(reach))


def composed(*seen: str) -> Flash:
    flash = compose(a_world(), 0, seen)
    assert flash is not None
    return flash
