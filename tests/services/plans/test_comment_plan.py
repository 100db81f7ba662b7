"""What a partner says of the plan, and what they are answered."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.response.review import WHOLE, Comment, Visa
from app.services.plans.comment_plan import comment_plan, give_visa, reply_to_comment
from app.services.plans.invite_reviewers import Invited, close_review, invite_reviewers
from app.store import journal, plan_reviews
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_store
from tests.services.a_plan import TODAY, a_community, a_draft, reviewed_plans


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two partners read the first version."""
    folder = tmp_path_factory.mktemp("relecture")
    opened = a_store(folder)
    a_community(opened)
    a_draft(opened)
    people = [Invited("A", "ARS", "a@example.org"), Invited("B", "CPAM", "b@example.org")]
    invite_reviewers(COORDINATOR, opened, 1, people, TODAY)
    return folder


@pytest.fixture
def store(asked: Path, tmp_path: Path) -> Store:
    """A copy of it for each test."""
    shutil.copytree(asked, tmp_path, dirs_exist_ok=True)
    return a_store(tmp_path)


def partner(store: Store, name: str = "A") -> str:
    with store.reading() as conn:
        (plan,) = reviewed_plans(conn)
        return next(one.id for one in plan_reviews.of_plan(conn, plan) if one.name == name)


def said(store: Store) -> list[tuple[str, str, str]]:
    with store.reading() as conn:
        (plan,) = reviewed_plans(conn)
        return [(one.section, one.text, one.reply) for one in plan_reviews.comments(conn, plan)]


def say(store: Store, text: str, section: str = "alert", name: str = "A") -> Comment | None:
    who = partner(store, name)
    return comment_plan(volunteer(who, ""), store, who, section, text)


def journaled(store: Store) -> list[str]:
    with store.reading() as conn:
        every = journal.JOURNAL.entries(conn, "e.type LIKE 'plan!_%' ESCAPE '!'", (), tail="ORDER BY e.seq")
        return [one.type for one in every]


def test_a_remark_is_written_anew_and_taken_back(store: Store) -> None:
    """One a section and partner; the same twice is one; nothing of its text is in the journal."""
    for text in ("Et la nuit ?", "Et la nuit ?", "  Qui décroche la nuit ?\r\n"):
        say(store, text)
    say(store, "Clair.", WHOLE)
    say(store, "D’accord.", name="B")
    assert sorted(said(store)) == [("", "Clair.", ""), ("alert", "D’accord.", ""), ("alert", "Qui décroche la nuit ?", "")]  # fmt: skip
    assert say(store, " ") is None
    assert say(store, "") is None
    assert [one[0] for one in said(store)].count("alert") == 1
    assert journaled(store) == ["plan_review_asked", *["plan_commented"] * 4, "plan_comment_taken_back"]


def test_an_answered_remark_stands_and_the_next_words_are_another(store: Store) -> None:
    """The same form sent again after the answer adds nothing."""
    made = say(store, "Et la nuit ?")
    assert made is not None
    answered = reply_to_comment(COORDINATOR, store, made.id, " Le 15. ", settled=True, seen=made)
    assert (answered.reply, answered.is_settled) == ("Le 15.", True)
    say(store, "Et la nuit ?")
    assert said(store) == [("alert", "Et la nuit ?", "Le 15.")]
    say(store, "Et le week-end ?")
    assert [one[1] for one in said(store)] == ["Et la nuit ?", "Et le week-end ?"]
    again = reply_to_comment(COORDINATOR, store, made.id, "Le 15.", settled=False)
    assert not again.is_settled


def test_who_answers_second_is_told(store: Store) -> None:
    """The remark changed, or somebody answered it: nothing is written over."""
    made = say(store, "Et la nuit ?")
    assert made is not None
    reply_to_comment(COORDINATOR, store, made.id, "Le 15.", settled=False, seen=made)
    with pytest.raises(StaleRevision):
        reply_to_comment(COORDINATOR, store, made.id, "Le 112.", settled=True, seen=made)
    assert said(store) == [("alert", "Et la nuit ?", "Le 15.")]
    with pytest.raises(NotFound):
        reply_to_comment(COORDINATOR, store, "rien", "x", settled=True)
    with pytest.raises(NotAllowed):
        reply_to_comment(READER, store, made.id, "x", settled=True)
    with pytest.raises(InvalidInput):
        reply_to_comment(COORDINATOR, store, made.id, "x" * 2001, settled=True)


def test_a_visa_is_given_changed_and_taken_back(store: Store) -> None:
    """Reserves are said first; the same visa twice is one entry."""
    who = partner(store)
    me = volunteer(who, "")
    with pytest.raises(RuleRefusal):
        give_visa(me, store, who, Visa.RESERVED)
    for _time in range(2):
        give_visa(me, store, who, Visa.APPROVED)
    say(store, "Sauf la nuit.")
    give_visa(me, store, who, Visa.RESERVED)
    with store.reading() as conn:
        held = plan_reviews.find(conn, who)
    assert held is not None
    assert (held.visa, held.visa_at) == (Visa.RESERVED, store.now())
    give_visa(me, store, who, None)
    with store.reading() as conn:
        held = plan_reviews.find(conn, who)
    assert held == replace(held, visa=None, visa_at=None)
    assert [one for one in journaled(store) if "visa" in one] == ["plan_visa_given", "plan_visa_given", "plan_visa_taken_back"]  # fmt: skip


def test_nobody_speaks_for_another_nor_after_the_end(store: Store) -> None:
    """A partner has one voice, a closed reading none, a section that is none is refused."""
    who, other = partner(store), partner(store, "B")
    with pytest.raises(NotAllowed):
        comment_plan(volunteer(other, ""), store, who, "alert", "x")
    with pytest.raises(NotAllowed):
        give_visa(READER, store, who, Visa.APPROVED)
    with pytest.raises(NotFound):
        say(store, "x", "inventée")
    with pytest.raises(InvalidInput):
        say(store, "x" * 4001)
    close_review(COORDINATOR, store, who)
    with pytest.raises(RuleRefusal):
        say(store, "x")
    with pytest.raises(RuleRefusal):
        give_visa(volunteer(who, ""), store, who, Visa.APPROVED)
    assert said(store) == []
