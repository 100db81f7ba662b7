"""What a crisis adds to a folder that is attacked: an alert, a survey, an establishment that may ask, a plan under review, a flash exercise."""

from __future__ import annotations

from datetime import timedelta

from app.access.links import LinkScope
from app.core.clock import paris_date
from app.core.ids import PersonId
from app.roster.practice import Site, SiteKind
from app.services.ask_practices import DeskAsk, ask_practices
from app.services.edit_plan import start_plan
from app.services.invite_reviewers import Invited, invite_reviewers
from app.services.launch_alert import AlertRequest, launch_alert
from app.services.launch_flash import FlashAsk, launch_flash
from app.services.read_plan import read_plan
from app.store import people, plan_reviews
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.drills.a_flash import composed

SITE = "ehpad-fictif"
FLASH = "flash-fictif"


def a_crisis(store: Store, person: PersonId) -> dict[LinkScope, str]:
    """Set it going; what each of its links is about."""
    with store.transaction() as conn:
        people.put_site(conn, Site(id=SITE, kind=SiteKind.NURSING_HOME, name="EHPAD fictif", commune_insee="56007"))
    alert = launch_alert(
        COORDINATOR, store, AlertRequest(title="accident de car", text="Qui pourrait venir ?", frame="ars_call")
    )
    survey = ask_practices(COORDINATOR, store, DeskAsk(subjects=(f"site:{SITE}",), title="point du soir", hours=6))
    start_plan(COORDINATOR, store)
    plan = read_plan(COORDINATOR, store)
    assert plan is not None
    closes = paris_date(store.now()) + timedelta(days=15)
    invite_reviewers(
        COORDINATOR,
        store,
        plan.version.number,
        [Invited(name="", organisation="EHPAD fictif", email="ehpad@example.org")],
        closes,
    )
    with store.reading() as conn:
        [reviewer] = plan_reviews.of_plan(conn, plan.version.id)
    launch_flash(COORDINATOR, store, FlashAsk(id=FLASH, title="exercice", person_ids=(person,)), composed())
    return {
        LinkScope.FLASH: f"{FLASH}/{person}",
        LinkScope.ALERT: f"{alert}/{person}",
        LinkScope.DESK: f"{survey}/site:{SITE}",
        LinkScope.REQUEST: SITE,
        LinkScope.PLAN_REVIEW: reviewer.id,
    }
