"""What a copy has forgotten when it is put back: logins ended, people erased, messages that left, alerts and surveys closed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.core.ids import new_id
from app.mobilisation.message import MessageState
from app.services.accounts.who_acts import open_login, who_acts
from app.services.continuity.ask_practices import DeskAsk, ask_practices
from app.services.continuity.close_survey_desk import close_survey_desk
from app.services.crisis.close_alert import close_alert
from app.services.crisis.launch_alert import AlertRequest, launch_alert
from app.services.crisis.write_to_partner import LetterKind, Partner, write_to_partner
from app.services.keeping.back_up import back_up
from app.services.keeping.erase_person import erase_person
from app.services.keeping.restore_backup import restore_backup
from app.store import accounts, alerts, desk_surveys, erasures, journal, partner_letters, people
from app.store.database import Store
from app.store.folder import DataFolder
from tests.builders import COORDINATOR, THURSDAY, MovingClock
from tests.services.a_marked_folder import a_marked_store
from tests.services.a_queue import a_message, found, queue, someone


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return a_marked_store(tmp_path, clock)


def test_nobody_is_signed_in_after_a_restoration(store: Store, clock: MovingClock) -> None:
    """A login ended since the copy must not come back to life; an account closed since stays closed."""
    open_, closed = (Account(id=AccountId(new_id()), login=name, name=name, role=Role.ADMINISTRATION, created_at=THURSDAY)
                     for name in ("ouvert", "ferme"))  # fmt: skip
    with store.transaction() as conn:
        for account in (open_, closed):
            accounts.add(conn, account)
        tokens = [open_login(conn, one.id, THURSDAY, how="password") for one in (open_, closed)]
    made = back_up(COORDINATOR, store)
    assert all(who_acts(store, token) for token in tokens)
    with store.transaction() as conn:
        accounts.change(conn, replace(closed, disabled_at=THURSDAY))
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert (done.logins_ended, done.accounts_closed) == (2, 1)
    assert [who_acts(store, token) for token in tokens] == [None, None]
    with store.reading() as conn:
        assert [one.login for one in accounts.every(conn) if one.disabled_at is None] == ["ouvert"]


def test_an_erased_person_does_not_come_back(store: Store, clock: MovingClock) -> None:
    """Erased after the copy was made, and again when it is put back, even where the database replaced does not read."""
    person = someone(store)
    made = back_up(COORDINATOR, store)
    with store.reading() as conn:
        revision = people.revisions(conn)[person.id]
    erase_person(COORDINATOR, store, person.id, revision)
    for spoil in (False, True):
        if spoil:
            store.folder.database.write_bytes(b"illisible" * 1000)
        done = restore_backup(COORDINATOR, made.path, store.folder, clock)
        with store.reading() as conn:
            held = people.find(conn, person.id)
            assert journal.problems(conn) == []
        assert held is not None
        assert (done.people_erased, held.email, held.given_name) == (1, "", "")
        assert b"Clarisse" not in store.folder.database.read_bytes()


def test_a_message_that_may_have_left_waits_for_a_person(store: Store, clock: MovingClock) -> None:
    """One due before the restoration is held and says why; one due later still leaves by itself."""
    person = someone(store)
    due, later = a_message(person), a_message(person, due_at=THURSDAY.replace(day=29))
    queue(store, due, later)
    made = back_up(COORDINATOR, store)
    clock.forward(hours=3)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    held, free = found(store, due).message, found(store, later).message
    assert (done.messages_held, held.state, free.state) == (1, MessageState.FAILED, MessageState.QUEUED)
    assert "peut-être déjà parti avant la restauration" in held.error
    assert held.was_uncertain


def test_the_list_of_erasures_is_made_again(store: Store, tmp_path: Path, clock: MovingClock) -> None:
    """On a new machine the list comes from the copy; a line that does not read stops nothing."""
    person = someone(store)
    with store.reading() as conn:
        revision = people.revisions(conn)[person.id]
    erase_person(COORDINATOR, store, person.id, revision)
    made = back_up(COORDINATOR, store)
    new = DataFolder(tmp_path / "neuf")
    new.prepare()
    (new.path / "erasures.txt").write_bytes(b"abc def\n\xff\xfe x\n\nseul\n")
    restore_backup(COORDINATOR, made.path, new, clock)
    assert set(erasures.listed(new)) == {person.id}


def test_a_letter_to_a_partner_that_may_have_left_waits_for_a_person(store: Store, clock: MovingClock) -> None:
    """One due is held and says why, one on its way too; one passed on by hand still waits for its hand."""
    with store.transaction() as conn:
        for name, email in (("ars", "ars@example.org"), ("mairie", ""), ("samu", "samu@example.org")):
            to = Partner(name=name, email=email)
            write_to_partner(conn, store, store.now(), kind=LetterKind.OTHER, about=name, to=to, subject="s", body="b")
        [leaving] = partner_letters.about(conn, "samu")
        partner_letters.update(conn, replace(leaving, state=MessageState.SENDING), store.now())
    made = back_up(COORDINATOR, store)
    clock.forward(hours=3)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    with store.reading() as conn:
        held = {about: partner_letters.about(conn, about)[0] for about in ("ars", "mairie", "samu")}
    assert done.messages_held == 2
    assert {name: one.state for name, one in held.items()} == {
        "ars": MessageState.FAILED, "mairie": MessageState.QUEUED, "samu": MessageState.FAILED
    }  # fmt: skip
    assert "peut-être déjà parti avant la restauration" in held["ars"].error


def test_what_was_closed_since_takes_no_more_answers(store: Store, clock: MovingClock) -> None:
    """An alert and a survey that ran in the copy: closed since, they stay closed; those still running go on."""
    person = someone(store)
    ended, running = (
        launch_alert(COORDINATOR, store, AlertRequest(title=title, text="Qui peut venir ?", frame="ars_call"))
        for title in ("finie", "en cours")
    )
    survey = ask_practices(COORDINATOR, store, DeskAsk(subjects=(f"person:{person.id}",), title="point", hours=9))
    made = back_up(COORDINATOR, store)
    clock.forward(hours=1)
    close_alert(COORDINATOR, store, ended, 1)
    close_survey_desk(COORDINATOR, store, survey, 1)
    restore_backup(COORDINATOR, made.path, store.folder, clock)
    with store.reading() as conn:
        assert [one.id for one in alerts.running(conn)] == [running]
        held = desk_surveys.find(conn, survey)
    assert held is not None
    assert held.closed_at == store.now()
