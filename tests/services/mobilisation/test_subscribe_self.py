"""A volunteer makes their own calendar: once, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.access.links import person_subject
from app.core.errors import NotAllowed
from app.services.mobilisation.subscribe_self import subscribe_self
from app.store import journal, links
from tests.web.a_centre import ALI, ZOE, PublishedCentre, a_published_centre


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=1)


def test_the_first_time_makes_it_and_the_second_changes_nothing(centre: PublishedCentre) -> None:
    """One generation, one entry of the journal."""
    for _time in range(2):
        subscribe_self(volunteer(ZOE, "Zoé"), centre.store, ZOE)
    with centre.store.reading() as conn:
        link = links.current(conn, person_subject(ZOE))
        entries = [(one.actor_id, one.type, one.subject_id) for one in journal.recent(conn)]
    assert link is not None
    assert link.generation == 1
    assert entries == [(ZOE, "link.made", ZOE)]


def test_nobody_makes_it_for_another(centre: PublishedCentre) -> None:
    """A volunteer's link is theirs."""
    with pytest.raises(NotAllowed):
        subscribe_self(volunteer(ALI, "Ali"), centre.store, ZOE)
