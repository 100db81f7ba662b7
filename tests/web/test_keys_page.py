"""The key table and its sealed copies on a phone: printed empty; deposited, checked, tested, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.continuity.sealed_copy import CopyForm, Holder, SealedCopy
from app.store import sealed_copies
from tests.documents.printed import text_of
from tests.services.a_relay import FAR, NEAR, OURS
from tests.web.a_browser import Browser
from tests.web.a_practice import PHARMACY, Practices, practices

DEPOSIT = {"faire": "depot", "chez": "paired", "revision": "0", "qui": NEAR, "forme": "envelope", "jour": "26/11/2026"}


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Practices]:
    with practices(tmp_path, closed=False) as made:
        yield made


@pytest.fixture
def browser(found: Practices) -> Browser:
    return found.browser(OURS)


def copies(found: Practices) -> dict[Holder, SealedCopy]:
    with found.store.reading() as conn:
        return {one.holder: one for one in sealed_copies.of_practice(conn, OURS)}


def sent(browser: Browser, **fields: str) -> str:
    """Where a form sent leads, or what is said of why not."""
    browser.open("/suivis/cles")
    answer = browser.send("/suivis/cles", {**DEPOSIT, **fields})
    return answer.headers.get("location", "") or f"{answer.status_code}"


def test_two_copies_are_noted_and_the_list_stops_asking(found: Practices, browser: Browser) -> None:
    """One with the paired practice, one with a pharmacist."""
    assert "Il manque une copie scellée" in browser.open("/suivis").text
    assert sent(browser) == "/suivis/cles?fait=depot"
    assert (
        sent(browser, chez="pharmacist", qui=PHARMACY.id, forme="encrypted_file", jour="1/11/2026")
        == "/suivis/cles?fait=depot"
    )
    held = copies(found)
    assert (held[Holder.PAIRED].holder_practice, held[Holder.PHARMACIST].form) == (NEAR, CopyForm.ENCRYPTED_FILE)
    assert "sont en place et à jour" in browser.open("/suivis/cles").text
    assert "copie scellée." not in browser.open("/suivis").text


def test_checked_and_tested_take_one_tap(found: Practices, browser: Browser) -> None:
    """At the revision shown; the second of two is told."""
    sent(browser)
    assert sent(browser, faire="checked", revision="1") == "/suivis/cles?fait=checked"
    assert sent(browser, faire="tested", revision="1") == "422"
    assert sent(browser, faire="tested", revision="2") == "/suivis/cles?fait=tested"
    held = copies(found)[Holder.PAIRED]
    assert held.checked_on == held.tested_on == held.deposited_on


def test_a_copy_that_is_gone_is_asked_for_again(found: Practices, browser: Browser) -> None:
    """Given back, or destroyed."""
    sent(browser)
    assert sent(browser, faire="retiree", revision="1") == "/suivis/cles?fait=retiree"
    assert (copies(found), "Il manque une copie" in browser.open("/suivis/cles").text) == ({}, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"jour": "demain"}, {"jour": "27/11/2026"}, {"jour": "31/02/2026"}, {"qui": ""}, {"qui": OURS}, {"qui": "nulle-part"},
        {"chez": "voisin"}, {"faire": "perdre"}, {"revision": "x"}, {"chez": "pharmacist", "qui": NEAR},
    ],
)  # fmt: skip
def test_what_does_not_hold_is_refused(found: Practices, browser: Browser, wrong: dict[str, str]) -> None:
    """422, one sentence, nothing written."""
    assert (sent(browser, **wrong), copies(found)) == ("422", {})


def test_the_empty_table_is_a_file_of_numbers(browser: Browser) -> None:
    """From the number asked for; another practice's has its own name on it."""
    answer = browser.open("/suivis/cles.pdf?depuis=31")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("application/pdf", "private, no-store")
    text = text_of(answer.content)
    assert ("P-0031" in text, "P-0030" in text, "Cabinet d’Auray" in text) == (True, False, True)
    assert browser.open("/suivis/cles.pdf?depuis=abc").status_code == 422


def test_another_practice_keeps_its_own(found: Practices, browser: Browser) -> None:
    """What ours noted is not on their page."""
    sent(browser, qui=FAR)
    assert "enveloppe scellée, déposée" not in found.browser(NEAR).open("/suivis/cles").text
