"""Tests of app/services/home/read_home.py: where each centre stands, and what people live by."""

from datetime import date
from pathlib import Path

from app.response.event import EventKind
from app.services.crisis.staff_request import Staffing, staff_request
from app.services.home.read_home import as_it_stands, commune_names, read_home, weeks_of
from app.services.keeping.set_up_community import set_up_community
from app.services.mobilisation.read_cancelled import read_cancelled
from app.services.rota.edit_rota import edit_rota
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store.community import Community
from tests.builders import COORDINATOR, MONDAY, a_centre, a_store, a_team
from tests.services.an_event import a_request, an_event


def test_an_empty_folder_has_not_started(tmp_path: Path) -> None:
    """No centre, nobody, no commune: everything is empty and nothing fails."""
    home = read_home(COORDINATOR, a_store(tmp_path))
    assert (home.started, home.rotas, home.people, dict(home.communes)) == (False, (), (), {})
    assert home.today == date(2026, 11, 26)


def test_until_a_publication_the_draft_is_what_there_is_then_the_published_rota(tmp_path: Path) -> None:
    """A hand edit of the draft doesn't change what people live by once a version exists."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    a_team(store)
    propose_rota(COORDINATOR, store, centre)
    drafted = read_home(COORDINATOR, store).rotas[0]
    assert sum(seat.holder.filled for seat in as_it_stands(drafted).drafted) == 14
    publish_rota(COORDINATOR, store, centre, drafted.revision)
    published = read_rota(COORDINATOR, store, centre)
    held = next(seat for seat in published.seats if seat.holder.person_id)
    edit_rota(COORDINATOR, store, centre, published.revision, {held.id: None})
    edited = read_home(COORDINATOR, store).rotas[0]
    assert sum(seat.holder.filled for seat in edited.drafted) == 13
    assert as_it_stands(edited).drafted == published.seats


def test_centres_stand_by_their_next_session_and_weeks_by_date(tmp_path: Path) -> None:
    """A centre without sessions to come is last; the weeks are those of its sessions."""
    store = a_store(tmp_path)
    first, second = a_centre(store, days=8), a_centre(store)
    home = read_home(COORDINATOR, store)
    assert {rota.centre.id for rota in home.rotas} == {first, second}
    assert home.started
    assert weeks_of(read_rota(COORDINATOR, store, first)) == (MONDAY, date(2026, 12, 7))


def test_the_centre_of_an_exercise_is_not_one_of_them(tmp_path: Path) -> None:
    """Its session is the nearest, tonight, and it stands nowhere; alone, nothing has started."""
    store = a_store(tmp_path)
    request = a_request(store, an_event(store, kind=EventKind.EXERCISE))
    staffing = Staffing(
        wanted=request.wanted, starts_at=request.starts_at, ends_at=request.ends_at, place="Ici", frame="convention"
    )
    staff_request(COORDINATOR, store, request.id, request.revision, staffing)
    assert not read_home(COORDINATOR, store).started
    centre = a_centre(store)
    assert [rota.centre.id for rota in read_home(COORDINATOR, store).rotas] == [centre]


def test_communes_are_named_once_the_territory_is_known(tmp_path: Path) -> None:
    """Auray reads by its name, not by its code."""
    store = a_store(tmp_path)
    set_up_community(COORDINATOR, store, Community("CPTS fictive", "auray"))
    assert commune_names(COORDINATOR, store)["56007"] == "Auray"
    assert read_cancelled(COORDINATOR, store, a_centre(store)) == ()
