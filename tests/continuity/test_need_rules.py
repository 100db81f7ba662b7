"""What a need must be, when it ends, and when it asks for a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.continuity.category import Frequency
from app.continuity.need import NeedId
from app.continuity.need_rules import (
    Known,
    NeedDraft,
    NeedState,
    checked_pseudonym,
    draft_of,
    end_of,
    need_of,
    state_of,
    still_named,
)
from app.core.errors import InvalidInput
from app.core.ids import PracticeId
from app.library import Library
from app.services.continuity.read_categories import category_table
from app.words.errors import sentence

NOW = datetime(2026, 11, 26, 16, tzinfo=UTC)
OURS, THEIRS = PracticeId("ours"), PracticeId("theirs")
KNOWN = Known(
    categories=category_table(Library()), practices=frozenset({OURS, THEIRS}), sites=frozenset({"had"}),
    members=frozenset({"anne"}), need_days=180,
)  # fmt: skip
DRAFT = NeedDraft(pseudonym="P-0042", category="INS", commune="44057")


def refused(draft: NeedDraft) -> str:
    with pytest.raises(InvalidInput) as error:
        need_of(NeedId("n"), OURS, draft, KNOWN, NOW)
    return sentence(error.value)


def test_a_need_takes_its_rhythm_from_its_category_and_ends_by_itself() -> None:
    """Reviewed today, over at midnight in Paris 180 days later; informed today when nothing else is said."""
    need = need_of(NeedId("n"), OURS, replace(DRAFT, informed=True), KNOWN, NOW)
    assert (need.frequency, need.reviewed_on, need.informed_on) == (
        Frequency.SEVERAL_DAILY, date(2026, 11, 26), date(2026, 11, 26),
    )  # fmt: skip
    assert need.expires_at == datetime(2027, 5, 24, 22, tzinfo=UTC)
    assert end_of(date(2026, 11, 26), 180) == need.expires_at


def test_a_need_typed_again_is_the_same() -> None:
    """Its draft makes it anew."""
    draft = replace(
        DRAFT, frequency=Frequency.DAILY, power=True, oxygen=True, autonomy_hours=4, max_interruption_hours=6, site="had",
        holder="anne", relays=(THEIRS,), informed=True, informed_on=date(2026, 6, 15),
    )  # fmt: skip
    assert draft_of(need_of(NeedId("n"), OURS, draft, KNOWN, NOW)) == draft


@pytest.mark.parametrize(
    ("text", "read"), [("p 42", "P-0042"), ("P0042", "P-0042"), ("42", "P-0042"), ("P-9999", "P-9999")]
)
def test_a_number_is_read_however_it_is_typed(text: str, read: str) -> None:
    """On a phone nobody types the zeros."""
    assert checked_pseudonym(text) == read


@pytest.mark.parametrize(
    "text", ["Mme Le Goff", "LEGOFF", "LG48", "06 39 98 00 02", "12/03/1948", "a@example.org", "P-0000", "12345", ""]
)
def test_anything_else_is_refused_and_never_repeated(text: str) -> None:
    """The sentence says why, and does not hold the text."""
    said = refused(replace(DRAFT, pseudonym=text))
    assert "P-0042" in said
    assert not text or text not in said


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (replace(DRAFT, category="XXX"), "catégorie"),
        (replace(DRAFT, commune="Fégréac"), "commune"),
        (replace(DRAFT, autonomy_hours=745), "autonomie"),
        (replace(DRAFT, max_interruption_hours=-1), "attente"),
        (replace(DRAFT, relays=(OURS,)), "son propre relais"),
        (replace(DRAFT, relays=(PracticeId("gone"),)), "n’existe plus"),
        (replace(DRAFT, relays=(THEIRS,) * 6), "au plus 5"),
        (replace(DRAFT, site="gone"), "établissement"),
        (replace(DRAFT, holder="soizig"), "membre du cabinet"),
        (replace(DRAFT, informed=True, informed_on=date(2026, 11, 27)), "à venir"),
        (replace(DRAFT, informed=True, informed_on=date(1948, 3, 12)), "date de naissance"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(draft: NeedDraft, words: str) -> None:
    """Each says what is wrong."""
    assert words.lower() in refused(draft).lower()


def test_who_was_not_informed_has_no_date() -> None:
    """A date alone does not inform anybody."""
    assert need_of(NeedId("n"), OURS, replace(DRAFT, informed_on=date(2026, 6, 1)), KNOWN, NOW).informed_on is None


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, NeedState.CURRENT), (89, NeedState.CURRENT), (90, NeedState.TO_REVIEW), (166, NeedState.ENDING)],
)
def test_a_need_asks_for_a_review_then_ends(days: int, state: NeedState) -> None:
    """Due after 90 days, about to end in the last two weeks."""
    need = need_of(NeedId("n"), OURS, DRAFT, KNOWN, NOW)
    assert state_of(need, NOW + timedelta(days=days), 90) is state


def test_a_need_outlives_the_relay_the_site_and_the_member_it_named() -> None:
    """What is gone is left out, the rest stays."""
    draft = replace(DRAFT, holder="left", site="closed", relays=(PracticeId("gone"), THEIRS))
    assert still_named(draft, KNOWN) == replace(DRAFT, relays=(THEIRS,))
