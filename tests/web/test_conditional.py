"""Header forms clients really send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.conditional import accepts_gzip, matches, preferred


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("*", True),
        ("*;q=0", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=oui", False),
    ],
)
def test_gzip_is_sent_to_those_who_want_it(header: str | None, wanted: bool) -> None:
    """A named weight beats the star; a weight that can't be read is none."""
    assert accepts_gzip(header) is wanted


def test_a_tag_matches_in_every_form() -> None:
    """Comparison is weak (RFC 9110 §13.1.2); tags may hold commas."""
    assert matches('"a,b"', ('"a,b"',))
    assert matches('W/"x"', ('"x"',))
    assert not matches('"x', ('"x"',))
    assert not matches('x"y"z, "w"', ('"x"',))


@given(st.text(max_size=60))
def test_no_header_breaks_the_answer(header: str) -> None:
    """Whatever is sent, there is an answer."""
    matches(header, ('"a"',))
    accepts_gzip(header)
    assert preferred(header, ("fr", "en")) in ("fr", "en")
