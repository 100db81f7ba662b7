"""The page where an establishment asks for people, over HTTP: no account, no script, no volunteer's name, nothing twice."""

from __future__ import annotations

import re

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.access.links import request_subject
from app.response.event import EventKind
from app.response.staffing_request import RequestState, StaffingRequest, Wanted
from app.services.crisis.open_event import open_event
from app.services.crisis.request_links import renew_request_link, send_request_link
from app.services.crisis.staff_request import Staffing, staff_request
from app.store import partner_letters, people, staffing_requests
from tests.services.an_event import SITE
from tests.web.a_centre import Client, PublishedCentre

NAMES = ("Zoé", "Ali", "Le Goff", "06 99")


@pytest.fixture
def form(centre: PublishedCentre) -> str:
    """The path of the establishment's page."""
    with centre.store.transaction() as conn:
        people.put_site(conn, SITE)
    return f"/demande/{centre.link(request_subject(SITE.id))}"


def filled(page: str, **changes: str) -> dict[str, str]:
    """The page's own form, as a browser sends it, with what was typed."""
    found = re.search(r'name="id" value="([^"]+)"', page)
    assert found is not None
    usual = {
        "id": found[1],
        "texte": "20 lits ce soir : 9 pansements",
        "n_reinforcement_nurse": "2",
        "n_reinforcement_physician": "1",
        "jour": "2026-11-26",
        "de": "19:00",
        "a": "23:00",
        "lieu": "Entrée de service",
        "contact": "Cadre de nuit, 02 61 91 00 01",
    }
    return {**usual, **changes}


def kept(centre: PublishedCentre) -> list[StaffingRequest]:
    with centre.store.reading() as conn:
        return staffing_requests.every(conn)


def test_the_page_is_small_and_names_nobody(form: str, client: Client) -> None:
    """Both languages, under 40 kB, without a script."""
    for path in (form, f"{form}?lang=en"):
        found = client.get(path)
        assert found.status_code == 200
        assert len(found.content) < 40_000
        assert "<script" not in found.text
        assert not any(name in found.text for name in NAMES)


def test_a_request_is_sent_once_whatever_the_thumb(form: str, client: Client, centre: PublishedCentre) -> None:
    """303 and a sentence; the same form sent again changes nothing; it waits for the event under way."""
    event_id = open_event(LOCAL_COORDINATION, centre.store, "Crue (fictive)")
    fields = filled(client.get(form).text)
    for _again in range(2):
        done = client.post(form, fields)
        assert (done.status_code, done.headers["location"]) == (303, "?fait=demande")
    (held,) = kept(centre)
    assert (held.event_id, held.asked_by, held.place, held.contact, held.wanted) == (
        event_id,
        SITE.name,
        "Entrée de service",
        "Cadre de nuit, 02 61 91 00 01",
        (Wanted("reinforcement_physician", 1), Wanted("reinforcement_nurse", 2)),
    )
    page = client.get(f"{form}?fait=demande").text
    assert "la coordination le voit" in page
    assert "à traiter" in page


def test_what_was_typed_stays_when_it_is_refused(form: str, client: Client, centre: PublishedCentre) -> None:
    """Nobody was counted: 422, the sentence, and every word still there; the next visit starts afresh."""
    none = {"n_reinforcement_nurse": "0", "n_reinforcement_physician": "0"}
    found = client.post(form, filled(client.get(form).text, texte="Beaucoup de pansements", **none))
    assert (found.status_code, "Dites combien de personnes" in found.text) == (422, True)
    assert "Beaucoup de pansements" in found.text
    assert kept(centre) == []
    assert "Beaucoup de pansements" not in client.get(form).text


def test_a_crooked_form_is_refused(form: str, client: Client, centre: PublishedCentre) -> None:
    """422 and a sentence, nothing kept."""
    page = client.get(form).text
    for changes in ({"jour": "hier"}, {"de": ""}, {"n_reinforcement_nurse": "10"}, {"id": "1"}, {"jour": "2026-11-20"}):
        found = client.post(form, filled(page, **changes))
        assert (found.status_code, 'role="alert"' in found.text) == (422, True), changes
    assert kept(centre) == []


def test_it_is_changed_then_taken_back_until_somebody_takes_it_up(
    form: str, client: Client, centre: PublishedCentre
) -> None:
    """« Modifier » fills the form again; once staffed, the page says how many said yes and lets nothing change."""
    client.post(form, filled(client.get(form).text))
    (held,) = kept(centre)
    page = client.get(f"{form}?poste={held.id}").text
    assert "Modifier la demande" in page
    client.post(form, filled(page, a="07:00"))
    (changed,) = kept(centre)
    assert (changed.id, (changed.ends_at - changed.starts_at).total_seconds()) == (held.id, 12 * 3600)
    staffing = Staffing(
        wanted=changed.wanted, starts_at=changed.starts_at, ends_at=changed.ends_at, place=changed.place, frame="convention"
    )  # fmt: skip
    staff_request(LOCAL_COORDINATION, centre.store, changed.id, changed.revision, staffing)
    said = client.get(form).text
    assert "0 sur 3 pourvus" in said
    assert "Retirer cette demande" not in said
    assert client.post(form, {"retirer": held.id}).status_code == 422
    client.post(form, filled(client.get(form).text))
    other = next(one for one in kept(centre) if one.id != held.id)
    assert client.post(form, {"retirer": other.id}).status_code == 303
    assert {one.id: one.state for one in kept(centre)}[other.id] is RequestState.REFUSED


def test_an_exercise_cannot_be_taken_for_real(form: str, client: Client, centre: PublishedCentre) -> None:
    """The three words stand on the page of everyone asked to play."""
    open_event(LOCAL_COORDINATION, centre.store, "Crue (fictive)", kind=EventKind.EXERCISE)
    assert "EXERCICE – EXERCICE – EXERCICE" in client.get(form).text


def test_a_renewed_link_shuts_the_one_before(form: str, client: Client, centre: PublishedCentre) -> None:
    """The same 404 as an unknown address; the new one opens."""
    address = renew_request_link(LOCAL_COORDINATION, centre.store, SITE.id, base_url="")
    assert address != form
    assert client.get(form).content == client.get(f"/demande/{'x' * 43}").content
    assert client.get(address).status_code == 200


def test_the_link_leaves_by_letter(form: str, centre: PublishedCentre) -> None:
    """Without an e-mail in the directory it waits to be passed on by hand, with its text."""
    letter = send_request_link(LOCAL_COORDINATION, centre.store, SITE.id)
    with centre.store.reading() as conn:
        (held,) = partner_letters.about(conn, f"request:{SITE.id}")
    assert (held.id, held.link, "{lien}" in held.body) == (letter, request_subject(SITE.id), True)


def test_an_establishment_taken_out_of_the_list_has_no_page(client: Client, centre: PublishedCentre) -> None:
    """A link to nobody opens nothing."""
    token = centre.link(request_subject("999999999"))
    assert client.get(f"/demande/{token}").status_code == 404


FORGED = {
    "a count of five thousand digits": {"n_reinforcement_nurse": "9" * 5000},
    "a count in another script": {"n_reinforcement_nurse": "٣"},
    "the last day there is": {"jour": "9999-12-31", "a": "07:00"},
    "the first day there is": {"jour": "0001-01-01"},
    "an hour of elsewhere": {"de": "19:00+02:00"},
    "an hour that nobody offers": {"de": "19:07:03.5"},
    "a day without end": {"jour": "A" * 60_000},
    "an id without end": {"id": "A" * 300},
    "a text past what is read": {"texte": "B" * 20_000},
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_form_is_refused_in_words(what: str, form: str, client: Client, centre: PublishedCentre) -> None:
    """422, a sentence, nothing kept, and what was rightly typed still there: never « réessayez plus tard »."""
    found = client.post(form, filled(client.get(form).text, **FORGED[what]))
    assert (found.status_code, 'role="alert"' in found.text) == (422, True)
    assert "Cadre de nuit, 02 61 91 00 01" in found.text
    assert kept(centre) == []
    assert len(found.content) < 40_000


def test_what_was_taken_back_by_mistake_is_asked_again(form: str, client: Client, centre: PublishedCentre) -> None:
    """Back, then send: a request anew, one alone however often it is sent; never « la coordination s’en occupe déjà »."""
    fields = filled(client.get(form).text)
    for _time in range(2):
        assert client.post(form, fields).status_code == 303
        (held,) = [one for one in kept(centre) if one.state is RequestState.RECEIVED]
        assert client.post(form, {"retirer": held.id}).status_code == 303
    for _time in range(2):
        assert client.post(form, fields).status_code == 303
    states = [one.state for one in kept(centre)]
    assert sorted(states) == [RequestState.RECEIVED, RequestState.REFUSED, RequestState.REFUSED]
