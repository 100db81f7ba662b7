"""Needs of a file, for one practice: a report first, then everything accepted at once; nothing of a refused file is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE
from app.continuity.care_need import care_need_of
from app.core.errors import NotAllowed, NotFound, RuleRefusal, UnreadableFile
from app.services.continuity.import_needs import import_needs, practice_named
from app.services.continuity.seal_needs import read_needs
from app.store import journal
from tests.builders import COORDINATOR
from tests.services.a_vault import OURS, THEIRS, Vault, a_vault, contents

FILE = b"pseudonyme;categorie;commune_insee;relais\nP-0042;INS;44057;cabinet d'avessac\nP-0043;O2;44007;\n"


def held(vault: Vault) -> list[str]:
    return sorted(str(one.content["pseudonym"]) for one in read_needs(vault.member, vault.store, OURS))


def test_a_file_is_imported_once(tmp_path: Path) -> None:
    """Again: all unchanged, and nothing is written."""
    vault = a_vault(tmp_path)
    first = import_needs(vault.member, vault.store, FILE, OURS)
    with vault.store.reading() as conn:
        head = journal.head(conn)
    again = import_needs(vault.member, vault.store, FILE, OURS)
    with vault.store.reading() as conn:
        assert journal.head(conn) == head
    assert (first.accepted, again.accepted, again.unchanged) == (2, 0, 2)
    assert held(vault) == ["P-0042", "P-0043"]
    needs = map(care_need_of, read_needs(vault.member, vault.store, OURS))
    assert {one.pseudonym: one.relays for one in needs} == {"P-0042": (THEIRS,), "P-0043": ()}


def test_a_rehearsal_and_a_strict_refusal_write_nothing(tmp_path: Path) -> None:
    """The report is the same; accepted lines commit when nobody asked for all or none."""
    vault = a_vault(tmp_path)
    bad = FILE + b"Yvonne CANARI;INS;44057;\n"
    assert import_needs(vault.member, vault.store, FILE, OURS, dry_run=True).accepted == 2
    assert import_needs(vault.member, vault.store, bad, OURS, strict=True).rejected_lines == 1
    assert held(vault) == []
    assert import_needs(vault.member, vault.store, bad, OURS).accepted == 2
    assert held(vault) == ["P-0042", "P-0043"]
    assert b"CANARI" not in contents(tmp_path)


def test_a_column_that_says_who_leaves_nothing_behind(tmp_path: Path) -> None:
    """Neither on the disk nor in the sentence."""
    vault = a_vault(tmp_path)
    with pytest.raises(UnreadableFile) as refused:
        import_needs(
            vault.member, vault.store, b"pseudonyme;nom;categorie;commune_insee\nP-0042;CANARI;INS;44057\n", OURS
        )
    assert "CANARI" not in f"{refused.value}"
    assert b"CANARI" not in contents(tmp_path)
    assert held(vault) == []


def test_only_the_practice_or_the_command_line_imports(tmp_path: Path) -> None:
    """« unchanged » would tell the coordination that a need is there; without a declared place even the check is refused."""
    vault = a_vault(tmp_path / "declared")
    for actor in (vault.other, COORDINATOR):
        with pytest.raises(NotAllowed):
            import_needs(actor, vault.store, FILE, OURS, dry_run=True)
    assert import_needs(COMMAND_LINE, vault.store, FILE, OURS).accepted == 2
    undeclared = a_vault(tmp_path / "undeclared", declared=False)
    with pytest.raises(RuleRefusal):
        import_needs(undeclared.member, undeclared.store, FILE, OURS, dry_run=True)


def test_a_practice_is_named_by_its_id_or_its_name(tmp_path: Path) -> None:
    """Whatever the accents; one that nobody knows is refused."""
    vault = a_vault(tmp_path)
    for text in (OURS, "cabinet de fegreac", "Cabinet de Fégréac"):
        assert practice_named(COMMAND_LINE, vault.store, text) == OURS
    with pytest.raises(NotFound):
        practice_named(COMMAND_LINE, vault.store, "Cabinet de Redon")
