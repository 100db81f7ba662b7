"""How pages are written: small words of templates, and the policy that names what a page may run."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from starlette.requests import Request

from app.web import rendering
from app.web.rendering import chosen_language, dialled, page, source, unbroken
from app.words import use_language


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "", "fr"),
        ("", "en-GB,fr;q=0.8", "en"),
        ("lang=fr", "en", "fr"),
        ("lang=en", "", "en"),
        ("lang=zz", "en", "en"),
    ],
)
def test_the_language_is_chosen_then_preferred_then_french(query: str, accepted: str, language: str) -> None:
    """An unknown one counts for nothing."""
    headers = [(b"accept-language", accepted.encode())] if accepted else []
    scope = {"type": "http", "query_string": query.encode(), "headers": headers}
    assert chosen_language(Request(scope)) == language


def test_hours_stay_on_one_line_and_markup_stays_text() -> None:
    """Only what stands in brackets is held together."""
    assert unbroken("lundi, matin (9 h–13 h) — <b>") == (
        'lundi, matin <span class="hours">(9 h–13 h)</span> — &lt;b&gt;'
    )
    assert unbroken("lundi") == "lundi"


def test_a_number_is_dialled_without_its_spaces() -> None:
    """No-break spaces included."""
    assert dialled("+33 2\u00a099 00 55 66") == "+33299005566"


def test_the_policy_names_the_style_by_its_hash() -> None:
    """The page's one style, and its script only when it has one; nothing else may load."""
    with use_language("fr"):
        plain = page("swap_choices.html", {"visit": _Visit(), "offered": _Offered(), "spots": [], "nothing": "Rien."})
    policy = plain.headers["content-security-policy"]
    style = base64.b64encode(hashlib.sha256(source("page.css").encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{style}';")
    assert "script-src" not in policy
    assert re.findall(r"<style>(.*?)</style>", bytes(plain.body).decode(), re.DOTALL) == [source("page.css")]
    assert "script-src 'sha256-" in rendering._policy("copy.js")


class _Visit:
    """What ``own_page.html`` asks of a visit."""

    home, keeping, other_language, said, trouble, demonstration = "/p/x", "", "?lang=en", "", "", False
    root, query = "", ""


class _Offered:
    """A seat in words."""

    when, what = "lundi (9 h–13 h)", "Accueil"

    class centre:
        name = "Centre"
