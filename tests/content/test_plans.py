"""The plans and reflex cards themselves: complete, well referred, in careful French, and naming nobody."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import pytest

from app.library import Library, content_root
from app.response.orsan import TYPOLOGIES, Generation
from app.response.sheet import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = Library()
PLANS = LIBRARY.plans
SHEETS, CARDS = PLANS.sheets, PLANS.cards
FILES = {
    str(path.relative_to(content_root())): path.read_text(encoding="utf-8")
    for path in sorted((content_root() / "plans").rglob("*"))
    if path.name == "plan.yaml" or path.parent.name == "cards"
}

INDICATIVE = "indicati"
"""« valeur indicative », « délai indicatif », « signes indicatifs » …"""

PROPER_NOUNS = frozenset(
    re.findall(
        r"\S+",
        """
        Relève EXERCICE État Ordre France Météo Vigicrues Enedis Code Santé Vitale Urgent Plan Point Alerte Alert Dakin CORRUSS CODAMUPS
        """,
    )
)
"""Capitalised words that may stand inside a sentence, acronyms of five letters and ORSAN's codes apart."""

PUBLIC_NUMBERS = frozenset({"15", "17", "18", "112", "114", "115", "3114"})
"""Short national numbers that anyone may be told to call."""


def texts() -> Iterator[tuple[str, str]]:
    """(file, sentence or part of one) of everything that is read by a person, headers and keys left out."""
    for sheet in SHEETS.values():
        parts = [sheet.title, sheet.summary, sheet.kinetics, sheet.medical_note]
        parts += [*sheet.examples, *sheet.triggers, *sheet.objectives, *sheet.effects, *sheet.end_criteria]
        parts += [action.text for action in sheet.actions]
        parts += [text for need in sheet.needs for text in (need.label, need.place, need.purpose)]
        parts += [
            text for means in (*sheet.sites, *sheet.equipment) for text in (means.label, means.quantity, means.note)
        ]
        parts += [text for one in sheet.communication for text in (one.audience, one.channel, one.text)]
        yield from ((f"{sheet.slug}/plan.yaml", part) for part in parts if part)
    for card in CARDS.values():
        parts = [card.title, card.trigger, *card.equipment, *card.steps, *card.do_not, *card.trace]
        yield from ((f"{card.plan}/cards/{card.slug}.md", part) for part in parts)


def sentences() -> Iterator[tuple[str, str]]:
    """(file, sentence): the parts cut at full stops, question and exclamation marks."""
    for file, text in texts():
        yield from ((file, one) for one in re.split(r"(?<=[.?!])\s+", text))


def test_everything_reads_and_leads_somewhere() -> None:
    """No file is misread; every ORSAN code, function, contact, profession, card and legal reference exists."""
    assert PLANS.problems() == []
    assert len(FILES) == len(SHEETS) + len(CARDS)


def test_there_are_enough_cards() -> None:
    """At least thirty cards, each with another title; every card is in the list of a plan, and steps, owner and trace are there."""
    assert len(CARDS) >= 30
    assert [title for title, times in Counter(card.title for card in CARDS.values()).items() if times > 1] == []
    listed = {slug for sheet in SHEETS.values() for slug in sheet.cards}
    assert sorted(set(CARDS) - listed) == []
    thin = [c.slug for c in CARDS.values() if len(c.steps) < 5 or not (c.owner and c.trace and c.do_not and c.contacts)]
    assert thin == []


def test_every_typology_has_its_plan() -> None:
    """The five typologies of the ACI, once each, and the transversal provisions beside them."""
    assert sorted(one.typology for one in SHEETS.values() if one.typology) == list(TYPOLOGIES)
    assert sum(one.kind == "transversal" for one in SHEETS.values()) >= 9


@pytest.mark.parametrize("slug", [slug for slug, one in SHEETS.items() if one.kind == "typology"])
def test_a_typology_says_what_each_function_does_in_each_phase(slug: str) -> None:
    """Four phases × five functions of the cell: none is left without an action."""
    wanted = set(product(Phase, (one.code for one in LIBRARY.cell_functions)))
    assert wanted - {(action.phase, action.function) for action in SHEETS[slug].actions} == set()


@pytest.mark.parametrize("slug", list(SHEETS))
def test_a_plan_lists_the_cards_its_actions_use(slug: str) -> None:
    """A card that an action points at is in the plan's list, no card is listed twice, and phases follow one another."""
    sheet = SHEETS[slug]
    assert sorted({action.card for action in sheet.actions if action.card} - set(sheet.cards)) == []
    assert len(set(sheet.cards)) == len(sheet.cards)
    phases = [list(Phase).index(action.phase) for action in sheet.actions]
    assert phases == sorted(phases)


@pytest.mark.parametrize("generation", list(Generation))
def test_every_code_of_a_generation_is_used(generation: Generation) -> None:
    """Each code of ORSAN is in some plan; one that touches a typology is in that typology's plan, and in no other's."""
    codes = {one.code: one for one in LIBRARY.orsan_codes if one.generation is generation}
    used = {code for sheet in SHEETS.values() for code in sheet.orsan.get(generation, ())}
    assert used == set(codes)
    for sheet in SHEETS.values():
        given = set(sheet.orsan.get(generation, ()))
        if sheet.typology:
            due = {one.code for one in codes.values() if sheet.typology in one.typologies}
            assert given <= due, sheet.slug
            assert {code for code in due if not codes[code].is_transversal} <= given, sheet.slug


def test_every_code_leads_to_one_of_today() -> None:
    """Following what took its place, each code of 2014 and of the transition ends at codes in force."""
    known = {one.key: one for one in LIBRARY.orsan_codes}
    for one in known.values():
        assert set(one.successors) <= set(known), one.key
        assert bool(one.successors) == (one.generation is not Generation.CURRENT), one.key


def test_every_legal_reference_has_an_article_and_a_date() -> None:
    """Text, article and date stand in every row, and every row that a plan or card cites says what it brings."""
    rows = {one.code: one for one in LIBRARY.legal_references}
    assert [one.code for one in rows.values() if not (one.text and one.article and one.dated and one.says)] == []
    cited = {code for sheet in SHEETS.values() for code in sheet.legal}
    cited |= {code for card in CARDS.values() for code in card.legal}
    assert cited <= set(rows)
    assert len(cited) >= 15


def test_nobody_is_named() -> None:
    """No title before a name; in the middle of a sentence no capitalised word but acronyms and known proper nouns."""
    codes = {part for one in LIBRARY.orsan_codes for part in re.findall(r"\w+", one.code)}
    known = PROPER_NOUNS | codes | {word for one in LIBRARY.contact_functions for word in re.findall(r"\w+", one.label)}
    titled = re.compile(r"\b(?:MM?\.|Mmes?|Mlle|(?i:drs?|docteur|pr|professeur|madame|monsieur|maître))\s+[A-ZÀ-Ý]")
    inside = re.compile(r"(?:(?<=[\w,»)] )|(?<=[’\-(]))[A-ZÀ-Ý]\w+")
    assert [pair for pair in texts() if titled.search(pair[1])] == []
    words = {(file, word) for file, text in sentences() for word in inside.findall(text)}
    assert sorted((f, w) for f, w in words if w not in known and not re.fullmatch(r"[A-ZÀ-Ý0-9]{1,5}s?", w)) == []


def test_no_number_to_call_and_no_address() -> None:
    """The directory of a community holds phones and e-mails, the library none: only short national numbers."""
    everything = "\n".join(FILES.values())
    assert re.findall(r"(?:\+33|\b0)[\s.-]?\d(?:[\s.-]?\d{2}){3,}", everything) == []
    assert re.findall(r"\S+@\S+\.\w+|https?://\S+", everything) == []
    called = {
        number
        for _, text in texts()
        for number in re.findall(r"(?:ppel|joindre|prévenir|au |le )[^.;\d]{0,20}\b(1[0-9]{1,2}|\d{4})\b(?!\s?h)", text)
    }
    assert called - PUBLIC_NUMBERS == set()
    assert "15" in called


def test_only_the_authority_triggers() -> None:
    """A sentence on triggering ORSAN names the director general of the ARS; nothing says that a community triggers."""
    speaking = [(file, one) for file, one in sentences() if "ORSAN" in one and "déclench" in one]
    assert speaking != []
    assert [pair for pair in speaking if "directeur général de l’ARS" not in pair[1]] == []


def test_medical_figures_say_they_are_to_be_validated() -> None:
    """A temperature, a dose or a saturation is « indicative » where it stands; a card with one waits for the medical lead."""
    figure = re.compile(r"\d\s?(?:°C|(?:mg|µg|mL|ml|L/min|mmHg|mSv|Gy)\b)|SpO")
    stories = {text for sheet in SHEETS.values() for text in sheet.examples}
    assert [
        pair for pair in texts() if figure.search(pair[1]) and INDICATIVE not in pair[1] and pair[1] not in stories
    ] == []
    lay = {f"{card.plan}/cards/{card.slug}.md" for card in CARDS.values() if not card.medical}
    assert [
        pair for pair in texts() if pair[0] in lay and ("référent médical)" in pair[1] or figure.search(pair[1]))
    ] == []


def test_what_is_medical_says_who_validates() -> None:
    """A plan that lists a medical card has a note: what in it waits for the medical lead, or for the lead pharmacist."""
    silent = [
        sheet.slug
        for sheet in SHEETS.values()
        if any(CARDS[slug].medical for slug in sheet.cards) and not re.search(r"référent|valid", sheet.medical_note)
    ]
    assert silent == []


def test_lists_of_people_stay_where_they_are() -> None:
    """No step or action has the cell receive the mayor's registry or a list of patients: only « ne pas faire » speaks of it."""
    asking = re.compile(
        r"\b(?:recevoir|obtenir|importer|copier|saisir|transmettre|rassembler|tenir) [^.;:]*"
        r"(?:registre (?:de la mairie|communal|des personnes)|liste (?:nominative|d(?:e|es) (?:patients|résidents|personnes|inscrits)))",
        re.IGNORECASE,
    )
    steps = [(card.slug, step) for card in CARDS.values() for step in card.steps]
    steps += [(sheet.slug, action.text) for sheet in SHEETS.values() for action in sheet.actions]
    assert [pair for pair in steps if asking.search(pair[1])] == []
    assert any(asking.search(item) for card in CARDS.values() for item in card.do_not)


@pytest.mark.parametrize("file", list(FILES))
def test_the_french_is_set_with_care(file: str) -> None:
    """No-break spaces before : ; ? ! and inside « », curly apostrophes, no doubled blank, no dots for an ellipsis."""
    text = FILES[file]
    assert re.findall(r".{10} [:;?!»](?=\s|$)|«[^\u00a0\u202f].{10}", text) == []
    assert re.findall(r"\w'\w+|\.\.\.|\S {2,}\S", text) == []
    assert text.endswith("\n")
