"""The demonstration's own plan: a version sent to the ARS and the CPAM, and the next one being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.response.plan import Channel
from app.services.plans.edit_plan import start_plan, write_section
from app.services.plans.send_plan import Dispatch, send_plan
from app.services.plans.validate_plan import validate_plan
from app.store import plans

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

LEAD, QUALITY = "Maïwenn Fictif-Kerdruc", "présidente de la communauté"
RESERVE = "Validée pour l’exercice de décembre ; les signatures médicales et les essais suivent au premier trimestre."
OWN = (
    "Une seule voix : la fonction communication externe parle, avec l’accord de l’autorité qui conduit la crise.\n\n"
    "– Le bulletin communal et le panneau lumineux d’Auray reprennent nos textes le jour même\n"
    "– La radio locale rappelle une fois par jour, à heure fixe"
)
SENT = (
    ("ars_branch:56", "Délégation départementale de l’ARS, Morbihan (56)", "dd56@ars.example.org", "Accusé automatique 2026-11"),
    ("cpam:56", "CPAM du Morbihan", "cpts@cpam56.example.org", ""),
)  # fmt: skip


def fill(actor: Actor, store: Store, today: date) -> None:
    """A version sent to the ARS and the CPAM, and the next one begun with a section written by hand.

    It is sent on the day it is validated, that of the folder's clock, whatever ``today`` the demonstration tells of.
    """
    require(actor, Action.EDIT_PLANS)
    number = start_plan(actor, store)
    with store.reading() as conn:
        version = plans.find(conn, number)
    assert version is not None
    validate_plan(actor, store, number, version.revision, name=LEAD, quality=QUALITY, reserve=RESERVE)
    sent_on = paris_date(store.now())
    send_plan(
        actor, store, number, [Dispatch(code, who, address, Channel.EMAIL, sent_on, proof) for code, who, address, proof in SENT]
    )  # fmt: skip
    following = start_plan(actor, store)
    write_section(actor, store, following, "communication", OWN, 1)
