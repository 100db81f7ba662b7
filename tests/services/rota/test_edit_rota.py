"""Tests of app/services/rota/edit_rota.py: what can be undone and done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.scheduling.warnings import WarningCode
from app.services.keeping.set_up_community import set_up_community
from app.services.rota.edit_rota import edit_rota, undo_edit
from app.services.rota.propose_rota import propose_rota
from app.services.rota.read_rota import read_rota
from app.store.community import Community
from tests.builders import COORDINATOR, a_centre, a_person, a_store, a_team, some_people


def test_a_new_change_forgets_what_was_undone(tmp_path: Path) -> None:
    """Propose, undo, free a seat by hand: the proposal can't come back over it, the change can be undone."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    team = a_team(store)
    propose_rota(COORDINATOR, store, centre)
    assert undo_edit(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision) == "Proposition"
    view = read_rota(COORDINATOR, store, centre)
    seat = next(one for one in view.drafted if one.role == "supervising_physician")
    edit_rota(COORDINATOR, store, centre, view.revision, {seat.id: team["Anne"].id}, reason="Elle est sur place")
    with pytest.raises(InvalidInput, match="rétablir"):
        undo_edit(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision, again=True)
    assert undo_edit(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision) == "Modification"


def test_a_seat_beyond_the_radius_somebody_declared_warns(tmp_path: Path) -> None:
    """A physician of Plumergat who accepts five minutes of road, put by hand on a seat in Auray: it is said, nothing is written."""
    store = a_store(tmp_path)
    set_up_community(COORDINATOR, store, Community(name="CPTS", territory="auray"))
    centre = a_centre(store)
    far = a_person("Anne", "medecin", commune_insee="56175", radius_minutes=5)
    some_people(store, far)
    view = read_rota(COORDINATOR, store, centre)
    seat = next(one for one in view.drafted if one.role == "supervising_physician")
    edit = edit_rota(COORDINATOR, store, centre, view.revision, {seat.id: far.id})
    assert not edit.written
    assert WarningCode.TOO_FAR in {one.code for one in edit.warnings}
