"""Sentences about registers: who holds how many, what cannot be read, what is only a number."""

from __future__ import annotations

from datetime import date

from app.continuity.band import Band
from app.continuity.holding import HoldingMode
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.continuity.read_need_desk import NeedDesk, PracticeNeeds
from app.ui.views import needs_desk as view

FEGREAC = Practice(id=PracticeId("fegreac"), name="Cabinet de Fégréac")
AVESSAC = Practice(id=PracticeId("avessac"), name="Cabinet d’Avessac")
DAY = date(2027, 3, 3)


def desk(*practices: PracticeNeeds, mode: HoldingMode = HoldingMode.DECLARED, fictional: bool = False) -> NeedDesk:
    return NeedDesk(practices, mode, fictional)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_the_sentence_says_who_holds_how_many_and_when_the_first_ends() -> None:
    """Exact numbers, or bands whose sum says no more than they do."""
    held = PracticeNeeds(practice=FEGREAC, needs=Band(31, 31), first_end=DAY)
    assert plain(view.sentence(desk(held))) == "1 cabinet tient 31 besoins ; le premier prend fin le 3 mars 2027."
    masked = [PracticeNeeds(practice=one, needs=Band(0, 4), first_end=DAY) for one in (FEGREAC, AVESSAC)]
    assert (
        plain(view.sentence(desk(*masked)))
        == "2 cabinets tiennent moins de 9 besoins ; le premier prend fin le 3 mars 2027."
    )


def test_numbers_alone_and_silence_are_said_as_such() -> None:
    """Where nothing is declared, why."""
    counted = PracticeNeeds(practice=FEGREAC, counted=Band(12, 12), counted_on=date(2026, 11, 26))
    silent = PracticeNeeds(practice=AVESSAC)
    assert plain(view.sentence(desk(counted, silent))) == "1 cabinet a donné ses nombres : 12 besoins."
    assert plain(view.needs(counted)) == "12, nombre donné le 26 novembre 2026"
    assert view.detail(desk(counted, silent)).startswith("1 cabinet n’a encore rien dit.")
    assert view.sentence(desk(silent)) == "Aucun cabinet n’a encore dit ses besoins."
    assert view.mode_sentence(desk(silent, mode=HoldingMode.AGGREGATES)) != ""
    assert view.mode_sentence(desk(silent, mode=HoldingMode.AGGREGATES, fictional=True)) == ""


def test_needs_that_no_key_opens_are_never_left_out() -> None:
    """The first thing said after the sentence, and the practice's own cell."""
    lost = PracticeNeeds(practice=FEGREAC, unreadable=4)
    assert plain(view.detail(desk(lost))).startswith("4 besoins sont illisibles : voyez les clés (Données).")
    assert (view.needs(lost), view.review(lost), view.end(lost)) == ("4 illisibles", "–", "–")
