"""Tokens: derived, long, different for each thing they open."""

from __future__ import annotations

import base64

import pytest

from app.access.links import (
    LinkScope,
    Subject,
    centre_subject,
    line_subject,
    person_subject,
    role_subject,
    token_hash,
    token_of,
)
from app.core.errors import InvalidInput
from app.core.ids import CentreId, PersonId

KEY = bytes(range(32))


def test_a_token_can_be_shown_again_and_carries_256_bits() -> None:
    """The same key, subject and generation give the same token, fit for an address."""
    token = token_of(KEY, person_subject(PersonId("p1")), 1)
    assert token == token_of(KEY, person_subject(PersonId("p1")), 1)
    assert len(base64.urlsafe_b64decode(token + "=")) == 32
    assert token.replace("-", "").replace("_", "").isalnum()


def test_each_key_subject_and_generation_has_its_own_token() -> None:
    """Nothing two links share makes their tokens equal."""
    centre = CentreId("c1")
    subjects = [
        person_subject(PersonId("c1")),
        line_subject(centre, 1),
        role_subject(centre, "1"),
        *(centre_subject(centre, scope) for scope in (LinkScope.CENTRE, LinkScope.CENTRE_MASKED, LinkScope.OPEN)),
    ]
    tokens = {token_of(key, s, n) for key in (KEY, KEY[::-1]) for s in subjects for n in (1, 2)}
    assert len(tokens) == 2 * len(subjects) * 2


def test_a_subject_that_could_be_read_two_ways_is_refused() -> None:
    """The separator in an id, or a generation before the first, has no token."""
    for subject, generation in ((Subject(LinkScope.PERSON, "a|2"), 1), (Subject(LinkScope.PERSON, "a"), 0)):
        with pytest.raises(InvalidInput):
            token_of(KEY, subject, generation)


def test_a_subject_knows_its_parts() -> None:
    """« centre/line » and « centre/role » come apart again; a whole centre has no part."""
    line = line_subject(CentreId("c1"), 3)
    assert (line.centre_id, line.part) == ("c1", "3")
    assert centre_subject(CentreId("c1")).part == ""
    assert person_subject(PersonId("p1")).person_id == "p1"


def test_any_text_has_a_hash() -> None:
    """What a guesser sends takes the same path as a token, whatever characters it is made of."""
    assert len({token_hash(text) for text in ("", "a", "é", "\ud800", "x" * 10_000)}) == 5
