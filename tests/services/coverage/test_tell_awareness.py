"""Tests of app/services/coverage/tell_awareness.py: what was told to whom is noted, changed as it was seen, taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound
from app.response.training import Communication
from app.services.coverage.tell_awareness import put_communication, remove_communication
from app.store import awareness
from app.store.database import Store
from tests.builders import COORDINATOR, a_store

LETTER = Communication(
    id="", day=date(2026, 11, 20), audience=" adhérents ", channel="e-mail", title="Lettre  n° 4", reached=118
)


def read_awareness(store: Store) -> list[Communication]:
    """The log, the newest first."""
    with store.reading() as conn:
        return awareness.every(conn)


def test_a_communication_is_noted_changed_and_taken_out(tmp_path: Path) -> None:
    """Spaces tidied, who noted it kept; changed only over what was seen."""
    store = a_store(tmp_path)
    id = put_communication(COORDINATOR, store, LETTER)
    [held] = read_awareness(store)
    assert held == replace(LETTER, id=id, audience="adhérents", title="Lettre n° 4", actor_id=COORDINATOR.id)
    put_communication(COORDINATOR, store, replace(held, reached=120), seen=held)
    with pytest.raises(NotFound, match="modifié cette ligne"):
        put_communication(COORDINATOR, store, replace(held, reached=99), seen=held)
    assert [one.reached for one in read_awareness(store)] == [120]
    remove_communication(COORDINATOR, store, id)
    assert read_awareness(store) == []
    with pytest.raises(NotFound):
        remove_communication(COORDINATOR, store, id)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "Dites ce qui"),
        ({"audience": ""}, "Dites ce qui"),
        ({"title": "x" * 121}, "trop long"),
        ({"day": date(2026, 11, 27)}, "pas encore passée"),
        ({"reached": -1}, "de 0 à"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, fields: dict[str, object], said: str) -> None:
    """A sentence says what; nothing is written."""
    store = a_store(tmp_path)
    with pytest.raises(InvalidInput, match=said):
        put_communication(COORDINATOR, store, replace(LETTER, **fields))  # type: ignore[arg-type]
    assert read_awareness(store) == []
