"""A practice's numbers: exact for itself, in bands for the coordination unless something is under way."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.continuity.band import Band
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PracticeId
from app.services.count_needs import CountDraft, count_needs, read_counts
from app.services.set_up_community import set_up_community
from app.store import community, journal
from app.store.community import Community
from tests.builders import COORDINATOR
from tests.services.a_vault import ADMIN, OURS, a_vault


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


def test_the_coordination_reads_bands(tmp_path: Path) -> None:
    """And so their total; in a demonstration, where needs are nobody's, the numbers."""
    vault = a_vault(tmp_path, declared=False)
    count_needs(vault.member, vault.store, OURS, [CountDraft("INS", 12), CountDraft("O2", 3)])
    seen = read_counts(COORDINATOR, vault.store, OURS)
    assert {code: row.needs for code, row in seen.rows.items()} == {"INS": Band(10, 14), "O2": Band(0, 4)}
    assert seen.total == Band(10, 18)
    set_up_community(ADMIN, vault.store, Community(name="Démonstration", demonstration=True))
    with vault.store.reading() as conn:
        assert community.read(conn).demonstration
    assert read_counts(COORDINATOR, vault.store, OURS).total == Band(15, 15)


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
