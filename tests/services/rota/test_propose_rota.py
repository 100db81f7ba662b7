"""A rota proposed beside the screens: written whole once it is found, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Role
from app.core.errors import NotAllowed, StaleRevision
from app.core.ids import CentreId
from app.services.keeping import long_work
from app.services.keeping.long_work import Stage, Workshop
from app.services.rota import propose_rota
from app.services.rota.propose_rota import Solving, begin_proposal, proposal_asked
from app.services.rota.read_rota import RotaView, read_rota
from app.store import accounts, centres
from app.store.database import Store
from tests.builders import COORDINATOR, a_centre, a_store, a_team
from tests.services.long_tasks import Endless
from tests.web.an_account import an_account

PATIENCE = 120.0


@pytest.fixture(autouse=True)
def workshop() -> Iterator[Workshop]:
    """As in the server."""
    opened = Workshop(1)
    long_work.use(opened)
    yield opened
    long_work.use(None)
    opened.close()


def opened(tmp_path: Path, name: str = "") -> tuple[Store, CentreId]:
    """A centre with one line on Monday, and enough people."""
    store = a_store(tmp_path / name)
    centre = a_centre(store)
    a_team(store)
    return store, centre


def drafted(store: Store, centre: CentreId) -> list[tuple[str, int | None, bool]]:
    view: RotaView = read_rota(COORDINATOR, store, centre)
    return [(seat.role, seat.line, seat.holder.filled) for seat in view.drafted]


def test_what_another_process_finds_is_what_is_found_in_place(tmp_path: Path) -> None:
    """The same draft, and whoever asked finds it again until they have read it."""
    store, centre = opened(tmp_path, "beside")
    work = begin_proposal(COORDINATOR, store, centre)
    assert work.wait(PATIENCE)
    assert work.stage is Stage.DONE, work.error
    assert proposal_asked(COORDINATOR, store, centre) is work
    assert proposal_asked(replace(COORDINATOR, id="another"), store, centre) is None
    work.dismiss()
    assert proposal_asked(COORDINATOR, store, centre) is None
    long_work.use(None)
    alone, same = opened(tmp_path, "in-place")
    propose_rota.propose_rota(COORDINATOR, alone, same)
    assert drafted(store, centre) == drafted(alone, same)
    assert any(filled for _role, _line, filled in drafted(store, centre))


def test_stopped_it_has_written_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither draft nor revision moves, while it is searched or after it is stopped."""
    store, centre = opened(tmp_path)
    monkeypatch.setattr(propose_rota, "_solving", lambda _prepared: Endless(tmp_path / "begun"))
    before = read_rota(COORDINATOR, store, centre)
    work = begin_proposal(COORDINATOR, store, centre)
    while not (tmp_path / "begun").exists():
        assert not work.wait(0.05), work.error
    assert work.stop()
    after = read_rota(COORDINATOR, store, centre)
    assert (after.revision, after.drafted) == (before.revision, before.drafted)


def test_a_rota_that_moved_meanwhile_keeps_what_was_done_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found answers another state: it is refused, in the work's own error."""
    store, centre = opened(tmp_path)
    solving, before = propose_rota._solving, drafted(store, centre)

    def moves(prepared: propose_rota.Prepared) -> Solving:
        with store.transaction() as conn:
            centres.touch_rota(conn, centre)
        return solving(prepared)

    monkeypatch.setattr(propose_rota, "_solving", moves)
    work = begin_proposal(COORDINATOR, store, centre)
    assert work.wait(PATIENCE)
    assert isinstance(work.error, StaleRevision)
    assert drafted(store, centre) == before


@pytest.mark.parametrize("now", ["closed", "reading"])
def test_who_may_no_more_when_it_is_found_writes_nothing(
    now: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account was closed, or given another role, while the proposal was searched."""
    store, centre = opened(tmp_path)
    account = an_account(store)
    solving, before = propose_rota._solving, drafted(store, centre)

    def goes(prepared: propose_rota.Prepared) -> Solving:
        with store.transaction() as conn:
            held = accounts.find(conn, account.id)
            assert held is not None
            if now == "closed":
                accounts.change(conn, replace(held, disabled_at=store.now()))
            else:
                accounts.change(conn, replace(held, role=Role.READING))
        return solving(prepared)

    monkeypatch.setattr(propose_rota, "_solving", goes)
    work = begin_proposal(account.actor, store, centre)
    assert work.wait(PATIENCE)
    assert isinstance(work.error, NotAllowed)
    assert drafted(store, centre) == before
