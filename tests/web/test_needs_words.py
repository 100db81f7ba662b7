"""What the page says of needs: one sentence for all, a few words for each, and what hand-overs ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.continuity.carer import practice_carer
from app.continuity.category import Category
from app.continuity.hand_over import HandOver, HandOverId
from app.continuity.need import NeedId
from app.continuity.need_rules import NeedState
from app.continuity.sealed_copy import CopyState
from app.continuity.signature import CategoryView
from app.roster.practice import Practice
from app.services.continuity.hand_over_values import HandOverRow, OwnHandOvers, Proposal
from app.services.continuity.read_register import NeedRow, Register
from app.web.needs_words import asked_of, copies_sentence, hours, line, sentence
from tests.services.a_relay import NEAR, OURS, a_care_need

OXYGEN = Category(code="O2", label_fr="Oxygène", label_en="Oxygen", severity=1, max_interruption_hours=4)
NOW = datetime(2026, 11, 26, 16, tzinfo=UTC)


def a_row(state: NeedState = NeedState.CURRENT, **more: object) -> NeedRow:
    need = a_care_need(42, "O2", informed=True, informed_on=date(2026, 5, 4))
    return NeedRow(
        need=replace(need, id=NeedId("n"), **more), category=OXYGEN, commune="Auray", relays=(), holder="", site="",  # type: ignore[arg-type]
        state=state, limit_hours=4,
    )  # fmt: skip


def a_register(*rows: NeedRow) -> Register:
    return Register(
        practice=Practice(id=OURS, name="Cabinet"), rows=rows, categories={"O2": CategoryView(OXYGEN)}, communes={},
        last_commune="", next_pseudonym="", members={}, practices={}, sites={},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ((), "Aucun suivi n’est encore noté."),
        ((NeedState.CURRENT,), "1 suivi, à jour."),
        ((NeedState.CURRENT,) * 3, "3 suivis, tous à jour."),
        ((NeedState.ENDING, NeedState.TO_REVIEW, NeedState.TO_REVIEW), "3 suivis : 1 prend fin bientôt, 2 à revoir."),
    ],
)
def test_one_sentence_says_them_all(states: tuple[NeedState, ...], said: str) -> None:
    """How many, then what is due."""
    assert sentence(a_register(*(a_row(state) for state in states))).replace("\u00a0", " ") == said


def test_a_need_is_told_by_what_it_lives_on() -> None:
    """An indicative limit says so; what was not said is not told."""
    row = a_row(power=True, oxygen=True, autonomy_hours=4)
    told = line(row, a_register(row))
    assert (told.title, told.is_due) == ("P-0042 · Oxygène", False)
    assert [words.replace("\u00a0", " ") for words in told.details] == [
        "Auray · tous les jours",
        "peut attendre 4 h (valeur indicative) · dépend de l’électricité · oxygène · 4 h d’autonomie",
        "patient informé le 4 mai 2026",
    ]


def test_its_own_limit_is_no_indicative_value_and_silence_is_said() -> None:
    """A patient not told yet, a category taken out of the table, the day it ends."""
    row = replace(a_row(NeedState.ENDING, max_interruption_hours=4, informed=False), category=None)
    told = line(row, a_register(row))
    assert "indicative" not in " ".join(told.details)
    assert ("patient à informer" in told.details, "catégorie retirée" in told.title) == (True, True)
    assert (told.state.startswith("prend fin le "), told.tone, told.is_due) == (True, "alarm", True)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 h"), (12, "12 h"), (48, "48 h"), (72, "3 jours"), (168, "7 jours"), (73, "73 h")]
)
def test_hours_are_spoken_in_days_when_they_are_days(count: int, said: str) -> None:
    """From three days on."""
    assert hours(count).replace("\u00a0", " ") == said


def test_hand_overs_ask_by_what_presses_most() -> None:
    """Transmit (and how many are late), answer, go, give back; nothing when there is nothing."""
    one = HandOver(
        id=HandOverId("h"), need=NeedId("n"), giver=OURS, taker=practice_carer(NEAR), proposed_at=NOW, actor_id="a", answered_at=NOW, accepted=True,
    )  # fmt: skip
    row = HandOverRow(
        hand_over=one, need=a_row().need, category=OXYGEN, commune="Auray", other="Brech", phone="", due_at=None, hours_left=None,
        is_late=True,
    )  # fmt: skip
    asked = Proposal(giver=NEAR, name="Brech", phone="", total=8, counts=(), unknown=0, starts_at=NOW, ends_at=None)
    held = OwnHandOvers(
        practice=OURS, given=(row, replace(row, is_late=False)), proposals=(asked,), taken=(row,), to_return=1
    )
    assert asked_of(held) == [
        "2 suivis à transmettre, dont 1 en retard", "8 besoins vous sont proposés", "1 premier passage à faire", "1 reprise à rendre",
    ]  # fmt: skip
    assert asked_of(OwnHandOvers(practice=OURS)) == []


def test_each_state_of_the_copies_has_its_sentence() -> None:
    """Four states, four sentences."""
    assert len({copies_sentence(state) for state in CopyState}) == len(CopyState)
