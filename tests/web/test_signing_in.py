"""Where a browser is led after it signed in: a path of ours, never another site."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.signing_in import local_path

HOST = "https://releve.exemple.fr"


@pytest.mark.parametrize("asked", ["/", "/planning", "/planning?semaine=2&x=%2F%2Fa", "/compte#code"])
def test_a_path_of_ours_is_followed(asked: str) -> None:
    """Query and place on the page included."""
    assert local_path(asked, "") == asked


@pytest.mark.parametrize(
    "asked",
    ["", "planning", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
     "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", " /planning", "/a b", "/" + "a" * 600],
)  # fmt: skip
def test_nothing_else_is(asked: str) -> None:
    """Other hosts, other schemes, what browsers drop or take for a slash, and endless addresses."""
    assert local_path(asked, "") == "/"


def test_below_a_folder_one_stays_in_it() -> None:
    """The folder's own name as the start of another's does not count."""
    asked = ["/releve/planning", "/releve/", "/releve", "/relevement/x", "/planning"]
    assert [local_path(one, "/releve") for one in asked] == ["/releve/planning", *["/releve/"] * 4]


@given(st.text(alphabet="/\\:.@%?#abh\t\r\n \x00é", max_size=12))
def test_no_text_leads_away(asked: str) -> None:
    """Resolved as a browser does, the host is still ours."""
    assert urlsplit(urljoin(f"{HOST}/connexion", local_path(asked, ""))).netloc == urlsplit(HOST).netloc
