"""Coverage on paper: what it says, that it names nobody, that an exercise says so, that it is journaled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.services.coverage.coverage_stage import Asked, Moment
from app.services.coverage.print_coverage import print_coverage
from app.services.coverage.read_coverage import read_losses
from app.services.keeping.set_up_community import set_up_community
from app.store import journal
from app.store.community import Community
from tests.builders import COORDINATOR
from tests.documents.printed import assert_tagged, assert_tidy, pages_of
from tests.drills.a_world import a_world
from tests.services.a_coverage import FLU, a_coverage
from tests.services.a_territory import a_territory

MORNING = Asked("2026-11-26-morning")


def test_the_paper_says_the_answer_and_names_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever prints it may read names on screen; the door of a town hall may not."""
    world = a_world()
    guessed = frozenset(one.id for one in world.ordinary.needs if one.skill == "dispensing")
    store = a_coverage(tmp_path, monkeypatch, replace(world, estimated=guessed))
    assert "NOM" in str(read_losses(COORDINATOR, store, MORNING).rows)
    printed = print_coverage(COORDINATOR, store, Asked(MORNING.slice, FLU, Moment.AFTER))
    pages = pages_of(printed)
    assert all("EXERCICE" in page for page in pages)
    whole = " ".join(" ".join(pages).split())
    assert "Après « Grippe », jeudi 26 novembre, matin : 24 demandes de soins sur 67" in whole
    assert "infirmière, Commune A" in whole
    assert "NOM" not in whole
    assert "Une valeur de travail." in whole
    assert_tagged(printed, "EXERCICE · Couverture du territoire")
    assert_tidy(printed)
    with store.reading() as conn:
        entry = journal.recent(conn, 1)[0]
    assert (entry.type, entry.payload["shock"], entry.payload["moment"]) == ("coverage_printed", FLU, "after")


def test_the_live_map_prints_without_the_band_of_an_exercise(tmp_path: Path) -> None:
    """A territory of the product with its outlines, nobody in it: the map, its legend, thirty-one communes."""
    printed = print_coverage(COORDINATOR, a_territory(tmp_path), Asked())
    pages = pages_of(printed)
    assert "EXERCICE" not in " ".join(pages)
    assert "en déficit" in pages[0]
    assert all(name in " ".join(pages) for name in ("Auray", "Hœdic", "Sauzon"))
    assert_tidy(printed)


def test_a_territory_that_is_not_chosen_prints_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without outlines, tables alone."""
    store = a_coverage(tmp_path, monkeypatch)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive"))
    assert "Carte" not in pages_of(print_coverage(COORDINATOR, store, MORNING))[0]


def test_a_professional_prints_nothing(tmp_path: Path) -> None:
    """Their own pages are elsewhere."""
    with pytest.raises(NotAllowed):
        print_coverage(Actor("pro", "Pro", Role.PROFESSIONAL), a_territory(tmp_path), Asked())
