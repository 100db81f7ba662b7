"""The trace of the demonstration's event: requests of authorities, a report that left, texts for the public. Nothing of it is real."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.response.bulletin import Audience
from app.response.requests import Channel
from app.services.crisis.answer_authority import answer_authority, note_request
from app.services.crisis.publish_bulletin import agree_publication, change_publication, prepare_kit
from app.services.crisis.report_situation import begin_report, send_report
from app.store import events
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

PUBLIC_NUMBER = "02 61 91 00 00"
"""Of the range kept for fiction (Arcep, décision n° 2018-0881)."""


def fill(actor: Actor, store: Store, today: date) -> None:
    """Add the trace to the event under way; nothing where there is none. ``today`` is the day of the store's own clock."""
    require(actor, Action.RUN_EVENT)
    del today
    with store.reading() as conn:
        event = events.current(conn)
    if event is None:
        return
    now = store.now()
    ars, prefecture = _("Délégation départementale de l’ARS"), _("Préfecture, service de permanence")
    first = note_request(
        actor, store, ars, _("Nombre de professionnels disponibles ce soir, par profession."), event_id=event.id,
        received_at=now - timedelta(hours=2), due_at=now + timedelta(hours=1),
    )  # fmt: skip
    answer_authority(
        actor, store, first.id, _("Réponse donnée de vive voix, confirmée par le point de situation n° 1."), first.revision,
        proof=_("appel de la délégation, noté par la cellule"),
    )  # fmt: skip
    note_request(
        actor, store, prefecture, _("État des cabinets et des pharmacies dans les communes touchées."), event_id=event.id,
        channel=Channel.EMAIL, due_at=now + timedelta(minutes=90),
    )  # fmt: skip
    report = begin_report(actor, store, event.id)
    send_report(actor, store, report.id, [], report.revision, told=_("{who}, au téléphone").format(who=ars))
    for one in prepare_kit(actor, store, event.id, PUBLIC_NUMBER):
        if one.audience is Audience.TOWN_HALLS:
            agree_publication(actor, store, one, _("présidence de la communauté"))
        elif one.audience is Audience.PUBLIC:
            text = "\n".join(line for line in one.text.splitlines() if not line.startswith("["))
            change_publication(actor, store, one, one.title, text)
