"""What a partner says of the plan from the page behind their link, and what the coordination answers.

A remark is worded anew as long as nobody answered it; sending the same twice is harmless.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, NotFound
from app.core.ids import new_id
from app.response.plan import SECTIONS
from app.response.review import (
    LONGEST_COMMENT,
    LONGEST_REPLY,
    WHOLE,
    Comment,
    Reviewer,
    Visa,
    check_open,
    check_visa,
    checked_text,
    own_comment,
)
from app.store import journal, plan_reviews, revisions

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Connection, Store


def comment_plan(actor: Actor, store: Store, reviewer_id: str, section: str, text: str) -> Comment | None:
    """Write what a partner says of a section (empty key: of the whole plan); an empty text takes it back.

    Returns what now stands. Raises RuleRefusal once their time has run out, InvalidInput for a text too long, NotFound,
    NotAllowed.
    """
    require_self(actor, reviewer_id, for_others=Action.EDIT_PLANS)
    said = checked_text(text, LONGEST_COMMENT)
    with store.transaction() as conn:
        now = store.now()
        reviewer = _open(conn, store, reviewer_id)
        if section != WHOLE and section not in SECTIONS:
            raise NotFound(N_("Cette section n’existe pas dans le plan. Rechargez la page."))
        every = plan_reviews.comments(conn, reviewer.plan_id)
        held = own_comment(every, reviewer_id, section)
        if said == (held.text if held else "") or _was_said(every, reviewer_id, section, said):
            return held
        if not said and held is not None:
            plan_reviews.remove_comment(conn, held.id)
            journal.write(conn, now, actor.id, "plan_comment_taken_back", held.id, {})
            return None
        made = Comment(
            id=held.id if held else new_id(), reviewer_id=reviewer_id, section=section, text=said, at=now
        )  # fmt: skip
        plan_reviews.put_comment(conn, made)
        journal.write(conn, now, actor.id, "plan_commented", made.id, {})
    return made


def give_visa(actor: Actor, store: Store, reviewer_id: str, visa: Visa | None) -> None:
    """Write a partner's visa, or take it back. Raises RuleRefusal once their time has run out or for reserves said
    nowhere, NotFound, NotAllowed."""
    require_self(actor, reviewer_id, for_others=Action.EDIT_PLANS)
    with store.transaction() as conn:
        now = store.now()
        reviewer = _open(conn, store, reviewer_id)
        if visa is not None:
            check_visa(visa, reviewer_id, plan_reviews.comments(conn, reviewer.plan_id))
        if visa is reviewer.visa:
            return
        plan_reviews.set_visa(conn, reviewer_id, visa, now if visa else None)
        journal.write(conn, now, actor.id, "plan_visa_given" if visa else "plan_visa_taken_back", reviewer_id, {})


def reply_to_comment(
    actor: Actor, store: Store, comment_id: str, reply: str, *, settled: bool, seen: Comment | None = None
) -> Comment:
    """Answer a remark, and say whether it is settled; its author reads both on their page.

    ``seen``: the remark as it was shown. Raises StaleRevision when it says something else by now, InvalidInput, NotFound,
    NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    answer = checked_text(reply, LONGEST_REPLY)
    with store.transaction() as conn:
        now = store.now()
        held = plan_reviews.find_comment(conn, comment_id)
        if held is None:
            raise NotFound(N_("Cette remarque n’est plus là : son auteur l’a retirée."))
        if seen is not None and seen != held:
            raise revisions.stale(conn, comment_id)
        made = replace(held, reply=answer, settled_at=(held.settled_at or now) if settled else None)
        if made != held:
            plan_reviews.put_comment(conn, made)
            kind = "plan_comment_settled" if settled else "plan_comment_answered"
            journal.write(conn, now, actor.id, kind, comment_id, {})
    return made


def _was_said(every: list[Comment], reviewer_id: str, section: str, said: str) -> bool:
    """Whether the same text was already sent and answered: a form sent twice adds nothing."""
    return bool(said) and any((one.reviewer_id, one.section, one.text) == (reviewer_id, section, said) for one in every)


def _open(conn: Connection, store: Store, reviewer_id: str) -> Reviewer:
    reviewer = plan_reviews.find(conn, reviewer_id)
    if reviewer is None:
        raise NotFound(N_("Ce relecteur n’existe plus. Rechargez la page."))
    check_open(reviewer, store.now())
    return reviewer
