"""Registers as the coordination reads them: totals, a first end, a review due; never a row nor a small number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.continuity.band import NOBODY, Band
from app.continuity.need_rules import NeedDraft
from app.services.continuity.count_needs import CountDraft, count_needs
from app.services.continuity.read_need_desk import read_need_desk
from app.services.continuity.record_needs import record_needs
from app.store import care_keys
from tests.builders import COORDINATOR
from tests.services.a_vault import OURS, THEIRS, a_vault

DRAFT = NeedDraft(pseudonym="P-0042", category="INS", commune="44057")
SEVEN = [replace(DRAFT, pseudonym=f"P-{n:04d}") for n in range(1, 8)]


def test_each_practice_is_one_line_of_totals(tmp_path: Path) -> None:
    """Bands for the coordination; exact for the practice itself, which sees no other."""
    vault = a_vault(tmp_path)
    record_needs(vault.member, vault.store, OURS, SEVEN)
    count_needs(vault.other, vault.store, THEIRS, [CountDraft("PLAIE", 11)])
    desk = read_need_desk(COORDINATOR, vault.store)
    assert [(one.practice.id, one.needs, one.counted, one.review_due) for one in desk.practices] == [
        (OURS, Band(5, 9), NOBODY, False),
        (THEIRS, NOBODY, Band(10, 14), False),
    ]
    assert str(desk.practices[0].first_end) == "2027-05-25"
    own = read_need_desk(vault.member, vault.store)
    assert [(one.practice.id, one.needs) for one in own.practices] == [(OURS, Band(7, 7))]


def test_a_single_need_reads_less_than_five_and_says_nothing_of_itself(tmp_path: Path) -> None:
    """Neither its number, its category, its commune nor its id is in what the coordination is given."""
    vault = a_vault(tmp_path)
    [id] = record_needs(vault.member, vault.store, OURS, [DRAFT])
    desk = read_need_desk(COORDINATOR, vault.store)
    [known] = desk.known
    assert known.needs.text == "moins de 5"
    told = repr(desk)
    assert not [word for word in ("P-0042", "INS", "44057", id) if word in told]


def test_who_waits_for_a_review_comes_first_then_who_said_nothing_last(tmp_path: Path) -> None:
    """A review due is said without saying of how many."""
    vault = a_vault(tmp_path)
    record_needs(vault.member, vault.store, OURS, [DRAFT])
    assert [one.is_known for one in read_need_desk(COORDINATOR, vault.store).practices] == [True, False]
    vault.clock.forward(days=91)
    record_needs(vault.other, vault.store, THEIRS, [DRAFT])
    assert [(one.practice.id, one.review_due) for one in read_need_desk(COORDINATOR, vault.store).practices] == [
        (OURS, True),
        (THEIRS, False),
    ]


def test_needs_that_no_key_opens_come_first_and_are_never_silence(tmp_path: Path) -> None:
    """A lost key is told, with how many it kept."""
    vault = a_vault(tmp_path)
    record_needs(vault.member, vault.store, OURS, SEVEN)
    record_needs(vault.other, vault.store, THEIRS, [DRAFT])
    care_keys.path_of(vault.store.folder, THEIRS).unlink()
    first = read_need_desk(COORDINATOR, vault.store).practices[0]
    assert (first.practice.id, first.unreadable, first.needs, first.is_known) == (THEIRS, 1, NOBODY, True)


def test_the_desk_beside_the_masked_lists_gives_no_small_number(tmp_path: Path) -> None:
    """Twenty-four and one make twenty-five, which the lists tell: the desk tells no more of either, whatever the split."""
    said = set()
    for few in (1, 3):
        vault = a_vault(tmp_path / str(few))
        count_needs(vault.other, vault.store, THEIRS, [CountDraft("PLAIE", 25 - few)])
        count_needs(vault.member, vault.store, OURS, [CountDraft("PLAIE", few)])
        desk = read_need_desk(COORDINATOR, vault.store)
        said.add(tuple((one.practice.id, one.counted) for one in desk.known))
    assert said == {((THEIRS, Band(0, 29)), (OURS, Band(0, 29)))}
