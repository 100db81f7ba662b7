"""The list of an event on paper: of the whole cell or of one function, and marked when it is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import NotFound
from app.response.event import EventKind
from app.services.crisis.print_event import print_checklist
from app.services.crisis.read_event import read_event
from app.services.crisis.tick_checklist import skip_checklist, tick_checklist
from tests.builders import COORDINATOR, a_store
from tests.documents.printed import text_of
from tests.services.an_event import PLAN, a_request, an_event


def test_the_list_prints_what_the_screen_shows(tmp_path: Path) -> None:
    """Ticked and set aside say by whom; one function prints its own alone; a request to take up stands at the end."""
    store = a_store(tmp_path)
    event_id = an_event(store, kind=EventKind.EXERCISE, plans=[PLAN])
    a_request(store, event_id)
    first, second, *others = read_event(COORDINATOR, store).items
    tick_checklist(COORDINATOR, store, first.id, 1)
    skip_checklist(COORDINATOR, store, second.id, 1, "Fait par la mairie")
    said = " ".join(text_of(print_checklist(COORDINATOR, store, event_id)).split())
    assert "EXERCICE – EXERCICE – EXERCICE" in said
    assert "Fait par la mairie" in said
    assert "demande 1 × médecin en renfort" in said
    mine = " ".join(text_of(print_checklist(COORDINATOR, store, event_id, "logistics")).split())
    for one in others:
        if one.function != "logistics":
            assert " ".join(one.text.split())[:60] not in mine
    with pytest.raises(NotFound):
        print_checklist(COORDINATOR, store, "rien")
