"""Tests of app/services/activity/report_incident.py: reported, declared, closed; never twice over each other."""

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.services.activity.day_rights import lead_actor
from app.services.activity.report_incident import close_incident, declare_incident, report_incident
from tests.builders import COORDINATOR, READER
from tests.services.a_day import SESSION, TEN, a_day


def test_an_incident_is_reported_declared_and_closed(tmp_path: Path) -> None:
    """Its reflex card has steps and a link; the journal holds no note."""
    day = a_day(tmp_path, TEN)
    one = report_incident(lead_actor(SESSION), day.store, SESSION, "anaphylaxis", line=1, note=" malaise ")
    declare_incident(COORDINATOR, day.store, one.id, 1)
    close_incident(COORDINATOR, day.store, one.id, 2)
    found = day.read().incidents[0]
    assert (found.note, found.line, found.declared_at, found.closed_at, found.revision) == ("malaise", 1, TEN, TEN, 3)
    kind = day.read().type_of(found)
    assert kind is not None
    assert kind.url.startswith("https://")
    assert len(kind.steps) == 5
    assert day.journal() == ["incident_reported", "incident_declared", "incident_closed"]


def test_refusals(tmp_path: Path) -> None:
    """Unknown kind or line, a note too long, a stale or unknown incident, someone without the right."""
    day = a_day(tmp_path, TEN)
    for kind, line, note in (("flood", None, ""), ("anaphylaxis", 3, ""), ("anaphylaxis", None, "x" * 501)):
        with pytest.raises(InvalidInput):
            report_incident(COORDINATOR, day.store, SESSION, kind, line=line, note=note)
    one = report_incident(COORDINATOR, day.store, SESSION, "cold_chain")
    with pytest.raises(StaleRevision):
        declare_incident(COORDINATOR, day.store, one.id, 7)
    with pytest.raises(NotFound):
        close_incident(COORDINATOR, day.store, "nothing", 1)
    with pytest.raises(NotAllowed):
        close_incident(READER, day.store, one.id, 1)
    assert day.read().incidents == (one,)
