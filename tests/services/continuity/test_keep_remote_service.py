"""Remote services are kept, changed at the revision they were read at, and taken away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PracticeId
from app.services.continuity.keep_remote_service import put_remote_service, remove_remote_service
from app.services.continuity.read_relays import read_remotes
from tests.builders import COORDINATOR
from tests.continuity.test_remote_service import ALARMS
from tests.services.some_practices import HAD, OBSERVER, OURS, some_practices


def test_a_service_is_kept_changed_and_taken_away(tmp_path: Path) -> None:
    """Every field comes back; those that rest on one person come first; taken away, it is read no more."""
    store = some_practices(tmp_path).store
    alarms = replace(ALARMS, practice=OURS, phone="01 99 00 70 10", needs_power=False, categories=("ONCO", "IC"))
    id = put_remote_service(COORDINATOR, store, alarms)
    put_remote_service(COORDINATOR, store, replace(ALARMS, name="Avis à distance", readers=4, site=HAD.id))
    first, second = read_remotes(COORDINATOR, store).services
    assert first == replace(alarms, id=id, phone="+33199007010", categories=("IC", "ONCO"), revision=1)
    assert (second.name, second.site) == ("Avis à distance", HAD.id)
    put_remote_service(COORDINATOR, store, replace(first, readers=2))
    with pytest.raises(StaleRevision):
        put_remote_service(COORDINATOR, store, replace(first, readers=3))
    with pytest.raises(StaleRevision):
        remove_remote_service(COORDINATOR, store, id, 1)
    remove_remote_service(COORDINATOR, store, id, 2)
    assert [one.name for one in read_remotes(COORDINATOR, store).services] == ["Avis à distance"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"categories": ("INS",)}, InvalidInput),
        ({"categories": ("RIEN",)}, InvalidInput),
        ({"phone": "12"}, InvalidInput),
        ({"practice": PracticeId("parti")}, NotFound),
        ({"site": "parti"}, NotFound),
    ],
)
def test_what_it_can_not_hold_is_refused(tmp_path: Path, wrong: dict[str, Any], error: type[Exception]) -> None:
    """A category that asks for hands, one that is gone, a place that is gone."""
    store = some_practices(tmp_path).store
    with pytest.raises(error):
        put_remote_service(COORDINATOR, store, replace(ALARMS, **wrong))
    assert read_remotes(COORDINATOR, store).services == ()


def test_only_the_cell_keeps_them(tmp_path: Path) -> None:
    """And one that never was is not taken away."""
    store = some_practices(tmp_path).store
    with pytest.raises(NotAllowed):
        put_remote_service(OBSERVER, store, ALARMS)
    with pytest.raises(NotFound):
        remove_remote_service(COORDINATOR, store, "rien", 1)
