"""The demonstration's event: a fictional winter epidemic under tension, its plan at work, an establishment that asks for people.

No session is opened for it: the centre of the demonstration stays the only one, and taking the request up is the first gesture
to try.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_instant
from app.response.event import EventState
from app.response.staffing_request import Wanted
from app.services.crisis.move_event import move_event
from app.services.crisis.open_event import open_event
from app.services.crisis.receive_request import Asked, receive_request
from app.services.crisis.tick_checklist import skip_checklist, tick_checklist
from app.store import checklists, people

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

PLAN = "typologie_2"
TICKED = 3


def fill(actor: Actor, store: Store, today: date) -> None:
    """Open the event, tick what was done first, note a request for this evening. Raises NotAllowed."""
    require(actor, Action.RUN_EVENT)
    event_id = open_event(
        actor,
        store,
        "Épidémie hivernale (fictive)",
        communes=("56007",),
        summary="Cabinets saturés, deux EHPAD touchés ; situation fictive.",
        plans=(PLAN,),
    )
    move_event(actor, store, event_id, 1, EventState.TENSION)
    with store.reading() as conn:
        items = checklists.of_event(conn, event_id)
        sites = people.sites(conn)
    for item in items[:TICKED]:
        tick_checklist(actor, store, item.id, item.revision)
    skip_checklist(
        actor, store, items[TICKED].id, items[TICKED].revision, "Déjà fait par la délégation de l’ARS (fictif)"
    )
    site = next((one for one in sites if one.kind == "nursing_home"), None)
    evening = paris_instant(today + timedelta(days=1), time(18))
    asked = Asked(
        asked_by=site.name if site else "EHPAD des Ajoncs (fictif)",
        text="20 lits : 9 pansements, 4 perfusions, une sortie à préparer",
        place="Entrée de service",
        commune_insee=site.commune_insee if site else "56007",
        starts_at=evening,
        ends_at=evening + timedelta(hours=4),
        wanted=(Wanted("reinforcement_physician", 1), Wanted("reinforcement_nurse", 2)),
        contact="Cadre de nuit, 02 61 91 00 01",
    )
    receive_request(actor, store, event_id, asked)
