"""When the plan is to be reviewed: the sentence the first screen says, and the day as a calendar keeps it."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.services.keeping.reference import read_library
from app.services.plans.plan_material import rules_of
from app.store import community, plans
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Connection, Store

PRODUCT = "-//releve//releve-cpts//FR"


def plan_review_due(conn: Connection, today: date) -> str | None:
    """What is to be said of the yearly review on a civil day; None while nothing is due, or no plan is validated.

    « La révision annuelle du plan est attendue le 3 septembre 2027 : dans 12 jours. »
    """
    version = plans.in_force(conn)
    if version is None or version.review_on is None:
        return None
    left = (version.review_on - today).days
    if left > rules_of().notice_days:
        return None
    day = spoken_date(version.review_on)
    if left < 0:
        late = ngettext("{n} jour de retard", "{n} jours de retard", -left).format(n=-left)
        return _("La révision annuelle du plan était attendue le {day} : {late}.").format(day=day, late=late)
    if not left:
        return _("La révision annuelle du plan est attendue aujourd’hui.")
    return ngettext(
        "La révision annuelle du plan est attendue le {day} : dans {n} jour.",
        "La révision annuelle du plan est attendue le {day} : dans {n} jours.",
        left,
    ).format(day=day, n=left)


def review_calendar(actor: Actor, store: Store) -> bytes:
    """The day of the next review as an iCalendar file (RFC 5545), with a reminder as early as the first screen's.

    The same plan gives the same bytes: a day that is moved replaces the one before. Raises NotFound, NotAllowed.
    """
    require(actor, Action.READ_PLANS)
    with store.reading() as conn:
        version, settings = plans.in_force(conn), community.read(conn)
        days = rules_of(read_library(store, conn)).notice_days
    if version is None or version.review_on is None:
        raise NotFound(N_("Aucune version n’est validée : il n’y a pas encore de date de révision."))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", f"plan-review-{version.id}@releve")
    event.add("dtstamp", version.changed_at.astimezone(UTC))
    event.add("sequence", version.revision)
    event.add("dtstart", version.review_on)
    event.add("dtend", version.review_on + timedelta(days=1))
    event.add(
        "summary", _("Réviser le plan de crise de {community}").format(community=settings.name or _("la communauté"))
    )
    event.add("description", _("Version {number} en vigueur. Commencez la version suivante depuis Plans, « Notre plan ».").format(number=version.number))  # fmt: skip
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Révision annuelle du plan de crise"))
    alarm.add("trigger", timedelta(days=-days))
    event.add_component(alarm)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
