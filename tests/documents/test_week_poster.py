"""The week at a glance."""

from __future__ import annotations

import re

import pytest

from app.documents.week_poster import Paper, PosterCell, PosterRow, PosterSeat, WeekPoster, week_posters
from app.words import use_language
from tests.documents.printed import assert_tagged, assert_tidy, facts_of, pages_of, text_of
from tests.documents.samples import BANDS, ENDLESS_NAME, EXERCISE, FOOT, IMPRINT

DAYS = (
    "lundi 30 novembre",
    "mardi 1er décembre",
    "mercredi 2 décembre",
    "jeudi 3 décembre",
    "vendredi 4 décembre",
    "samedi 5 décembre",
)
SEATS = (
    PosterSeat("Entretien", "Marie-Charlotte V."),
    PosterSeat("Préparation", "Clarisse P."),
    PosterSeat("Injection"),
    PosterSeat("Saisie", ENDLESS_NAME),
    PosterSeat("Surveillance", "Yann L."),
)
POSTER = WeekPoster(
    centre="Centre du Pratel",
    week="Semaine du 30 novembre au 5 décembre 2026",
    days=DAYS,
    rows=tuple(
        PosterRow(half_day, line, (PosterCell(SEATS), PosterCell(SEATS, "ne peut pas ouvrir"), None) * 2)
        for half_day in ("matin (9 h–13 h)", "après-midi (14 h–18 h)")
        for line in ("Ligne 1", "Ligne 2", "Ligne 3")
    ),
    contact="Coordination : 06 39 98 00 01",
)


@pytest.mark.parametrize(("paper", "millimetres"), [(Paper.A4, (297, 210)), (Paper.A3, (420, 297))])
def test_the_week_holds_on_one_landscape_page(paper: Paper, millimetres: tuple[int, int]) -> None:
    """Six days, two half-days, three lines of five seats, on either paper."""
    printed = week_posters([POSTER], EXERCISE, paper)
    assert_tagged(printed, f"{BANDS}Affiches de la semaine")
    assert_tidy(printed)
    facts = facts_of(printed)
    size = tuple(round(float(points) / 72 * 25.4) for points in re.findall(r"[\d.]+", facts["Page size"])[:2])
    assert (facts["Pages"], size) == ("1", millimetres)


def test_the_poster_says_what_is_open_and_what_cannot_open() -> None:
    """In words, beside who holds what; the version is on it."""
    printed = text_of(week_posters([POSTER], IMPRINT))
    assert (printed.count("à pourvoir"), printed.count("ne peut pas ouvrir")) == (24, 12)
    for said in (*DAYS, "Marie-Charlotte V.", "Coordination : 06 39 98 00 01", FOOT, "page 1/1"):
        assert said in printed


def test_each_centre_has_its_poster_and_an_empty_week_says_so() -> None:
    """In either language."""
    empty = WeekPoster("Centre de Carnac", "Semaine du 7 décembre", DAYS, ())
    pages = pages_of(week_posters([POSTER, empty], IMPRINT))
    assert ["Aucune séance cette semaine." in page for page in pages] == [False, True]
    with use_language("en"):
        assert_tidy(week_posters([POSTER, empty], IMPRINT))
