"""The register of authorities' requests."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.response.requests import Channel, RequestState
from app.services.crisis.answer_authority import (
    answer_authority,
    change_request,
    complete_proof,
    note_request,
    read_register,
    register_csv,
    requests_due,
)
from app.services.crisis.read_log import LogSearch, read_log
from app.services.crisis.write_to_partner import Partner
from app.store import partner_letters
from app.store.database import Store, open_store
from app.store.log import LogKind, LogStatus
from app.words.changes import naming
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock
from tests.services.a_crisis import CELL, OBSERVER, a_crisis, plain

ARS = Partner("Gaëlle Fictif", "ARS (fictive)", "dd56@ars.example.org")


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path, clock)


def test_a_request_and_its_answer_are_lines_of_the_main_courante(store: Store, clock: MovingClock) -> None:
    """Noted once, read in both places; the answer says when, what and on which proof."""
    event_id = a_crisis(store)
    one = note_request(
        CELL, store, " ARS  Bretagne ", "Combien d’infirmiers ce soir ?", event_id=event_id, channel=Channel.PHONE,
        received_at=THURSDAY - timedelta(minutes=10), due_at=THURSDAY + timedelta(hours=1),
    )  # fmt: skip
    assert (one.asked_by, one.state(clock.at)) == ("ARS Bretagne", RequestState.SOON)
    clock.forward(minutes=30)
    done = answer_authority(CELL, store, one.id, "Quatre.", one.revision, proof="appel de 17 h 30")
    assert (done.reply, done.replied_at, done.proof) == ("Quatre.", clock.at, "appel de 17 h 30")
    entries = read_log(COORDINATOR, store, LogSearch(event_id=event_id)).entries
    asked = next(one for one in entries if one.text.startswith("Demande reçue"))
    assert plain(asked.text) == "Demande reçue : Combien d’infirmiers ce soir ? (pour jeudi 26 novembre à 18 h)."
    assert (asked.happened_at, asked.source) == (THURSDAY - timedelta(minutes=10), "ARS Bretagne, téléphone")
    assert (plain(entries[-1].text), entries[-1].kind, entries[-1].status) == (
        "Réponse à ARS Bretagne : Quatre.",
        LogKind.ACTION,
        LogStatus.DONE,
    )


def test_the_register_is_worked_through_overdue_first(store: Store, clock: MovingClock) -> None:
    """Those of another event stand elsewhere; who asked before is offered again."""
    event_id = a_crisis(store)
    late = note_request(CELL, store, "SAMU", "Combien ?", event_id=event_id, due_at=THURSDAY + timedelta(hours=1))
    note_request(CELL, store, "Préfecture", "Où ?", event_id=event_id, due_at=THURSDAY + timedelta(hours=6))
    note_request(CELL, store, "Mairie", "Quand ?")
    clock.forward(hours=2)
    view = read_register(OBSERVER, store, event_id)
    assert [one.asked_by for one in view.requests] == ["SAMU", "Préfecture"]
    assert (view.counts.owed, view.counts.late) == (2, 1)
    assert set(view.authorities) == {"SAMU", "Préfecture", "Mairie"}
    assert len(read_register(OBSERVER, store).requests) == 3
    answer_authority(CELL, store, late.id, "Dix.", late.revision, proof="appel")
    assert read_register(CELL, store, event_id).counts.on_time == 0


def test_what_is_due_is_said_in_one_sentence(store: Store, clock: MovingClock) -> None:
    """For the first screen: late before soon, nothing when nothing presses."""

    def due() -> str | None:
        with store.reading() as conn:
            said = requests_due(conn, clock.at)
        return plain(said) if said else None

    assert due() is None
    note_request(CELL, store, "Préfecture", "Où ?")
    assert due() is None
    note_request(CELL, store, "ARS", "Combien ?", due_at=THURSDAY + timedelta(hours=1))
    assert due() == "À répondre avant jeudi 26 novembre à 18 h : ARS."
    clock.forward(hours=2)
    assert due() == "1 demande d’une autorité en retard : ARS."


def test_an_answer_may_leave_as_a_letter_which_is_its_proof(store: Store) -> None:
    """In an exercise it says so first; the request is recalled under the answer."""
    one = note_request(CELL, store, "ARS", "Combien ?", event_id=a_crisis(store, played=True))
    done = answer_authority(CELL, store, one.id, "Quatre.", one.revision, to=ARS)
    assert plain(done.proof) == "courrier à ARS (fictive), jeudi 26 novembre à 17 h"
    with store.reading() as conn:
        [letter] = partner_letters.about(conn, one.id)
    assert letter.address == "dd56@ars.example.org"
    assert letter.body.startswith("EXERCICE – EXERCICE – EXERCICE\n\nQuatre.")
    assert "Combien ?" in letter.body


def test_an_answer_that_left_takes_only_a_further_proof(store: Store) -> None:
    """What was said stays; the acknowledgement that comes later is added."""
    one = note_request(CELL, store, "ARS", "Combien ?")
    with pytest.raises(RuleRefusal):
        complete_proof(CELL, store, one.id, "x", one.revision)
    done = answer_authority(CELL, store, one.id, "Quatre.", one.revision, proof="appel")
    for act in (
        lambda: answer_authority(CELL, store, one.id, "Cinq.", done.revision, proof="appel"),
        lambda: change_request(CELL, store, one.id, "ARS", "Autre", None, done.revision),
    ):
        with pytest.raises(RuleRefusal):
            act()
    assert complete_proof(CELL, store, one.id, "accusé reçu", done.revision).proof == "appel ; accusé reçu"


def test_the_second_to_correct_is_told_who_came_first(store: Store) -> None:
    """Nothing of the second is written."""
    one = note_request(CELL, store, "ARS", "Combien ?")
    change_request(CELL, store, one.id, "ARS", "Combien d’infirmiers ?", THURSDAY + timedelta(hours=2), one.revision)
    with pytest.raises(StaleRevision) as told:
        change_request(COORDINATOR, store, one.id, "ARS", "Autre chose", None, one.revision)
    assert "demande d’une autorité complétée" in sentence(naming(told.value))
    [held] = read_register(CELL, store).requests
    assert held.text == "Combien d’infirmiers ?"


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    """Nobody asking, nothing asked, an hour to come, a deadline before, no proof, no such event or request."""
    one = note_request(CELL, store, "ARS", "Combien ?")
    refusals = (
        (InvalidInput, lambda: note_request(CELL, store, " ", "Combien ?")),
        (InvalidInput, lambda: note_request(CELL, store, "ARS", " ")),
        (InvalidInput, lambda: note_request(CELL, store, "ARS", "x", received_at=THURSDAY + timedelta(hours=1))),
        (InvalidInput, lambda: note_request(CELL, store, "ARS", "x", due_at=THURSDAY - timedelta(hours=1))),
        (NotFound, lambda: note_request(CELL, store, "ARS", "x", event_id="rien")),
        (InvalidInput, lambda: answer_authority(CELL, store, one.id, " ", 1, proof="x")),
        (InvalidInput, lambda: answer_authority(CELL, store, one.id, "Quatre.", 1)),
        (InvalidInput, lambda: answer_authority(CELL, store, one.id, "x" * 2001, 1, proof="x")),
        (NotFound, lambda: answer_authority(CELL, store, "rien", "Quatre.", 1, proof="x")),
    )
    for kind, act in refusals:
        with pytest.raises(kind):
            act()
    assert read_register(CELL, store).requests == (one,)
    assert len(read_log(COORDINATOR, store).entries) == 1


def test_the_register_is_a_table_that_no_spreadsheet_runs(store: Store) -> None:
    """In the order received; that it left is journaled."""
    one = note_request(CELL, store, "ARS", "=2+2", due_at=THURSDAY + timedelta(hours=1), event_id=a_crisis(store))
    answer_authority(CELL, store, one.id, "Quatre.", one.revision, proof="appel")
    text = register_csv(OBSERVER, store).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text), delimiter=";")
    assert dict(zip(header, row, strict=True)) == {
        "Reçue le": "26/11/2026",
        "À": "17:00",
        "Autorité": "ARS",
        "Voie": "téléphone",
        "Demande": "'=2+2",
        "Pour le": "26/11/2026",
        "À (échéance)": "18:00",
        "État": "répondue",
        "Réponse": "Quatre.",
        "Répondu le": "26/11/2026 17:00",
        "Preuve": "appel",
        "Événement": "Crue de la Vilaine",
    }


@pytest.mark.parametrize("actor", [OBSERVER, READER])
def test_only_the_cell_writes_in_the_register(store: Store, actor: Actor) -> None:
    """Each of the four ways."""
    one = note_request(CELL, store, "ARS", "Combien ?")
    for act in (
        lambda: note_request(actor, store, "ARS", "x"),
        lambda: change_request(actor, store, one.id, "ARS", "x", None, 1),
        lambda: answer_authority(actor, store, one.id, "x", 1, proof="x"),
        lambda: complete_proof(actor, store, one.id, "x", 1),
    ):
        with pytest.raises(NotAllowed):
            act()
