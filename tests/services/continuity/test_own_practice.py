"""Whose practice is whose, and why its needs have no place today."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed, NotFound
from app.core.ids import PracticeId
from app.services.continuity.own_practice import own_practice, require_own_practice, why_no_place
from tests.builders import COORDINATOR, READER
from tests.services.a_vault import OURS, THEIRS, a_vault


def test_a_professional_has_the_practice_of_their_sheet(tmp_path: Path) -> None:
    """Nobody else has one: neither the coordination, nor who is not in the roster."""
    vault = a_vault(tmp_path)
    with vault.store.reading() as conn:
        assert [own_practice(conn, one) for one in (vault.member, vault.other, COORDINATOR, volunteer("nobody", "N."))] == [
            OURS, THEIRS, None, None,
        ]  # fmt: skip


def test_one_s_own_and_the_coordination_pass(tmp_path: Path) -> None:
    """Another's is refused, and one that is gone is said to be."""
    vault = a_vault(tmp_path)
    with vault.store.reading() as conn:
        assert require_own_practice(conn, vault.member, OURS).name == "Cabinet de Fégréac"
        assert require_own_practice(conn, COORDINATOR, THEIRS).id == THEIRS
        with pytest.raises(NotAllowed):
            require_own_practice(conn, vault.member, THEIRS)
        with pytest.raises(NotFound):
            require_own_practice(conn, COORDINATOR, PracticeId("gone"))


@pytest.mark.parametrize("declared", [True, False])
def test_needs_have_a_place_once_hosting_is_declared(tmp_path: Path, declared: bool) -> None:
    """Before, the reason is given; to those concerned alone."""
    vault = a_vault(tmp_path, declared=declared)
    assert (why_no_place(vault.member, vault.store, OURS) is None) == declared
    with pytest.raises(NotAllowed):
        why_no_place(vault.other, vault.store, OURS)
    with pytest.raises(NotAllowed):
        why_no_place(READER, vault.store, OURS)
