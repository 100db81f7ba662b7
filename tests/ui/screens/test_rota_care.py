"""Before a rota is published: what the centre takes from ordinary care, said beside the button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.actor import volunteer
from app.continuity.care_need import content_of
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.continuity.seal_needs import NewNeed, seal_needs
from app.services.roster.edit_person import add_practices, change_people
from app.services.rota.propose_rota import propose_rota
from app.store import community, people
from tests.builders import COORDINATOR, a_centre, a_team
from tests.services.a_relay import a_care_need
from tests.services.a_vault import LATER
from tests.ui.screens.a_page import a_page, said

if TYPE_CHECKING:
    from app.store.database import Store

HOME = PracticeId("p-auray")


def a_rota_to_publish(store: Store, *, needs: int) -> None:
    """A draft of one day that takes every nurse of a practice, whose patients in palliative care can wait four hours."""
    a_centre(store)
    team = a_team(store)
    add_practices(COORDINATOR, store, [Practice(id=HOME, name="Cabinet d’Auray", commune_insee="56007")])
    with store.reading() as conn:
        revisions = people.revisions(conn)
    nurses = [one for one in team.values() if one.profession == "infirmier"]
    change_people(COORDINATOR, store, [(replace(one, practice=HOME), revisions[one.id]) for one in nurses])
    with store.transaction() as conn:
        community.write(conn, replace(community.read(conn), demonstration=True, territory="auray"))
    if needs:
        drafts = [NewNeed(content_of(a_care_need(n, "PALL")), LATER) for n in range(1, needs + 1)]
        seal_needs(volunteer(nurses[0].id, "Bleuenn"), store, HOME, drafts)
    with store.reading() as conn:
        centre = conn.execute("SELECT id FROM centre").fetchone()["id"]
    propose_rota(COORDINATOR, store, centre)


def test_needs_that_would_wait_too_long_are_said_before_publishing(store: Store) -> None:
    """All nurses of a practice at the centre all day: its eight patients who can wait four hours, and the day."""
    a_rota_to_publish(store, needs=8)
    page = a_page("rota")
    assert not page.exception
    told = said(page)
    assert "Soins courants : 1 jour où des besoins attendraient trop ; au plus fort lundi 30 novembre" in told
    assert [one.value for one in page.error] == []


def test_without_a_need_noted_the_screen_says_that_nobody_knows(store: Store) -> None:
    """Not « it takes nothing »."""
    a_rota_to_publish(store, needs=0)
    assert "Soins courants : aucun besoin n’est noté, on ne sait pas ce que ce planning leur prend." in said(
        a_page("rota")
    )
