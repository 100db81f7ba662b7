"""A centre changes: its ratios, its partners, its doses; what is published keeps its people."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, StaleRevision
from app.roster.competence import Competence
from app.scheduling.session import SeatState
from app.services.mobilisation.read_polls import read_poll
from app.services.roster.edit_person import change_competences
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import RotaView, read_rota
from app.services.rota.set_up_centre import Offer, allot_doses, change_centre, open_sessions, take_back_sessions
from app.store import people
from tests.builders import COORDINATOR, MONDAY, a_centre, a_store, a_team
from tests.services.a_poll import a_polled_store, a_running_poll


def of_role(view: RotaView, role: str) -> list[tuple[str, str]]:
    """(partner or « personne » or nothing, state) of each live seat of a role."""
    named = {partner.id: partner.name for partner in view.partners.values()}
    return [
        (
            named.get(s.holder.partner_id, "") if s.holder.partner_id else "personne" if s.holder.person_id else "",
            s.state,
        )
        for s in view.seats
        if s.role == role
    ]


def test_new_ratios_reseat_drafted_sessions(tmp_path: Path) -> None:
    """Two injectors a line: one more seat in each session, the others keep their ids."""
    store = a_store(tmp_path)
    before = read_rota(COORDINATOR, store, a_centre(store))
    roles = tuple(replace(r, per_line=Fraction(2)) if r.role == "injector" else r for r in before.centre.roles)
    change_centre(COORDINATOR, store, replace(before.centre, roles=roles))
    after = read_rota(COORDINATOR, store)
    assert len(after.seats) == len(before.seats) + 2
    assert {s.id for s in before.seats} <= {s.id for s in after.seats}
    with pytest.raises(StaleRevision):
        change_centre(COORDINATOR, store, before.centre)


def test_partners_of_a_published_centre_change_without_pushing_a_volunteer_out(tmp_path: Path) -> None:
    """The town hall leaves the reception, the hospital gives surveillance: seats held by people stay theirs."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    a_team(store)
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store).revision)
    view = read_rota(COORDINATOR, store)
    change_centre(COORDINATOR, store, view.centre, offers={"observation": Offer(1, "Hôpital", "Renforts")})
    after = read_rota(COORDINATOR, store)
    assert of_role(after, "reception") == [("", SeatState.OPEN)] * 2
    assert of_role(after, "observation") == [("personne", SeatState.PUBLISHED)] * 2
    assert of_role(after, "injector") == of_role(view, "injector")


def test_doses_are_allotted_by_week_and_cap_the_slots(tmp_path: Path) -> None:
    """Fewer doses, fewer slots; unsaid doses cap nothing; an absurd number is refused."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    allot_doses(COORDINATOR, store, centre, {MONDAY: 60})
    assert [week.slots for week in read_rota(COORDINATOR, store).weeks] == [60]
    allot_doses(COORDINATOR, store, centre, {MONDAY: None})
    assert [(week.doses, week.slots) for week in read_rota(COORDINATOR, store).weeks] == [(None, 96)]
    with pytest.raises(InvalidInput):
        allot_doses(COORDINATOR, store, centre, {MONDAY: -1})


def test_an_opening_is_taken_back_until_it_is_published(tmp_path: Path) -> None:
    """Drafted sessions disappear with their seats; a published one must be cancelled instead."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    a_team(store)
    first = read_rota(COORDINATOR, store).sessions[0]
    take_back_sessions(COORDINATOR, store, centre, [first.id])
    view = read_rota(COORDINATOR, store)
    assert (len(view.sessions), {s.session_id for s in view.seats}) == (1, {view.sessions[0].id})
    publish_rota(COORDINATOR, store, centre, view.revision)
    with pytest.raises(InvalidInput, match="déjà publiée"):
        take_back_sessions(COORDINATOR, store, centre, [view.sessions[0].id])
    open_sessions(COORDINATOR, store, centre, [first])
    assert len(read_rota(COORDINATOR, store).sessions) == 2


def test_a_session_taken_back_leaves_its_poll(tmp_path: Path) -> None:
    """The poll goes on with the sessions that stay."""
    store, centre, _team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    gone, *left = read_rota(COORDINATOR, store, centre).sessions
    take_back_sessions(COORDINATOR, store, centre, [gone.id])
    assert read_poll(COORDINATOR, store, poll_id).poll.session_ids == tuple(one.id for one in left)


def test_competences_are_replaced_at_the_revision_that_was_read(tmp_path: Path) -> None:
    """The second of two editors is refused, and so are two rows nobody could tell apart."""
    store = a_store(tmp_path)
    anne = a_team(store)["Anne"]
    trained = Competence(person=anne.id, code="vaccination_training", source="Attestation")
    change_competences(COORDINATOR, store, anne.id, 1, [trained])
    with store.reading() as conn:
        assert (people.competences(conn), people.revisions(conn)[anne.id]) == ([trained], 2)
    with pytest.raises(StaleRevision):
        change_competences(COORDINATOR, store, anne.id, 1, [])
    with pytest.raises(InvalidInput, match="deux fois"):
        change_competences(COORDINATOR, store, anne.id, 2, [trained, trained])
