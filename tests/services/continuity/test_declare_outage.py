"""Cuts are noted with what their kind asks for, dated as news come, ended, taken away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.continuity.situation import OutageKind
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.response.event import EventKind
from app.services.continuity.declare_outage import (
    OutageDraft,
    change_outage_end,
    declare_outage,
    end_outage,
    remove_outage,
)
from app.services.continuity.keep_remote_service import put_remote_service
from app.store import journal, outages
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY
from tests.continuity.test_remote_service import ALARMS
from tests.services.an_event import an_event
from tests.services.some_practices import FEGREAC, HAD, OBSERVER, REDON, RIEUX, SEVERAC, some_practices

NINE_HOURS = THURSDAY + timedelta(hours=9)


def a_draft(**said: Any) -> OutageDraft:
    usual: dict[str, Any] = {"kind": OutageKind.POWER, "starts_at": THURSDAY, "ends_at": NINE_HOURS}
    return OutageDraft(**{"communes": (FEGREAC, SEVERAC), **usual, **said})


def since(store: Store, *, exercise: bool = False) -> list[str]:
    with store.reading() as conn:
        return [one.id for one in outages.since(conn, store.now(), exercise=exercise)]


def test_a_power_cut_is_kept_as_it_was_said(tmp_path: Path) -> None:
    """Communes and hours; the journal holds counts, never where."""
    store = some_practices(tmp_path).store
    id = declare_outage(COORDINATOR, store, a_draft())
    with store.reading() as conn:
        one = outages.find(conn, id)
        [entry] = [row for row in journal.recent(conn) if row.type == "outage_noted"]
    assert one is not None
    assert (one.kind, one.communes, one.starts_at, one.ends_at) == (
        OutageKind.POWER, (FEGREAC, SEVERAC), THURSDAY, NINE_HOURS,
    )  # fmt: skip
    assert entry.payload == {"kind": "power", "communes": 2, "categories": 0}


def test_only_what_the_kind_asks_for_is_kept(tmp_path: Path) -> None:
    """Communes and a name left in the form from another kind say nothing of a road."""
    store = some_practices(tmp_path).store
    id = declare_outage(
        COORDINATOR, store,
        a_draft(kind=OutageKind.ROAD, roads=((RIEUX, FEGREAC),), title="reste", site=HAD.id, categories=("O2",)),
    )  # fmt: skip
    with store.reading() as conn:
        one = outages.find(conn, id)
    assert one is not None
    assert (one.roads, one.communes, one.title, one.site, one.categories) == (((FEGREAC, RIEUX),), (), "", "", ())


@pytest.mark.parametrize(
    ("kind", "wrong", "error"),
    [
        (OutageKind.POWER, {"communes": ("75056",)}, InvalidInput),
        (OutageKind.POWER, {"communes": ()}, InvalidInput),
        (OutageKind.ROAD, {"roads": ((SEVERAC, REDON),)}, InvalidInput),
        (OutageKind.MEDICINE, {"categories": ("RIEN",)}, InvalidInput),
        (OutageKind.SITE, {"site": "parti"}, NotFound),
        (OutageKind.REMOTE, {"remote": "parti"}, NotFound),
        (OutageKind.POWER, {"ends_at": THURSDAY}, InvalidInput),
    ],
)
def test_what_is_not_of_the_territory_is_refused(
    tmp_path: Path, kind: OutageKind, wrong: dict[str, Any], error: type[Exception]
) -> None:
    """A commune elsewhere, a road that is none, a category, an establishment or a service that are gone."""
    store = some_practices(tmp_path).store
    with pytest.raises(error):
        declare_outage(COORDINATOR, store, a_draft(kind=kind, **wrong))
    assert since(store) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (OutageKind.ROAD, {"roads": ((RIEUX, FEGREAC),)}),
        (OutageKind.SITE, {"site": HAD.id}),
        (OutageKind.SUPPLIER, {"title": "Prestataire fictif", "categories": ("O2",)}),
        (OutageKind.MEDICINE, {"title": "Insuline fictive", "categories": ("INS",)}),
        (OutageKind.NETWORK, {}),
        (OutageKind.WATER, {}),
    ],
)
def test_every_kind_may_be_noted(tmp_path: Path, kind: OutageKind, said: dict[str, Any]) -> None:
    """With what it asks for and no more."""
    store = some_practices(tmp_path).store
    id = declare_outage(COORDINATOR, store, a_draft(kind=kind, **said))
    assert since(store) == [id]


def test_a_remote_service_may_stop(tmp_path: Path) -> None:
    """One that is in service."""
    store = some_practices(tmp_path).store
    remote = put_remote_service(COORDINATOR, store, ALARMS)
    id = declare_outage(COORDINATOR, store, a_draft(kind=OutageKind.REMOTE, remote=remote))
    assert since(store) == [id]


def test_its_end_is_changed_as_news_come_then_it_is_over(tmp_path: Path) -> None:
    """Later, unknown, then now; whoever writes second is told."""
    around = some_practices(tmp_path)
    id = declare_outage(COORDINATOR, around.store, a_draft())
    change_outage_end(COORDINATOR, around.store, id, 1, None)
    with pytest.raises(StaleRevision):
        change_outage_end(COORDINATOR, around.store, id, 1, NINE_HOURS)
    with pytest.raises(InvalidInput):
        change_outage_end(COORDINATOR, around.store, id, 2, THURSDAY)
    around.clock.forward(hours=3)
    end_outage(COORDINATOR, around.store, id, 2)
    assert since(around.store) == []


def test_one_taken_away_or_not_begun_counts_nowhere(tmp_path: Path) -> None:
    """And is taken away once."""
    store = some_practices(tmp_path).store
    first, later = declare_outage(COORDINATOR, store, a_draft()), a_draft(starts_at=NINE_HOURS, ends_at=None)
    second = declare_outage(COORDINATOR, store, later)
    remove_outage(COORDINATOR, store, first, 1)
    end_outage(COORDINATOR, store, second, 1)
    assert since(store) == []
    with pytest.raises(StaleRevision):
        remove_outage(COORDINATOR, store, first, 1)
    with pytest.raises(NotFound):
        remove_outage(COORDINATOR, store, "rien", 1)


def test_cuts_of_an_exercise_are_read_alone(tmp_path: Path) -> None:
    """Neither world sees the other’s."""
    store = some_practices(tmp_path).store
    played = declare_outage(COORDINATOR, store, a_draft(event_id=an_event(store, kind=EventKind.EXERCISE)))
    real = declare_outage(COORDINATOR, store, a_draft())
    assert (since(store), since(store, exercise=True)) == ([real], [played])


def test_only_the_cell_notes_cuts(tmp_path: Path) -> None:
    """An observer reads masked totals, no more."""
    with pytest.raises(NotAllowed):
        declare_outage(OBSERVER, some_practices(tmp_path).store, a_draft())
