"""The crisis bag as one file and as pages: nothing to fetch, nothing run, nothing lost on paper."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from app.documents.crisis_bag import BagCard, Column, CrisisBag, Kind, Row, Section, Table
from app.documents.crisis_bag_html import crisis_bag_html
from app.documents.crisis_bag_pdf import section_pdf
from app.documents.imprint import Contact, Imprint
from app.words import use_language
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import ENDLESS_NAME, EXERCISE, IMPRINT, LONG_NAME, PRINTED_AT

COLUMNS = (
    Column("Nom", Kind.NAME, 1.8), Column("Téléphone", Kind.PHONE, 1.3), Column("E-mail", Kind.EMAIL, 2),
    Column("Ligne"), Column("État", Kind.STATE),
)  # fmt: skip
HOSTILE = "</script><script>alert(1)</script>\"'&\x00\x1b"
ROSTER = Section(
    code="effectifs",
    short="Effectifs",
    title="Effectifs",
    sentence="80 personnes peuvent être sollicitées.",
    tables=(
        Table("Infirmier", COLUMNS, tuple(Row((LONG_NAME, "06 39 98 00 01", "marie-charlotte.de-la-villemarque@exemple.fr", "ligne 1", "confirmé")) for _n in range(80))),
        Table("matin (9 h–13 h)", COLUMNS, (Row(("personne", "", "", "ligne 2", "à pourvoir"), is_open=True), Row((ENDLESS_NAME, "", "", "centre", ""))), above="Lundi 30 novembre", note="Responsable : Clarisse"),
    ),
    names_people=True,
    count=80,
)  # fmt: skip
CARDS = Section(
    code="fiches", short="Fiches", title="Fiches réflexes", sentence="Les gestes.",
    cards=(BagCard("Anaphylaxie", ("Adrénaline", "15"), "Source"),), count=1,
)  # fmt: skip
PLANS = Section(code="plans", short="Plans", title="Plans", sentence="Pas encore suivi.")


def a_bag(*sections: Section, imprint: Imprint = IMPRINT, people: int = 80) -> CrisisBag:
    return CrisisBag(
        community="CPTS d’Auray",
        packed_at=PRINTED_AT,
        people=people,
        call_first=Contact("Maïwenn", "01 99 00 10 00"),
        sections=sections,
        imprint=imprint,
    )


def html_of(bag: CrisisBag) -> str:
    """The file, with plain spaces."""
    return crisis_bag_html(bag).decode("utf-8").replace("\u00a0", " ").replace("\u202f", " ")


def test_everything_is_in_the_one_file() -> None:
    """Style, script and typeface inside; its own policy allows no other resource, each part named by its hash."""
    page = html_of(a_bag(ROSTER, PLANS, CARDS))
    assert page.startswith('<!doctype html>\n<html lang="fr">')
    assert not re.search(r"""(?:src|href)=["'](?!#|tel:|mailto:)""", page)
    assert not re.search(r"@import|url\((?!data:font/woff2;base64,)", page)
    policy = page.partition('content="')[2].partition('"')[0]
    for tag in ("style", "script"):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(inside) == 1
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", crisis_bag_html(a_bag(ROSTER)).decode(), re.DOTALL)
        hashed = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{hashed}'" in policy
    assert policy.startswith("default-src 'none';")
    assert len(page) < 200_000


def test_it_says_when_it_was_made_without_any_script() -> None:
    """And whom to call first, whose data it holds, the emergency numbers; the menu leads to every chapter."""
    page = html_of(a_bag(ROSTER, PLANS, CARDS))
    assert "Copie du 26 novembre 2026, 17 h 05." in page
    assert "Au-delà de deux jours, cherchez une copie plus récente." in page
    assert "Données personnelles de 80 personnes" in page
    assert [number for number in ("15", "18", "112", "114", "0199001000") if f'href="tel:{number}"' not in page] == []
    assert re.findall(r"<nav.*?</nav>", page)[0].count("<a ") == 3
    assert re.findall(r'<section id="([^"]+)"', page) == ["effectifs", "plans", "fiches"]
    assert 'href="tel:0639980001"' in page
    assert 'class="open"' in page
    assert "Données personnelles" not in html_of(a_bag(PLANS, people=0))


@pytest.mark.parametrize("where", ["name", "title", "sentence", "community", "card"])
def test_whatever_a_person_typed_is_text(where: str) -> None:
    """A name with markup in it is shown, never run."""
    row = Row((HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    table = Table(HOSTILE, COLUMNS, (row,), above=HOSTILE, note=HOSTILE)
    hostile = {
        "name": a_bag(replace(ROSTER, tables=(table,))),
        "title": a_bag(replace(ROSTER, title=HOSTILE, short=HOSTILE)),
        "sentence": a_bag(replace(ROSTER, sentence=HOSTILE)),
        "community": replace(a_bag(ROSTER), community=HOSTILE, call_first=Contact(HOSTILE, HOSTILE)),
        "card": a_bag(replace(CARDS, cards=(BagCard(HOSTILE, (HOSTILE,), HOSTILE),))),
    }[where]
    page = html_of(hostile)
    assert page.count("<script>") == 1
    assert "alert(1)" in page
    assert "\x00" not in page
    assert "\x1b" not in page
    for section in hostile.sections:
        assert section_pdf(hostile, section).startswith(b"%PDF-")


def test_an_exercise_and_a_demonstration_say_so_first() -> None:
    """On the page, in its title, and on each printed page."""
    page = html_of(a_bag(ROSTER, imprint=EXERCISE))
    assert "<title>EXERCICE · DÉMONSTRATION · Valise de crise" in page
    assert page.index("EXERCICE</strong>") < page.index("<h1>")
    printed = section_pdf(a_bag(ROSTER, imprint=EXERCISE), ROSTER)
    assert all("EXERCICE · rien" in one for one in pages_of(printed))


def test_pages_are_tidy_repeat_their_heads_and_warn_only_where_people_are_named() -> None:
    """With names as long as they get; pages are counted; the date of the copy stands on the first."""
    printed = section_pdf(a_bag(ROSTER), ROSTER)
    assert_tagged(printed, "Effectifs · Valise de crise · CPTS d’Auray")
    assert_tidy(printed)
    pages = pages_of(printed)
    assert len(pages) > 1
    assert all(f"page {n}/{len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all("Téléphone" in page for page in pages)
    assert "Copie du 26 novembre 2026, 17 h 05." in pages[0]
    assert "à garder sous clé" in pages[0]
    assert "personne" in pages[-1]
    for section in (PLANS, CARDS):
        assert "à garder sous clé" not in text_of(section_pdf(a_bag(section), section))
    assert "Adrénaline" in text_of(section_pdf(a_bag(CARDS), CARDS))


def test_a_card_says_when_what_not_to_do_and_whom_to_call() -> None:
    """On the page and on paper; a chapter of many cards begins with their list, each leading to its card."""
    card = BagCard("Anaphylaxie", ("Adrénaline",), "Source", "Malaise brutal", (("Ne pas faire", ("Attendre",)),), (("À joindre", "SAMU"),))  # fmt: skip
    many = replace(CARDS, cards=tuple(replace(card, title=f"Geste {n}") for n in range(1, 13)))
    for section in (replace(CARDS, cards=(card,)), many):
        bag = a_bag(section)
        printed = section_pdf(bag, section)
        for text in (html_of(bag), text_of(printed)):
            assert [
                one for one in ("Malaise brutal", "Ne pas faire", "Attendre", "À joindre", "SAMU") if one not in text
            ] == []
        assert_tidy(printed)
    page = html_of(a_bag(many))
    targets = re.findall(r'<a href="#(fiches-\d+)">', page)
    assert targets == [f"fiches-{n}" for n in range(1, 13)]
    assert re.findall(r'<article[^>]*id="([^"]+)"', page) == targets
    assert "Geste 12" in pages_of(section_pdf(a_bag(many), many))[0]
    assert 'class="index"' not in html_of(a_bag(CARDS))


def test_the_same_values_give_the_same_bytes_in_either_language() -> None:
    """A copy can be compared with another."""
    bag = a_bag(ROSTER, CARDS)
    assert crisis_bag_html(bag) == crisis_bag_html(bag)
    assert section_pdf(bag, CARDS) == section_pdf(bag, CARDS)
    with use_language("en"):
        assert '<html lang="en">' in html_of(bag)
        assert_tidy(section_pdf(bag, CARDS))
