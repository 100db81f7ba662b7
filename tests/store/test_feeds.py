"""What calendars read from the database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.links import LinkScope, Subject, centre_subject, line_subject, person_subject, role_subject
from app.core.ids import PersonId
from app.scheduling.session import Holder, SeatState
from app.store.feeds import ChangeWatch, centre_parts, link_holders, published_seats
from tests.web.a_centre import ALI, CENTRE, MASKED, PRATEL, THURSDAY, ZOE, PublishedCentre, a_person, a_published_centre


def seat_ids(centre: PublishedCentre, subject: Subject) -> list[str]:
    with centre.store.reading() as conn:
        return [seat.seat_id for seat in published_seats(conn, subject, THURSDAY, THURSDAY + timedelta(days=30))]


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=1)


def test_each_link_reads_its_own_seats(centre: PublishedCentre) -> None:
    """A person's, a line's, a role's, the whole centre's, the open ones."""
    found = [
        seat_ids(centre, subject)
        for subject in (
            person_subject(ALI),
            line_subject(CENTRE, 1),
            line_subject(CENTRE, 2),
            role_subject(CENTRE, "reception"),
            centre_subject(CENTRE),
            centre_subject(CENTRE, LinkScope.OPEN),
        )
    ]
    assert found == [
        ["seat-p-000"],
        ["seat-i-000"],
        [],
        ["seat-r-000"],
        ["seat-i-000", "seat-p-000", "seat-r-000"],
        ["seat-r-000"],
    ]


def test_a_seat_reads_whole(centre: PublishedCentre) -> None:
    """Sequences add up, the later time counts, register capitals become a readable name."""
    centre.clock.forward(minutes=5)
    centre.change_session(0, sequence=2)
    seat = centre.seat_of(ZOE)
    centre.clock.forward(minutes=5)
    centre.change_seat(seat, sequence=1, state=SeatState.ACKNOWLEDGED)
    with centre.store.reading() as conn:
        (read,) = published_seats(conn, person_subject(ZOE), THURSDAY, THURSDAY + timedelta(days=30))
    assert (read.sequence, read.changed_at) == (3, THURSDAY + timedelta(minutes=10))
    assert (read.holder_name, read.state, read.place) == ("Zoé Œil-D’Armor", SeatState.ACKNOWLEDGED, PRATEL.place)


def test_a_seat_provided_by_a_partner_names_the_partner(centre: PublishedCentre) -> None:
    """« fourni par la mairie »."""
    with centre.store.transaction() as conn:
        conn.execute("INSERT INTO partner (id, name) VALUES ('m', 'Mairie d’Auray')")
        conn.execute("UPDATE seat SET partner_id = 'm', state = 'published' WHERE id = 'seat-r-000'")
        seats = published_seats(conn, centre_subject(CENTRE), THURSDAY, THURSDAY + timedelta(days=30))
    assert [seat.holder_name for seat in seats] == ["Zoé Œil-D’Armor", "Ali Le Goff", "Mairie d’Auray"]


def test_links_go_to_holders_volunteers_and_those_who_answered(centre: PublishedCentre) -> None:
    """Not to whoever opted out, nor to someone of the register who volunteers for nothing; a holder always gets one."""
    with centre.store.transaction() as conn:
        a_person(conn, PersonId("p-registre"), "Du", "Registre", missions=frozenset())
        a_person(conn, PersonId("p-repond"), "À", "Répondu", missions=frozenset())
        conn.execute("INSERT INTO answer VALUES ('p-repond', 's-000', 'yes', '', '')")
        before = {one.person_id for one in link_holders(conn, CENTRE, THURSDAY)}
        conn.execute("UPDATE seat SET person_id = ? WHERE id = 'seat-r-000'", (MASKED,))
        after = {one.person_id for one in link_holders(conn, CENTRE, THURSDAY)}
    assert (before, after - before) == ({ZOE, ALI, "p-repond"}, {MASKED})


def test_a_centres_parts_are_those_of_published_seats(centre: PublishedCentre) -> None:
    """Lines and roles to make calendars for."""
    with centre.store.reading() as conn:
        assert centre_parts(conn, CENTRE) == ([1], ["dose_preparer", "injector", "reception"])


def test_the_watch_sees_commits_and_only_those(centre: PublishedCentre) -> None:
    """Reading changes nothing; any commit does; a rollback does not, nor an empty commit."""
    watch = ChangeWatch(centre.store.folder.database)
    stamps = [watch.stamp()]
    seat_ids(centre, person_subject(ZOE))
    stamps.append(watch.stamp())
    with centre.store.transaction() as conn:
        conn.execute("UPDATE centre SET name = 'x'")
        conn.rollback()
        conn.execute("BEGIN IMMEDIATE")
    stamps.append(watch.stamp())
    centre.change_seat(centre.seat_of(ZOE), holder=Holder(), state=SeatState.OPEN)
    stamps.append(watch.stamp())
    watch.close()
    assert [stamp == stamps[0] for stamp in stamps] == [True, True, True, False]
