"""The library of plans as each role reads it, the site's own files over those shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.access.permissions import ALLOWED, Action
from app.core.errors import NotAllowed
from app.library.content import content_file
from app.services.plans.read_plans import read_plans
from tests.builders import READER, a_store

CELL = "plans/typologie_1/cards/ouvrir_la_cellule.md"


@pytest.mark.parametrize("role", Role)
def test_everyone_inside_reads_them_and_nobody_else(tmp_path: Path, role: Role) -> None:
    """Nobody's name is in them."""
    actor, store = Actor("quelqu-un", "Quelqu’un", role), a_store(tmp_path)
    if role in ALLOWED[Action.READ_PLANS]:
        assert len(read_plans(actor, store).sheets) == 14
    else:
        with pytest.raises(NotAllowed):
            read_plans(actor, store)


def test_a_card_corrected_by_the_site_is_read_at_once(tmp_path: Path) -> None:
    """Each time its file changes, without starting anything again."""
    store = a_store(tmp_path)
    assert read_plans(READER, store).cards["ouvrir_la_cellule"].title == "Ouvrir la cellule de crise"
    path = store.folder.content / CELL
    path.parent.mkdir(parents=True)
    shipped = content_file(CELL).read_text("utf-8")
    for title in ("Ouvrir la cellule", "Ouvrir la nôtre"):
        path.write_text(shipped.replace("Ouvrir la cellule de crise", title), "utf-8")
        assert read_plans(READER, store).cards["ouvrir_la_cellule"].title == title
