"""Partners asked to read the plan: each gets a letter with a link of their own, once."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.access.links import reviewer_subject
from app.core.clock import paris_instant
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal
from app.mobilisation.message import MessageState
from app.mobilisation.preferences import Channel
from app.response.review import Reviewer, Visa
from app.services.plans.comment_plan import give_visa
from app.services.plans.invite_reviewers import (
    CLOSES,
    Invited,
    close_review,
    invite_reviewers,
    move_closing,
    remind_reviewers,
)
from app.store import journal, partner_letters, plan_reviews
from app.store.database import Store, open_store
from app.store.partner_letters import LetterKind, PartnerLetter
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_store
from tests.services.a_plan import CELL, TODAY, a_community, a_draft, a_sent, reviewed_plans

ARS = Invited(" Solène  Fictif ", "ARS, Morbihan", "dd56@ars.example.org")
MAYOR = Invited("", "Mairie de Belz", "", "+33297000000")
LAST = TODAY + timedelta(days=21)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(THURSDAY)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community whose plan is begun."""
    folder = tmp_path_factory.mktemp("plan")
    opened = a_store(folder)
    a_community(opened)
    a_draft(opened)
    return folder


@pytest.fixture
def store(begun: Path, tmp_path: Path, clock: MovingClock) -> Store:
    """A copy of it for each test."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return open_store(tmp_path, clock)


def asked(store: Store) -> list[Reviewer]:
    with store.reading() as conn:
        return [one for plan in reviewed_plans(conn) for one in plan_reviews.of_plan(conn, plan)]


def letters(store: Store, reviewer: Reviewer) -> list[PartnerLetter]:
    with store.reading() as conn:
        return partner_letters.about(conn, reviewer.id)


def test_each_gets_a_letter_with_their_own_link(store: Store) -> None:
    """By e-mail, or listed to be passed on by hand; until the end of the day; the journal names nobody."""
    assert invite_reviewers(COORDINATOR, store, 1, [ARS, MAYOR], LAST, "Merci de votre aide.") == 2
    ars, mayor = sorted(asked(store), key=lambda one: one.organisation)
    assert (ars.name, ars.organisation, ars.closes_at) == (
        "Solène Fictif",
        "ARS, Morbihan",
        paris_instant(LAST, CLOSES),
    )
    (letter,) = letters(store, ars)
    assert (letter.kind, letter.channel, letter.address) == (
        LetterKind.PLAN_REVIEW,
        Channel.EMAIL,
        "dd56@ars.example.org",
    )
    assert letter.link == reviewer_subject(ars.id)
    assert letter.useless_after == ars.closes_at
    for text in ("CPTS fictive", "17 décembre 2026", "{lien}", "Merci de votre aide.", "Maïwenn Fictif"):
        assert text in letter.body, text
    (by_hand,) = letters(store, mayor)
    assert (by_hand.channel, by_hand.address) == (Channel.HAND, "+33297000000")
    with store.reading() as conn:
        (entry,) = [
            one
            for one in journal.JOURNAL.entries(conn, "1", (), tail="ORDER BY e.seq")
            if one.type == "plan_review_asked"
        ]
    assert entry.payload == {"people": 2, "version": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("invited", "day", "said"),
    [
        ([], LAST, "Dites qui doit relire"),
        ([Invited("", " ", "x@example.org")], LAST, "un nom ou un organisme"),
        ([Invited("A", "", "pas une adresse")], LAST, "n’est pas une adresse"),
        ([ARS, Invited("B", "", "DD56@ars.example.org")], LAST, "déjà invité"),
        ([ARS], TODAY - timedelta(days=1), "avant aujourd’hui"),
        ([Invited("x" * 121, "")], LAST, "120"),
        ([ARS] * 61, LAST, "60"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nobody_is_written_to(
    store: Store, invited: list[Invited], day: date, said: str
) -> None:
    """All or nothing."""
    with pytest.raises(InvalidInput) as caught:
        invite_reviewers(COORDINATOR, store, 1, invited, day)
    from app.words.errors import sentence

    assert said in sentence(caught.value)
    assert asked(store) == []


def test_the_same_address_reads_a_version_once(store: Store) -> None:
    """Whoever was asked is reminded instead."""
    invite_reviewers(COORDINATOR, store, 1, [ARS], LAST)
    with pytest.raises(InvalidInput, match="invité"):
        invite_reviewers(COORDINATOR, store, 1, [ARS], LAST)
    assert len(asked(store)) == 1


def test_a_version_that_was_replaced_is_read_no_more(tmp_path: Path) -> None:
    """Nor one that does not exist, nor by who may not write the plan."""
    store = open_store(tmp_path, MovingClock(THURSDAY))
    a_community(store)
    a_sent(store)
    a_sent(store)
    with pytest.raises(RuleRefusal):
        invite_reviewers(COORDINATOR, store, 1, [ARS], LAST)
    with pytest.raises(NotFound):
        invite_reviewers(COORDINATOR, store, 9, [ARS], LAST)
    with pytest.raises(NotAllowed):
        invite_reviewers(CELL, store, 2, [ARS], LAST)
    assert invite_reviewers(COORDINATOR, store, 2, [ARS], TODAY) == 1


def test_a_reminder_goes_to_those_still_awaited_at_the_same_address(store: Store, clock: MovingClock) -> None:
    """Not to who gave a visa, nor to who has no time left; a first letter that has not left is withdrawn."""
    others = [Invited("B", "", "b@example.org"), Invited("C", "", "c@example.org")]
    invite_reviewers(COORDINATOR, store, 1, [ARS, *others], LAST)
    by_name = {one.name: one for one in asked(store)}
    give_visa(LOCAL_COORDINATION, store, by_name["B"].id, Visa.APPROVED)
    close_review(COORDINATOR, store, by_name["C"].id)
    clock.forward(days=3)
    assert remind_reviewers(COORDINATOR, store, 1) == 1
    first, again = letters(store, by_name["Solène Fictif"])
    assert (first.state, again.state) == (MessageState.CANCELLED, MessageState.QUEUED)
    assert again.address == "dd56@ars.example.org"
    assert "pas encore votre avis" in again.body
    assert [len(letters(store, by_name[name])) for name in "BC"] == [1, 1]
    clock.forward(days=30)
    assert remind_reviewers(COORDINATOR, store, 1) == 0


def test_a_reading_is_closed_or_given_more_time(store: Store, clock: MovingClock) -> None:
    """Closing withdraws the letter that has not left, twice is harmless; more time opens it again."""
    invite_reviewers(COORDINATOR, store, 1, [ARS], LAST)
    (reviewer,) = asked(store)
    for _time in range(2):
        close_review(COORDINATOR, store, reviewer.id)
    assert not asked(store)[0].is_open(store.now())
    assert [one.state for one in letters(store, reviewer)] == [MessageState.CANCELLED]
    move_closing(COORDINATOR, store, reviewer.id, LAST)
    assert asked(store)[0].is_open(store.now())
    with pytest.raises(InvalidInput):
        move_closing(COORDINATOR, store, reviewer.id, TODAY - timedelta(days=1))
    with pytest.raises(NotFound):
        close_review(COORDINATOR, store, "personne")
