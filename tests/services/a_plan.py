"""A community with people, a territory and a plan begun: what tests of the plan start from."""

from __future__ import annotations

from app.access.actor import Actor, Role
from app.response.plan import Channel, PlanVersion
from app.services.keeping.set_up_community import set_up_community
from app.services.plans.edit_plan import start_plan
from app.services.plans.send_plan import Dispatch, send_plan
from app.services.plans.validate_plan import validate_plan
from app.services.roster.edit_person import add_person
from app.store import plans
from app.store.community import Community
from app.store.database import Connection, Store
from tests.builders import COORDINATOR, THURSDAY, a_person

CELL = Actor("denez", "Denez Fictif", Role.CRISIS_CELL)
OBSERVER = Actor("nolwenn", "Nolwenn Fictive", Role.OBSERVER)
TODAY = THURSDAY.date()
ARS, CPAM = "ars_branch:56", "cpam:56"
PRESIDENT, QUALITY = "Rozenn Fictive", "présidente de la communauté"
RESERVE = "La cellule sera complétée en janvier."


def a_community(store: Store, territory: str = "auray") -> None:
    """« CPTS fictive » of that territory, with two nurses and a physician."""
    set_up_community(
        COORDINATOR,
        store,
        Community(
            name="CPTS fictive",
            territory=territory,
            coordinator="Maïwenn Fictif",
            coordinator_phone="+33199001000",
        ),
    )
    for name, profession in (("Clarisse", "infirmier"), ("Denez", "infirmier"), ("Efflam", "medecin")):
        add_person(COORDINATOR, store, a_person(name, profession))


def a_draft(store: Store) -> PlanVersion:
    """The next version, begun now."""
    return the(store, start_plan(COORDINATOR, store))


def the(store: Store, number: int) -> PlanVersion:
    """The version of that number as it stands."""
    with store.reading() as conn:
        found = plans.find(conn, number)
    assert found is not None
    return found


def a_validated(store: Store) -> PlanVersion:
    """The next version, begun and validated under reserve."""
    version = a_draft(store)
    validate_plan(
        COORDINATOR, store, version.number, version.revision, name=PRESIDENT, quality=QUALITY, reserve=RESERVE
    )
    return the(store, version.number)


def a_dispatch(recipient: str = ARS, organisation: str = "ARS, Morbihan", **fields: object) -> Dispatch:
    """Sent today by e-mail."""
    given = {"address": "dd56@ars.example.org", "channel": Channel.EMAIL, "on": TODAY, "proof": "", **fields}
    return Dispatch(recipient, organisation, **given)  # type: ignore[arg-type]


def a_sent(store: Store) -> PlanVersion:
    """The next version, begun, validated, sent to the ARS and the CPAM."""
    version = a_validated(store)
    send_plan(COORDINATOR, store, version.number, [a_dispatch(), a_dispatch(CPAM, "CPAM du Morbihan")])
    return the(store, version.number)


def reviewed_plans(conn: Connection) -> list[str]:
    """The ids of the versions that somebody was asked to read."""
    return [row["plan_id"] for row in conn.execute("SELECT DISTINCT plan_id FROM plan_reviewer ORDER BY plan_id")]
