"""Every use case of app/services × every role: refused exactly where the tables say, before anything is read or written.

``WHO`` (:mod:`tests.services.who_may`) says what each use case takes; ``app/access/permissions.py`` says which roles have it. A new use case fails here
until its line is written: who may do it is decided, never forgotten.
"""

from __future__ import annotations

import inspect

import pytest

from app.access.actor import Actor, Role
from app.access.permissions import ALLOWED, Action
from app.core.ids import SessionId
from app.services.activity.day_rights import lead_actor
from tests.services.use_cases import UseCase, use_cases, used_outside
from tests.services.who_may import (
    BEFORE_SIGNING_IN,
    BY_A_LINK,
    BY_A_PROBE,
    CHECKED_BY_THEIR_CALLER,
    READ_BY_COMMANDS,
    WHO,
)
from tests.services.who_takes import Apart, Own

ME, ANOTHER = "me", "another"

OWNERS = ("partner_id", "reviewer_id", "participant_id", "subject", "site_id", "improvement_id", "exercise_id")
"""How a use case names whoever acts for themselves, where it is nobody of the roster."""

CASES = use_cases()
SAYING_WHO = {name: case for name, case in CASES.items() if case.says_who and case.takes("store")}
DECIDED = {name: who for who, names in WHO.items() for name in names}


def test_who_may_do_each_use_case_is_decided() -> None:
    """A use case that says who acts has its line in the table, and each line its use case."""
    assert SAYING_WHO.keys() ^ {*DECIDED, *CHECKED_BY_THEIR_CALLER} == set()
    assert sum(map(len, WHO.values())) == len(DECIDED)


def test_what_says_nobody_is_opened_by_a_link_or_used_inside_only() -> None:
    """No screen and no command reaches a use case that does not ask who acts: read from the imports of the product."""
    outside = used_outside()
    silent = {name: outside[name] for name, case in CASES.items() if not case.says_who and name in outside}
    assert silent.keys() ^ (BY_A_LINK | BEFORE_SIGNING_IN | BY_A_PROBE | READ_BY_COMMANDS) == set()
    assert {
        name: files for name in BY_A_LINK if (files := {one for one in silent[name] if not one.startswith("web/")})
    } == {}
    assert not CHECKED_BY_THEIR_CALLER & set(outside)


@pytest.mark.parametrize("name", sorted(DECIDED))
@pytest.mark.parametrize("role", Role)
def test_each_role_is_refused_exactly_where_the_table_says(name: str, role: Role) -> None:
    """The store and every argument tell when they are looked into: a refusal comes before, a permission goes on to them."""
    case, who = SAYING_WHO[name], DECIDED[name]
    for actor, known, refused in _tries(case, who, role):
        assert case.refuses(actor, **known) is refused, (actor, known)


def _tries(case: UseCase, who: Action | Apart | Own, role: Role) -> list[tuple[Actor, dict[str, str], bool]]:
    """Who tries on what, and whether they must be refused."""
    actor = Actor(ME, "Quelqu’un", role)
    if isinstance(who, Action):
        return [(actor, {}, role not in ALLOWED[who])]
    if isinstance(who, Own):
        owner = next((one for one in OWNERS if case.takes(one)), "person_id")
        if role is Role.PROFESSIONAL:
            return [(actor, {owner: ME}, False), (actor, {owner: ANOTHER}, True)]
        return [(actor, {owner: ANOTHER}, role not in ALLOWED[who.for_others])]
    if who is Apart.ACCOUNT:
        return [(actor, {}, False)]
    runs = (actor, {"session_id": ANOTHER} if who is Apart.SESSION else {}, role not in ALLOWED[Action.RUN_SESSION])
    if role is not Role.PROFESSIONAL:
        return [runs]
    mine, theirs = lead_actor(SessionId(ME)), lead_actor(SessionId(ANOTHER))
    if who is Apart.ANY_SESSION:
        return [runs, (mine, {}, False)]
    return [runs, (mine, {"session_id": ME}, False), (theirs, {"session_id": ME}, True)]


def test_a_use_case_that_forgot_to_ask_would_be_seen() -> None:
    """The walk can fail: without the check, a role that may not is not refused, and one that reads first is found out."""

    def forgets(actor: Actor, store: object) -> None:
        store.reading()  # type: ignore[attr-defined]

    case = UseCase("forgets.forgets", forgets, tuple(inspect.signature(forgets).parameters.values()))
    assert case.refuses(Actor(ME, "Quelqu’un", Role.READING)) is False
