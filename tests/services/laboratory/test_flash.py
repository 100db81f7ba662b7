"""A flash exercise from its sending to its figures: one answer a person, nobody's name beside it, nothing shown of a few."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import PersonId
from app.mobilisation.message import MessageKind, MessageState
from app.services.keeping.erase_person import erase_person, preview_erasure
from app.services.laboratory.answer_flash import answer_flash
from app.services.laboratory.launch_flash import FlashAsk, close_flash, launch_flash
from app.services.laboratory.read_flash import SHOWN_FROM, read_flash_page, read_flashes
from app.store import community, flashes, journal, messages, people
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, READER, MovingClock, a_person
from tests.drills.a_flash import composed

ID = "flash-1"
CROWD = tuple(PersonId(f"id-{n}") for n in range(6))
SILENT = PersonId("id-silent")


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    """Six people who can be written to, and one who asked not to be."""
    opened = open_store(tmp_path / "data", clock)
    everyone = [a_person(f"Personne{n}", id=id, email=f"p{n}@example.org") for n, id in enumerate(CROWD)]
    everyone.append(a_person("Silence", id=SILENT, email="silence@example.org", opted_out_on=date(2026, 1, 1)))
    with opened.transaction() as conn:
        community.write(conn, replace(community.read(conn), name="CPTS d’essai", territory="auray"))
        for person in everyone:
            people.put(conn, replace(person, notice_given_on=date(2026, 1, 2)), opened.now())
    return opened


def sent(store: Store, *to: PersonId, **fields: object) -> str:
    ask = FlashAsk(id=ID, title=str(fields.get("title", "Exercice de novembre")), person_ids=to or CROWD)
    launch_flash(COORDINATOR, store, ask, composed())
    return ID


def volunteer(id: PersonId) -> Actor:
    return Actor(id, "Quelqu’un", Role.PROFESSIONAL)


def best(store: Store) -> list[int]:
    with store.reading() as conn:
        held = flashes.find(conn, ID)
    assert held is not None
    return [one.choices.index(one.best) for one in held.flash.questions]


def test_it_is_sent_once_to_those_who_may_be_written_to(store: Store) -> None:
    """Pressing twice sends once; who opted out is counted, not written to; the message says EXERCICE and holds its link."""
    ask = FlashAsk(id=ID, title=" Exercice   de novembre ", person_ids=(*CROWD, SILENT))
    first = launch_flash(COORDINATOR, store, ask, composed())
    assert (first.messages, first.left_out) == (6, 1)
    assert launch_flash(COORDINATOR, store, ask, composed()).messages == 0
    with store.reading() as conn:
        held, queued = flashes.find(conn, ID), [one.message for one in messages.about(conn, ID)]
    assert held is not None
    assert (held.title, held.month, held.flash) == ("Exercice de novembre", "2026-11", composed())
    assert {one.recipient for one in queued} == set(CROWD)
    assert all("EXERCICE" in one.subject + one.body and "{lien}" in one.body for one in queued)


@pytest.mark.parametrize(
    "ask",
    [
        FlashAsk(id=ID, title=" ", person_ids=CROWD),
        FlashAsk(id=ID, title="x" * 81, person_ids=CROWD),
        FlashAsk(id=ID, title="Essai", person_ids=CROWD, days=0),
        FlashAsk(id=ID, title="Essai", person_ids=(SILENT,)),
    ],
)
def test_what_can_not_be_sent_is_said_and_leaves_nothing(store: Store, ask: FlashAsk) -> None:
    with pytest.raises(InvalidInput):
        launch_flash(COORDINATOR, store, ask, composed())
    with store.reading() as conn:
        assert (flashes.every(conn), messages.about(conn, ID)) == ([], [])


def test_an_answer_is_scored_counted_and_nobody_s(store: Store) -> None:
    """The best answers are worth thirty; who answered is marked with a day; no row and no journal entry joins the two."""
    sent(store)
    assert answer_flash(volunteer(CROWD[0]), store, ID, CROWD[0], best(store)) == 30
    with store.reading() as conn:
        assert [(one.answers, one.score) for one in flashes.answers(conn, ID)] == [(1, 30)]
        marks = {one.person_id: one.answered_on for one in flashes.people_of(conn, ID)}
        rows = [dict(row) for row in conn.execute("SELECT * FROM flash_answer")]
        entries = [one for one in journal.recent(conn) if one.type == "flash_answered"]
        unsent = {one.message.recipient: one.message.state for one in messages.about(conn, ID)}
    assert marks == {one: date(2026, 11, 26) if one == CROWD[0] else None for one in CROWD}
    assert not any(CROWD[0] in str(row) for row in rows)
    assert [(one.actor_id, one.payload) for one in entries] == [("", {})]
    assert unsent[CROWD[0]] is MessageState.CANCELLED


def test_one_answer_each_while_it_is_open_whole_and_one_s_own(store: Store, clock: MovingClock) -> None:
    sent(store, *CROWD[:3])
    right = best(store)
    with pytest.raises(InvalidInput):
        answer_flash(volunteer(CROWD[0]), store, ID, CROWD[0], right[:2])
    with pytest.raises(InvalidInput):
        answer_flash(volunteer(CROWD[0]), store, ID, CROWD[0], [9, 9, 9])
    with pytest.raises(NotAllowed):
        answer_flash(volunteer(CROWD[1]), store, ID, CROWD[0], right)
    with pytest.raises(NotFound):
        answer_flash(volunteer(CROWD[5]), store, ID, CROWD[5], right)
    answer_flash(volunteer(CROWD[0]), store, ID, CROWD[0], right)
    with pytest.raises(RuleRefusal, match="déjà"):
        answer_flash(volunteer(CROWD[0]), store, ID, CROWD[0], right)
    clock.forward(days=8)
    with pytest.raises(RuleRefusal, match="clos"):
        answer_flash(volunteer(CROWD[1]), store, ID, CROWD[1], right)
    with store.reading() as conn:
        assert sum(one.answers for one in flashes.answers(conn, ID)) == 1


def test_what_people_chose_is_shown_from_five_answers(store: Store) -> None:
    """Four answers: how many, nothing of them; the fifth: the mean and each choice's count."""
    sent(store)
    right = best(store)
    other = [right[0], right[1], (right[2] + 1) % 3]
    for person in CROWD[: SHOWN_FROM - 1]:
        answer_flash(volunteer(person), store, ID, person, right)
    few = read_flashes(READER, store).exercises[0]
    assert (few.asked, few.answered, few.tallies, few.mean) == (6, 4, (), None)
    points = answer_flash(volunteer(CROWD[4]), store, ID, CROWD[4], other)
    seen = read_flashes(READER, store).exercises[0]
    assert seen.mean == pytest.approx((4 * 30 + points) / 5)
    assert [dict(one) for one in seen.tallies] == [{right[0]: 5}, {right[1]: 5}, {right[2]: 4, other[2]: 1}]


def test_who_only_reads_is_given_no_name_to_write_to(store: Store) -> None:
    assert read_flashes(READER, store).people == ()
    assert {one.id for one in read_flashes(COORDINATOR, store).people} == set(CROWD)


def test_closing_keeps_what_has_not_left_from_leaving(store: Store) -> None:
    """Once, at the revision that was read; a second closing is refused in a sentence."""
    sent(store)
    with pytest.raises(StaleRevision):
        close_flash(COORDINATOR, store, ID, 7)
    close_flash(COORDINATOR, store, ID, 1)
    with store.reading() as conn:
        states = {one.message.state for one in messages.about(conn, ID) if one.message.kind is MessageKind.FLASH}
    assert states == {MessageState.CANCELLED}
    assert not read_flashes(READER, store).exercises[0].is_open
    with pytest.raises(RuleRefusal):
        close_flash(COORDINATOR, store, ID, 2)


def test_a_link_shows_its_own_person_s_page_and_no_one_else_s(store: Store) -> None:
    sent(store, *CROWD[:2])
    page = read_flash_page(volunteer(CROWD[0]), store, ID, CROWD[0])
    assert page is not None
    assert (page.is_open, page.has_answered) == (True, False)
    assert read_flash_page(volunteer(CROWD[5]), store, ID, CROWD[5]) is None
    with pytest.raises(NotAllowed):
        read_flash_page(volunteer(CROWD[1]), store, ID, CROWD[0])


def test_the_order_of_rows_says_nobody_s_answer(store: Store) -> None:
    """Six people answer differently, one after the other: the rows of answers do not stand in the order they came."""
    orders = set()
    for rank in range(4):
        ask = FlashAsk(id=f"flash-{rank}", title="Exercice", person_ids=CROWD)
        launch_flash(COORDINATOR, store, ask, composed())
        given = [[at % 2, at // 2 % 2, at // 4] for at in range(len(CROWD))]
        for person, choices in zip(CROWD, given, strict=True):
            answer_flash(volunteer(person), store, ask.id, person, choices)
        with store.reading() as conn:
            rows = conn.execute("SELECT choices FROM flash_answer WHERE flash_id = ? ORDER BY rowid", (ask.id,))
            found = [json.loads(row["choices"]) for row in rows]
        assert sorted(found) == sorted(given)
        orders.add(found == given)
    assert False in orders


def test_an_erased_person_leaves_no_row_and_their_link_opens_nothing(store: Store) -> None:
    """The count of answers stays; who gave one is gone, and no page opens for them."""
    sent(store)
    answer_flash(volunteer(CROWD[0]), store, ID, CROWD[0], best(store))
    erase_person(COORDINATOR, store, CROWD[0], preview_erasure(COORDINATOR, store, CROWD[0]).revision)
    with store.reading() as conn:
        assert CROWD[0] not in {one.person_id for one in flashes.people_of(conn, ID)}
        assert sum(one.answers for one in flashes.answers(conn, ID)) == 1
    assert read_flash_page(volunteer(CROWD[0]), store, ID, CROWD[0]) is None
    with pytest.raises(NotFound):
        answer_flash(volunteer(CROWD[0]), store, ID, CROWD[0], best(store))
