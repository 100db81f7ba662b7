"""A territory to ask: a practice of two, a professional alone, a pharmacy with a contact in the directory, a care home without."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.core.ids import PersonId, PracticeId
from app.response.desk_survey import Answer, DeskState
from app.response.directory import Contact
from app.roster.person import ExerciseMode
from app.roster.practice import Practice, Site, SiteKind
from app.services.continuity.ask_practices import DeskAsk, ask_practices
from app.store import contacts, people
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, some_people
from tests.services.a_queue import a_community

PORT, ALONE, PHARMACY, CARE_HOME = "practice:port", "person:id-Yann", "site:pharmacie", "site:ehpad"
EVERYONE = (PORT, ALONE, PHARMACY, CARE_HOME)
CLOSED = Answer(state=DeskState.CLOSED, needs="un relais")


def a_territory(store: Store) -> None:
    """Three who can be written to and one to be rung; one member of the practice asked not to be contacted."""
    a_community(store, territory="auray")
    with store.transaction() as conn:
        people.put_practice(conn, Practice(id=PracticeId("port"), name="Cabinet du Port", commune_insee="56007"))
        people.put_site(
            conn, Site(id="pharmacie", kind=SiteKind.PHARMACY, name="Pharmacie fictive", commune_insee="56034")
        )
        people.put_site(
            conn,
            Site(
                id="ehpad", kind=SiteKind.NURSING_HOME, name="EHPAD fictif", commune_insee="56034", phone="+33199003002"
            ),
        )
        contacts.put(
            conn,
            Contact(
                id="c1", function="pharmacy_on_duty", organisation="Pharmacie fictive", name="Nolwenn Fictif",
                email="officine@example.org", day_phone="+33199003006", site_id="pharmacie",
            ),
        )  # fmt: skip
    in_port: dict[str, Any] = {"practice": PracticeId("port"), "commune_insee": "56007"}
    some_people(
        store,
        a_person("Alix", email="alix@example.org", mobile="+33639980001", opted_out_on=date(2026, 1, 1), **in_port),
        a_person("Bleuenn", email="bleuenn@example.org", mobile="+33639980002", **in_port),
        a_person("Corentin", email="corentin@example.org", mobile="+33639980003", **in_port),
        a_person("Yann", id=PersonId("id-Yann"), mobile="+33639980004", commune_insee="56007"),
        a_person("Salma", email="salma@example.org", exercise_mode=ExerciseMode.SALARIE, commune_insee="56007"),
    )


def asked(store: Store, **changes: Any) -> str:
    """A survey asked of everyone for four hours."""
    values: dict[str, Any] = {"subjects": EVERYONE, "title": "pluie-inondation", **changes}
    return ask_practices(COORDINATOR, store, DeskAsk(**values))
