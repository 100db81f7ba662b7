"""Each working value that a drill rests on is said, and none that it does not use."""

from __future__ import annotations

from app.drills.assumed import assumed
from app.drills.shock import Absence, CallVolunteers, Demand, Discharge, Doses, OpenSite, PowerCut, RoadCut


def test_what_effects_rest_on_is_said_once() -> None:
    """Seven values in a fixed order, however many effects rest on each."""
    site = OpenSite(name="Salle", commune="A", skills=("nursing",), capacity=3)
    told = assumed(
        (Doses(quantity=1), Absence(share=50), PowerCut(communes=("A",)), Demand(skill="nursing", percent=2), site, site,
         CallVolunteers(profession="infirmier", count=1), Discharge(patients={"nursing": 1}, communes=("A",)))
    )  # fmt: skip
    assert len(told) == len(set(told)) == 7
    assert sum("valeur de travail" in one for one in told) == 6


def test_what_is_not_used_is_not_said() -> None:
    """A road cut assumes nothing; who is named is not drawn; a few hours mean those hours."""
    short = OpenSite(name="Salle", commune="A", skills=("nursing",), capacity=3, until_hours=12)
    assert assumed((RoadCut(roads=("A-B",)), Absence(providers=("p",)), short)) == ()
