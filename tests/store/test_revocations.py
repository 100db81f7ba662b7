"""What was revoked since a copy was made stays revoked when the copy is put back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.access.links import LinkScope, Subject, token_hash, token_of
from app.core.ids import new_id
from app.services.keeping.back_up import back_up
from app.services.keeping.restore_backup import restore_backup
from app.store import accounts, links, people
from app.store.database import open_store
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_person, some_people


def test_nothing_that_was_taken_back_is_given_again(tmp_path: Path) -> None:
    """A link replaced, a password changed, a role lowered, a refusal noted after the copy all outlive its restoration."""
    clock = MovingClock()
    store = open_store(tmp_path / "data", clock)
    some_people(store, a_person("Denez"))
    key = store.folder.key("links")
    account = Account(id=AccountId(new_id()), login="d", name="D", role=Role.ADMINISTRATION, created_at=THURSDAY)
    with store.transaction() as conn:
        person = people.every(conn)[0]
        subject = Subject(LinkScope.PAGE, person.id)
        links.ensure(conn, key, subject, clock())
        accounts.add(conn, account)
        accounts.set_password_hash(conn, account.id, "ancien", clock())
    made = back_up(COORDINATOR, store)
    clock.forward(hours=1)
    with store.transaction() as conn:
        links.rotate(conn, key, subject, clock())
        accounts.change(conn, replace(account, role=Role.READING))
        accounts.set_password_hash(conn, account.id, "nouveau", clock())
        people.put(conn, replace(person, opted_out_on=clock().date()), clock())
    rotated_at = clock()
    clock.forward(hours=1)
    restore_backup(COORDINATOR, made.path, store.folder, clock)
    with store.reading() as conn:
        former = links.resolve(conn, token_hash(token_of(key, subject, 1)))
        now = links.current(conn, subject)
        held, person_now = accounts.find(conn, account.id), people.find(conn, person.id)
        hashed = accounts.password_hash(conn, account.id)
    assert former is not None
    assert now is not None
    assert held is not None
    assert person_now is not None
    assert (former.rotated_at, now.generation) == (rotated_at, 2)
    assert (held.role, hashed, person_now.opted_out_on) == (Role.READING, "nouveau", THURSDAY.date())
