"""To whom the plan was sent: recorded with its proof, acknowledged later, and superseded by the next one sent."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.response.plan import Channel, PlanState
from app.services.plans.send_plan import complete_sending, send_plan
from app.store import plans
from app.store.database import open_store
from tests.builders import COORDINATOR, READER, MovingClock, a_store
from tests.services.a_plan import CPAM, TODAY, a_dispatch, a_draft, a_sent, a_validated, the


def test_a_validated_version_is_sent_to_several_at_once(tmp_path: Path) -> None:
    """Each with its address, its channel and its proof."""
    store = a_store(tmp_path)
    version = a_validated(store)
    post = a_dispatch(CPAM, " CPAM du Morbihan ", address="", channel=Channel.POST, proof=" AR 12 ")
    send_plan(COORDINATOR, store, 1, [a_dispatch(), post])
    with store.reading() as conn:
        sent = plans.sendings(conn, version.id)
    assert [(one.recipient, one.organisation, one.address, one.channel, one.proof, one.at) for one in sent] == [
        ("ars_branch:56", "ARS, Morbihan", "dd56@ars.example.org", Channel.EMAIL, "", store.now()),
        ("cpam:56", "CPAM du Morbihan", "", Channel.POST, "AR 12", store.now()),
    ]
    assert the(store, 1).state is PlanState.SENT
    assert the(store, 1).sections == version.sections


def test_the_version_sent_before_is_superseded_by_the_next_one_sent(tmp_path: Path) -> None:
    """Not by the next one validated: until it is sent, the one they hold is the one in force."""
    store = a_store(tmp_path)
    a_sent(store)
    a_validated(store)
    assert (the(store, 1).state, the(store, 2).state) == (PlanState.SENT, PlanState.VALIDATED)
    send_plan(COORDINATOR, store, 2, [a_dispatch()])
    assert (the(store, 1).state, the(store, 2).state) == (PlanState.SUPERSEDED, PlanState.SENT)
    with pytest.raises(InvalidInput, match="remplacée"):
        send_plan(COORDINATOR, store, 1, [a_dispatch(CPAM, "CPAM")])
    send_plan(COORDINATOR, store, 2, [a_dispatch(CPAM, "CPAM")])
    assert the(store, 2).state is PlanState.SENT


def test_a_sending_of_another_day_is_noted_at_noon(tmp_path: Path) -> None:
    """Nobody noted the hour; it comes after the validation and not in the future."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    version = a_validated(store)
    clock.forward(days=3)
    send_plan(COORDINATOR, store, 1, [a_dispatch(on=TODAY + timedelta(days=1))])
    with store.reading() as conn:
        [sent] = plans.sendings(conn, version.id)
    assert sent.at.isoformat() == "2026-11-27T11:00:00+00:00"
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=4)):
        with pytest.raises(InvalidInput, match="après sa validation"):
            send_plan(COORDINATOR, store, 1, [a_dispatch(CPAM, "CPAM", on=day)])


@pytest.mark.parametrize(
    ("dispatches", "said"),
    [
        ([], "Cochez au moins un destinataire"),
        ([a_dispatch(), a_dispatch()], "déjà noté"),
        ([a_dispatch(organisation=" ")], "à qui"),
        ([a_dispatch(proof="x" * 401)], "trop long"),
    ],
)
def test_what_is_refused_leaves_nothing_half_written(tmp_path: Path, dispatches: list[object], said: str) -> None:
    """All or nothing."""
    store = a_store(tmp_path)
    version = a_validated(store)
    with pytest.raises(InvalidInput, match=said):
        send_plan(COORDINATOR, store, 1, dispatches)  # type: ignore[arg-type]
    with store.reading() as conn:
        assert plans.sendings(conn, version.id) == ()
    assert the(store, 1).state is PlanState.VALIDATED


def test_a_draft_does_not_leave(tmp_path: Path) -> None:
    """Nor what is not there, nor by who only reads."""
    store = a_store(tmp_path)
    with pytest.raises(NotFound):
        send_plan(COORDINATOR, store, 1, [a_dispatch()])
    a_draft(store)
    with pytest.raises(InvalidInput, match="brouillon"):
        send_plan(COORDINATOR, store, 1, [a_dispatch()])
    with pytest.raises(NotAllowed):
        send_plan(READER, store, 1, [a_dispatch()])


def test_an_acknowledgement_comes_after_the_sending(tmp_path: Path) -> None:
    """With the proof it brings; a second press changes nothing more."""
    store = a_store(tmp_path)
    version = a_sent(store)
    with store.reading() as conn:
        first = plans.sendings(conn, version.id)[0]
    for _press in range(2):
        complete_sending(COORDINATOR, store, first.id, proof=" accusé 7 ", acknowledged_on=TODAY)
    with store.reading() as conn:
        found = plans.sendings(conn, version.id)[0]
    assert (found.proof, found.acknowledged_on) == ("accusé 7", TODAY)
    for day in (date(2026, 11, 25), date(2026, 11, 27)):
        with pytest.raises(InvalidInput, match="après l’envoi"):
            complete_sending(COORDINATOR, store, first.id, acknowledged_on=day)
    with pytest.raises(InvalidInput, match="400"):
        complete_sending(COORDINATOR, store, first.id, proof="x" * 401)
    with pytest.raises(NotFound):
        complete_sending(COORDINATOR, store, "inconnu")
