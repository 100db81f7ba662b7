"""The report as PDF: tagged, with its contents, EXERCICE on every page, its figures and their tables; the hot one on one page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents.retex_hot import hot_pdf
from app.documents.retex_pdf import ROOM_MM, retex_pdf, shares_of
from app.exercise.exercise import ExerciseKind
from app.exercise.rating import ObservationKind
from app.exercise.retex import PART_WORDS, Part, RetexTable
from app.exercise.retex_cold import cold_retex
from app.exercise.retex_hot import hot_retex
from app.words import use_language
from tests.documents.printed import facts_of, fonts_of, pages_of, text_of
from tests.documents.samples import EXERCISE, IMPRINT
from tests.exercise.a_retex import NAMES, an_exercise, facts, observation


@pytest.fixture(scope="module")
def cold() -> bytes:
    return retex_pdf(cold_retex(facts()), EXERCISE)


def test_it_is_tagged_titled_and_in_our_typeface(cold: bytes) -> None:
    told = facts_of(cold)
    assert told["Tagged"] == "yes"
    assert told["Title"].startswith("EXERCICE · DÉMONSTRATION · CPTS d’Auray · Retour d’expérience à froid")
    assert not any(one.startswith("?") for one in fonts_of(cold))


def test_every_page_says_exercise_and_its_number(cold: bytes) -> None:
    pages = pages_of(cold)
    for n, page in enumerate(pages, start=1):
        assert "EXERCICE" in page
        assert f"{n}/{len(pages)}" in page


def test_contents_and_parts_are_all_there(cold: bytes) -> None:
    """Each heading twice: in the contents, and where it stands."""
    text = text_of(cold)
    for n, one in enumerate(Part, start=1):
        assert text.count(f"{n}. {PART_WORDS[one]}") >= 2
    assert "pas fait" in text
    assert not any(name in text for name in NAMES)


def test_the_same_values_give_the_same_bytes(cold: bytes) -> None:
    assert retex_pdf(cold_retex(facts()), EXERCISE) == cold


def test_a_real_event_says_no_exercise() -> None:
    real = replace(facts(), exercise=replace(an_exercise(), kind=ExerciseKind.REAL_EVENT))
    assert "EXERCICE" not in text_of(retex_pdf(cold_retex(real, (Part.CONTEXT,)), IMPRINT))


def test_short_cells_stand_whole_and_long_ones_share_what_is_left() -> None:
    table = RetexTable("", ("Prévu", "Message"), (("T+1 h 20", "mot " * 60),))
    first, second = shares_of(table)
    assert first >= 8 * 1.85
    assert second > 4 * first
    assert first + second <= ROOM_MM + 2


def test_the_hot_report_holds_on_one_page_even_when_much_is_to_be_said() -> None:
    """Twelve objectives and findings as long as the page takes them."""
    long = (
        "Une phrase assez longue pour occuper plusieurs lignes de la page, avec des précisions de lieu et d’heure. " * 3
    )
    many = [observation(40 + n, kind, f"{n} {long}") for n in range(3) for kind in (ObservationKind.STRENGTH, ObservationKind.IMPROVEMENT)]  # fmt: skip
    scenario = an_exercise().scenario
    objectives = tuple(scenario.objectives[n % 4].model_copy(update={"code": f"O{n + 1}", "text": long.strip()}) for n in range(12))  # fmt: skip
    crowded = replace(an_exercise(), scenario=scenario.model_copy(update={"objectives": objectives}))
    page = hot_pdf(hot_retex(replace(facts(), exercise=crowded, observations=tuple(many))), EXERCISE)
    assert facts_of(page)["Pages"] == "1"
    assert facts_of(page)["Tagged"] == "yes"


def test_the_hot_report_says_what_it_must() -> None:
    text = text_of(hot_pdf(hot_retex(facts()), EXERCISE))
    for said in (
        "EXERCICE – EXERCICE – EXERCICE",
        "Ce qui a marché",
        "Ce qui est à améliorer",
        "pas fait",
        "26 décembre 2026",
    ):
        assert said in text


def test_it_is_spoken_in_the_language_of_the_run() -> None:
    """Hours and dates at least: what was typed stays as it was."""
    with use_language("en"):
        text = text_of(hot_pdf(hot_retex(facts()), EXERCISE))
    assert "26 December 2026" in text
