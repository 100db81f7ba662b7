"""A write that comes second is told what changed, when and by whom."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.account import Account, AccountId
from app.access.actor import LOCAL_COORDINATION, Actor, Role, volunteer
from app.core.errors import NotFound, StaleRevision
from app.services.mobilisation.change_preferences import opt_out
from app.services.roster.edit_person import change_people
from app.services.rota.edit_rota import edit_rota
from app.store import accounts, centres, people, revisions, seats
from app.store.database import Store
from app.words import changes, use_language
from app.words.errors import sentence
from tests.builders import THURSDAY, a_centre, a_person, a_store, a_team, some_people

MAIWENN = Actor("compte-de-maiwenn", "Maïwenn Fictif", Role.COORDINATION)


def a_store_with_accounts(folder: Path) -> Store:
    store = a_store(folder)
    with store.transaction() as conn:
        accounts.add(
            conn,
            Account(
                id=AccountId(MAIWENN.id), login="maiwenn", name=MAIWENN.name, role=MAIWENN.role, created_at=THURSDAY
            ),
        )
    return store


def test_the_second_coordinator_reads_what_who_and_when(tmp_path: Path) -> None:
    """Screens name whoever came first; the same error names nobody elsewhere."""
    store, zoe = a_store_with_accounts(tmp_path), a_person("Zoé")
    some_people(store, zoe)
    change_people(MAIWENN, store, [(zoe, 1)])
    with pytest.raises(StaleRevision) as told:
        change_people(LOCAL_COORDINATION, store, [(zoe, 1)])
    after = "jeudi 26 novembre à 17 h. Rien n’a été écrit : rechargez, puis recommencez."
    assert sentence(changes.naming(told.value)) == f"Entre-temps : fiche modifiée par Maïwenn Fictif, {after}"
    assert sentence(told.value) == f"Entre-temps : fiche modifiée par la coordination, {after}"
    with use_language("en"):
        assert "26 November" in sentence(told.value)


def test_a_volunteer_who_came_first_is_named_to_the_coordination_only(tmp_path: Path) -> None:
    """« quelqu’un » on a page, the person's name on a screen."""
    store, zoe = a_store(tmp_path), a_person("Zoé")
    some_people(store, zoe)
    opt_out(volunteer(zoe.id, "Zoé Fictif"), store, zoe.id, 1)
    with pytest.raises(StaleRevision) as told:
        change_people(LOCAL_COORDINATION, store, [(zoe, 1)])
    assert "par quelqu’un," in sentence(told.value)
    assert "ne veut plus être sollicité par Zoé Fictif," in sentence(changes.naming(told.value))


def test_a_stale_rota_tells_what_moved_it(tmp_path: Path) -> None:
    """The rota's revision moves with seats and sessions too: what moved it is found, what did not is left out."""
    store = a_store_with_accounts(tmp_path)
    team = a_team(store)
    centre_id = a_centre(store)
    with store.reading() as conn:
        everywhere = seats.between(conn, THURSDAY, THURSDAY + timedelta(days=30), centre_id)
        first = next(seat for seat in everywhere if seat.role == "injector")
        revision = centres.rota_revision(conn, centre_id)
    edit_rota(MAIWENN, store, centre_id, revision, {first.id: None})
    change_people(LOCAL_COORDINATION, store, [(team["Anne"], 1)])
    with pytest.raises(StaleRevision) as told:
        edit_rota(LOCAL_COORDINATION, store, centre_id, revision, {first.id: None})
    assert "Entre-temps : brouillon du planning modifié par Maïwenn Fictif," in sentence(changes.naming(told.value))
    assert "fiche" not in sentence(changes.naming(told.value))


def test_what_is_gone_is_said_so(tmp_path: Path) -> None:
    """A write on nothing is not stale: it finds nothing."""
    with a_store(tmp_path).reading() as conn, pytest.raises(NotFound):
        revisions.expect(conn, "person", "nobody", 1)


def test_the_right_revision_passes(tmp_path: Path) -> None:
    """Nothing is raised for a fresh write."""
    store, zoe = a_store(tmp_path), a_person("Zoé")
    some_people(store, zoe)
    with store.reading() as conn:
        revisions.expect(conn, "person", zoe.id, people.revisions(conn)[zoe.id])


def test_an_error_that_knows_nothing_stays_a_sentence(tmp_path: Path) -> None:
    """Without any entry about it, somebody changed it, and that is said."""
    with a_store(tmp_path).reading() as conn:
        error = revisions.stale(conn, "unheard-of")
    assert sentence(changes.naming(error)) == (
        "Quelqu’un a modifié ces données entre-temps. Rien n’a été écrit : rechargez, puis recommencez."
    )
