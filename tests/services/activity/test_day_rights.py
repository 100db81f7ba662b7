"""Tests of app/services/activity/day_rights.py and session_links.py: what a session's links open, and for how long."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.links import door_subject, lead_subject
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import SessionId
from app.scheduling.session import SessionState
from app.services.activity.day_rights import door_is_open, lead_actor, lead_is_open, require_session, run_session
from app.services.activity.session_links import session_links
from app.store import sessions
from tests.builders import COORDINATOR, READER
from tests.services.a_day import NEXT, SESSION, a_day


def test_a_lead_s_link_is_worth_one_session(tmp_path: Path) -> None:
    """The cell runs any session, a link its own, a reader or a volunteer none."""
    day = a_day(tmp_path)
    require_session(COORDINATOR, SESSION)
    require_session(lead_actor(SESSION), SESSION)
    for actor in (READER, day.me("Anne"), lead_actor(NEXT)):
        with pytest.raises(NotAllowed):
            require_session(actor, SESSION)


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.DRAFT])
def test_a_session_cancelled_or_not_published_opens_nothing(tmp_path: Path, state: SessionState) -> None:
    """Neither link, nor any service."""
    day = a_day(tmp_path)
    with day.store.transaction() as conn:
        now = day.store.now()
        assert lead_is_open(conn, lead_subject(SESSION), now)
        assert door_is_open(conn, door_subject(SESSION), now)
        session = run_session(conn, SESSION)
        sessions.update(conn, replace(session, state=state), now)
        assert not lead_is_open(conn, lead_subject(SESSION), now)
        assert not door_is_open(conn, door_subject(SESSION), now)
        with pytest.raises(InvalidInput):
            run_session(conn, SESSION)
        with pytest.raises(NotFound):
            run_session(conn, SessionId("nowhere"))


def test_links_are_the_same_at_every_call_and_journaled_once(tmp_path: Path) -> None:
    """Two addresses, never the same; another session's are others."""
    day = a_day(tmp_path)
    first = session_links(COORDINATOR, day.store, SESSION, base_url="https://releve.exemple.fr/")
    assert session_links(COORDINATOR, day.store, SESSION, base_url="https://releve.exemple.fr") == first
    other = session_links(COORDINATOR, day.store, NEXT, base_url="https://releve.exemple.fr")
    assert len({first.lead, first.door, other.lead, other.door}) == 4
    assert first.lead.startswith("https://releve.exemple.fr/p/")
    assert day.journal() == ["session_links_made"] * 2
    with pytest.raises(NotAllowed):
        session_links(READER, day.store, SESSION, base_url="")
