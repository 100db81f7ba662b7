"""The demonstration's territory: hazards rated, sub-zones, a cell with its reliefs, a stock, agreements. All fictional."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_instant
from app.core.ids import new_id
from app.response.articulation import AGREED
from app.response.cell import CellPlace
from app.response.stock import Item
from app.services.coverage.assess_territory import (
    propose_zones,
    rate_hazards,
    set_zones,
    start_hazards,
    territory_view,
)
from app.services.plans.agree_articulation import agree_articulation, start_articulations
from app.services.plans.keep_inventory import keep_items, read_inventory, start_stock
from app.services.plans.read_cell import read_cell
from app.services.plans.read_structures import read_structures
from app.services.plans.staff_cell import plan_rotation, set_place, start_cell

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store

CHECKED = frozenset({"storm", "coastal_flood", "heat_wave", "seasonal_epidemic", "tourist_influx"})
"""Hazards whose rating the demonstration gives a source; the others wait for theirs."""
SHORT = {"Masques FFP2": 12, "Batteries de secours": 4}
"""What the demonstration keeps too little of."""


def fill(actor: Actor, store: Store, today: date) -> None:
    """Fill a folder that has its roster and its establishments, through the services a coordinator uses."""
    _risks(actor, store, today)
    _stock(actor, store, today)
    _cell(actor, store, today)
    _agreements(actor, store, today)


def _risks(actor: Actor, store: Store, today: date) -> None:
    start_hazards(actor, store)
    with store.reading() as conn:
        view = territory_view(store, conn)
    source = f"DDRM du Morbihan (lecture fictive, {today.year})"
    rate_hazards(actor, store, [replace(one, source=source) for one in view.risks if one.hazard in CHECKED])
    set_zones(actor, store, propose_zones(actor, store, 3), [])


def _stock(actor: Actor, store: Store, today: date) -> None:
    start_stock(actor, store)
    counted = []
    for index, one in enumerate(
        sorted((held.item for held in read_inventory(actor, store).found), key=lambda i: i.label)
    ):
        quantity = SHORT.get(one.label, one.minimum + index % 3)
        place = ("Local de la communauté, Auray", "Maison de santé, Pluvigner")[index % 2]
        counted.append(replace(one, quantity=quantity, place=place, expires_on=_expiry(one, today)))
    old = Item(
        id=new_id(), label="Tests antigéniques", category="vaccination", quantity=6, unit="boîte de 25", lot="TA-0412",
        expires_on=today - timedelta(days=23), place="Local de la communauté, Auray", minimum=20,
    )  # fmt: skip
    keep_items(actor, store, [*counted, old])


def _expiry(one: Item, today: date) -> date | None:
    if one.label.startswith("Adrénaline"):
        return today + timedelta(days=41)
    if one.category in ("protection", "vaccination"):
        return today + timedelta(days=400)
    return today + timedelta(days=78) if one.label.startswith("Compresses") else None


def _cell(actor: Actor, store: Store, today: date) -> None:
    start_cell(actor, store)
    set_place(
        actor, store,
        CellPlace(
            place="Salle du conseil, mairie d’Auray (fictif)", fallback="Maison de santé de Pluvigner (fictif)",
            video="https://visio.example.org/cellule-auray", phone="01 99 00 10 10",
            criteria="Appel de l’ARS, du SAMU ou de la préfecture\nPlan blanc de l’hôpital\nTrois cabinets fermés le même jour",
        ),
        0,
    )  # fmt: skip
    start = paris_instant(today + timedelta(days=1), time(8))
    plan_rotation(actor, store, "", start, 48, read_cell(actor, store, "").shifts)


def _agreements(actor: Actor, store: Store, today: date) -> None:
    """Everything is said with the first establishments of the list, begun with the others."""
    start_articulations(actor, store)
    expected = [one for one in read_structures(actor, store).structures if one.site.kind in AGREED]
    for index, one in enumerate(expected[: max(len(expected) // 2, 1)]):
        if one.articulation is not None:
            signed = replace(
                one.articulation, convention=f"Convention d’articulation n° {index + 1} (fictive)",
                signed_on=today - timedelta(days=60 + 20 * index), white_plan=True, generator=index % 2 == 0,
            )  # fmt: skip
            agree_articulation(actor, store, signed)
