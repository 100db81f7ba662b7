"""Figures of an event: bare, and with everything fed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.response.situation import Figures, Staffed
from tests.builders import THURSDAY

BARE = Figures(at=THURSDAY, title="Crue", exercise=False, state="tension", since=THURSDAY - timedelta(hours=2))
FULL = replace(
    BARE, authority="ARS Bretagne (56), réf. 12, 15 h", communes=("Auray", "Crach"), plans=("Typologie 5",), tasks=20,
    tasks_done=12, tasks_late=2, late=("Logistique\u00a0: compter les masques",), asked=130, reached=120, answered=80, available=41,
    practices=60, practices_open=30, practices_degraded=9, practices_closed=4, doses=1200, owed=2, owed_late=1,
    requests=(Staffed("9 pansements", "EHPAD des Pins", 2, 4), Staffed("Consultations", "MSP", 1, 1, requisitioned=True)),
    decisions=("15 h\u00a0: on ouvre la cellule",),
)  # fmt: skip
