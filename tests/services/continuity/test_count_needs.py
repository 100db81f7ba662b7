"""A practice's numbers: exact for itself, as the masked lists tell them for the coordination unless something is under way."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.continuity.band import Band
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PracticeId
from app.services.continuity.count_needs import CountDraft, count_needs, read_counts
from app.services.continuity.seal_needs import seal_needs
from app.services.keeping.set_up_community import set_up_community
from app.store import community, journal
from app.store.community import Community
from tests.builders import COORDINATOR
from tests.services.a_vault import ADMIN, OURS, a_need, a_vault


def test_numbers_are_kept_where_needs_have_no_place(tmp_path: Path) -> None:
    """Counted today, written over at the revision read, told to the journal without a number."""
    vault = a_vault(tmp_path, declared=False)
    count_needs(vault.member, vault.store, OURS, [CountDraft("INS", 12), CountDraft("O2", 3)])
    count_needs(COORDINATOR, vault.store, OURS, [CountDraft("O2", 4, 1)])
    own = read_counts(vault.member, vault.store, OURS)
    assert {code: (row.needs, row.revision) for code, row in own.rows.items()} == {
        "INS": (Band(12, 12), 1),
        "O2": (Band(4, 4), 2),
    }
    assert own.total == Band(16, 16)
    with vault.store.reading() as conn:
        written = [entry.payload for entry in journal.recent(conn) if entry.type == "care_counts_written"]
    assert sorted(map(str, written)) == ["{'categories': 1}", "{'categories': 2}"]


def test_the_coordination_reads_what_the_lists_tell(tmp_path: Path) -> None:
    """Beside the total of the practice the large category would give the small one; in a demonstration, the numbers."""
    vault = a_vault(tmp_path, declared=False)
    count_needs(vault.member, vault.store, OURS, [CountDraft("INS", 12), CountDraft("O2", 3)])
    seen = read_counts(COORDINATOR, vault.store, OURS)
    assert {code: (row.needs, row.revision) for code, row in seen.rows.items()} == {"INS": (None, 1), "O2": (None, 1)}
    assert seen.total == Band(15, 19)
    set_up_community(ADMIN, vault.store, Community(name="Démonstration", demonstration=True))
    with vault.store.reading() as conn:
        assert community.read(conn).demonstration
    assert read_counts(COORDINATOR, vault.store, OURS).total == Band(15, 15)


def test_one_need_more_in_a_small_category_reads_the_same(tmp_path: Path) -> None:
    """Nought, one or four on oxygen: neither its row nor another tells them apart."""
    found = []
    for there in (0, 1, 4):
        vault = a_vault(tmp_path / str(there), declared=False)
        count_needs(vault.member, vault.store, OURS, [CountDraft("INS", 20), CountDraft("O2", there)])
        rows = read_counts(COORDINATOR, vault.store, OURS).rows
        found.append(rows["O2"].needs)
    assert found == [None] * 3


def test_numbers_the_lists_do_not_hold_are_masked(tmp_path: Path) -> None:
    """A practice that notes needs is known by them: its old totals are in no list, and are told to nobody else."""
    vault = a_vault(tmp_path)
    count_needs(vault.member, vault.store, OURS, [CountDraft("INS", 12)])
    seal_needs(vault.member, vault.store, OURS, [a_need()])
    seen = read_counts(COORDINATOR, vault.store, OURS)
    assert (seen.total, seen.rows["INS"].needs) == (None, None)
    assert read_counts(vault.member, vault.store, OURS).total == Band(12, 12)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (CountDraft("XXX", 1), InvalidInput),
        (CountDraft("O2", -1), InvalidInput),
        (CountDraft("O2", 5001), InvalidInput),
        (CountDraft("O2", 2, 1), StaleRevision),
        (CountDraft("INS", 2, 0), StaleRevision),
    ],
)
def test_what_does_not_fit_writes_nothing(tmp_path: Path, draft: CountDraft, refusal: type[Exception]) -> None:
    """All or none."""
    vault = a_vault(tmp_path)
    count_needs(vault.member, vault.store, OURS, [CountDraft("INS", 12)])
    with pytest.raises(refusal):
        count_needs(vault.member, vault.store, OURS, [CountDraft("PLAIE", 7), draft])
    assert list(read_counts(vault.member, vault.store, OURS).rows) == ["INS"]


def test_a_professional_counts_for_their_own_practice_alone(tmp_path: Path) -> None:
    """Another's is refused; one that is gone is not found."""
    vault = a_vault(tmp_path)
    with pytest.raises(NotAllowed):
        count_needs(vault.other, vault.store, OURS, [CountDraft("INS", 1)])
    with pytest.raises(NotAllowed):
        read_counts(vault.other, vault.store, OURS)
    with pytest.raises(NotFound):
        read_counts(COORDINATOR, vault.store, PracticeId("gone"))
