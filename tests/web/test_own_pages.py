"""Sub-pages of a volunteer's page: wishes, data, attestation and busy calendar, behind their own link only."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from app.access.actor import LOCAL_COORDINATION, volunteer
from app.access.links import page_subject, person_subject
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import Queued
from app.mobilisation.preferences import Channel
from app.services.mobilisation.change_preferences import read_wishes
from app.services.mobilisation.say_contact import read_said
from app.store import community, messages, own_data, people
from app.web import own_pages
from tests.services.a_queue import a_message
from tests.services.mobilisation.test_availability import BUSY_MONDAY
from tests.web.a_centre import ALI, MASKED, ZOE, Client, PublishedCentre

PARTS = ("preferences", "donnees", "donnees?format=json", "agenda", "attestation.pdf")
LIMIT = 40_000


@pytest.fixture
def home(centre: PublishedCentre) -> str:
    """The path of Zoé's page."""
    return f"/p/{centre.link(page_subject(ZOE))}"


def sent(page: str, **changed: str | list[str]) -> dict[str, str | list[str]]:
    """The fields of the page's main form as it stands, some of them changed."""
    form = page[page.index('name="demi_journees"') - 600 :]
    fields: dict[str, str | list[str]] = {"revision": re.findall(r'name="revision" value="(\d+)"', page)[0]}
    for name, body in re.findall(r'<select [^>]*name="(\w+)">(.*?)</select>', form, re.DOTALL):
        fields[name] = next(iter(re.findall(r'value="([^"]*)" selected', body)), "")
    for name, value in re.findall(r'type="(?:radio|checkbox)" name="(\w+)" value="(\w+)" checked', form):
        fields[name] = value
    return fields | changed


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_is_small_private_and_about_one_person(part: str, language: str, home: str, client: Client) -> None:
    """Under 40 kB, kept by no cache, and Ali's name nowhere."""
    found = client.get(f"{home}/{part}", accept_language=language)
    assert found.status_code == 200
    assert len(found.content) < LIMIT
    assert found.headers["cache-control"] == "private, no-store"
    assert b"Le Goff" not in found.content


@pytest.mark.parametrize("part", PARTS)
def test_reading_writes_nothing(part: str, home: str, client: Client, centre: PublishedCentre) -> None:
    """A scanner that opens every address changes no byte of the database."""
    with centre.store.reading() as conn:
        before = list(conn.iterdump())
    client.get(f"{home}/{part}")
    client.ask("HEAD", f"{home}/{part}")
    with centre.store.reading() as conn:
        assert list(conn.iterdump()) == before


@pytest.mark.parametrize("part", PARTS)
def test_only_the_link_of_a_page_opens_them_and_only_while_it_lasts(
    part: str, home: str, client: Client, centre: PublishedCentre
) -> None:
    """A calendar's link, an unknown one and an expired one: the same 404, byte for byte."""
    nothing = client.get(f"/p/{'x' * 43}/{part}")
    assert nothing.status_code == 404
    calendar = client.get(f"/p/{centre.link(person_subject(ZOE))}/{part}")
    centre.clock.forward(days=90)
    expired = client.get(f"{home}/{part}")
    assert [(one.status_code, one.content) for one in (calendar, expired)] == [(404, nothing.content)] * 2


def test_wishes_are_changed_from_the_page(home: str, client: Client, centre: PublishedCentre) -> None:
    """What the form says is what is kept, 303 and a sentence; sent back unchanged it changes nothing."""
    page = client.get(f"{home}/preferences").text
    fields = sent(
        page, demi_journees="2", budget="1", canal_1="sms", canal_2="", silence_de="19:00", silence_a="09:00",
        silence_jours=["2", "5"], derniere_minute="oui", langue="en",
    )  # fmt: skip
    done = client.post(f"{home}/preferences", fields)
    assert (done.status_code, done.headers["location"]) == (303, "?fait=garde")
    assert "Vos préférences sont gardées." in client.get(f"{home}/preferences?fait=garde").text
    held = read_wishes(volunteer(ZOE, "Zoé"), centre.store, ZOE)
    wishes = held.preferences
    assert (held.person.max_half_days_per_week, wishes.budget, wishes.channels) == (2, 1, (Channel.SMS,))
    assert wishes.quiet is not None
    assert (wishes.quiet.starts.hour, wishes.quiet.ends.hour, wishes.quiet.weekdays) == (19, 9, {2, 5})
    assert (wishes.last_minute, wishes.language) == (True, "en")
    again = client.get(f"{home}/preferences").text
    client.post(f"{home}/preferences", sent(again, silence_jours=["2", "5"]))
    assert read_wishes(volunteer(ZOE, "Zoé"), centre.store, ZOE).preferences == wishes


def test_a_new_number_is_said_then_taken_back(home: str, client: Client, centre: PublishedCentre) -> None:
    """It waits for the coordination, the page says so and shows where messages still go; a bad one is refused in a sentence."""
    revision = re.findall(r'name="revision" value="(\d+)"', client.get(f"{home}/preferences").text)[0]
    fields = {"revision": revision, "coordonnees": "dire", "courriel": "", "mobile": "06 39 98 00 09"}
    assert "n’est pas un numéro" in client.post(f"{home}/preferences", fields | {"mobile": "12"}).text
    done = client.post(f"{home}/preferences", fields)
    assert (done.status_code, done.headers["location"]) == (303, "?fait=dit")
    page = client.get(f"{home}/preferences?fait=dit").text.replace("\u00a0", " ")
    assert "vérifie ces coordonnées avant de s’en servir" in page
    assert "Vous avez signalé : 06 39 98 00 09." in page
    assert "Mobile : 06 99 00 11 22." in page
    assert "06 39 98 00 09" in client.get(f"{home}/donnees").text.replace("\u00a0", " ")
    assert [one.contact.mobile for one in read_said(LOCAL_COORDINATION, centre.store)] == ["+33639980009"]
    revision = re.findall(r'name="revision" value="(\d+)"', page)[0]
    gone = client.post(f"{home}/preferences", {"revision": revision, "coordonnees": "retirer"})
    assert gone.headers["location"] == "?fait=dedit"
    assert read_said(LOCAL_COORDINATION, centre.store) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget": "9"},
        {"budget": "-1"},
        {"budget": "\u00b2"},
        {"demi_journees": "99"},
        {"silence_de": "25:00"},
        {"silence_de": "08:00+02:00", "silence_a": "09:00"},
        {"silence_de": "08:00", "silence_a": "09:00Z"},
        {"silence_de": "08:00:00.5", "silence_a": "09:00"},
        {"silence_de": "19:00", "silence_a": ""},
        {"langue": "de"},
        {"revision": "0"},
    ],
)
def test_a_wrong_wish_is_one_sentence_and_nothing_is_written(
    wrong: dict[str, str], home: str, client: Client, centre: PublishedCentre
) -> None:
    """422, the form again, and the wishes as they were."""
    before = read_wishes(volunteer(ZOE, "Zoé"), centre.store, ZOE)
    fields = sent(client.get(f"{home}/preferences").text)
    found = client.post(f"{home}/preferences", fields | wrong)
    assert found.status_code == 422
    assert 'role="alert"' in found.text
    assert read_wishes(volunteer(ZOE, "Zoé"), centre.store, ZOE) == before


def test_one_opts_out_and_comes_back_from_the_page(home: str, client: Client) -> None:
    """The page says so, keeps opening, and offers the way back."""
    page = client.get(f"{home}/preferences").text
    assert "Vous gardez vos 5 vacations à venir" in page
    revision = re.findall(r'name="revision" value="(\d+)"', page)[0]
    assert client.post(f"{home}/preferences", {"sollicitations": "non", "revision": revision}).status_code == 303
    page = client.get(f"{home}/preferences?fait=sorti").text
    assert "ne plus être sollicité" in page
    revision = re.findall(r'name="revision" value="(\d+)"', page)[0]
    assert client.post(f"{home}/preferences", {"sollicitations": "oui", "revision": revision}).status_code == 303
    assert "Oui, ne plus me solliciter" in client.get(f"{home}/preferences").text


def test_who_opted_out_still_opens_their_page(client: Client, centre: PublishedCentre) -> None:
    """It is where they read what is held, and come back."""
    found = client.get(f"/p/{centre.link(page_subject(MASKED))}/preferences")
    assert found.status_code == 200
    assert "Je veux bien être sollicité de nouveau" in found.text


def test_ones_data_is_read_and_taken_away(home: str, client: Client) -> None:
    """The page names source, purpose, retention and rights without repeating the secret link; the file is JSON."""
    page = unescape(client.get(f"{home}/donnees").text)
    for part in ("RGPD", "intérêt légitime", "Conservation", "CNIL", "zoe@exemple.fr", "Œil-D’Armor", "Mes postes"):
        assert part in page
    assert page.count(home.removeprefix("/p/")) == page.count(f'href="{home}')
    found = client.get(f"{home}/donnees?format=json")
    assert found.headers["content-disposition"].startswith('attachment; filename="mes-donnees-2026-11-26.json"')
    assert json.loads(found.content)["person"]["given_name"] == "Zoé"


def test_ones_data_is_in_plain_words(home: str, client: Client, centre: PublishedCentre) -> None:
    """The commune by its name, the profession as it agrees, what a link opens; a message still to send was not received."""
    centre.feed_path(ZOE)
    with centre.store.transaction() as conn:
        community.write(conn, replace(community.read(conn), territory="auray"))
        zoe = people.find(conn, ZOE)
        assert zoe is not None
        zoe = replace(zoe, civilite="MME", commune_insee="56007")
        people.put(conn, zoe, centre.store.now())
        sent, queued = a_message(zoe), a_message(zoe, kind=MessageKind.THANKS)
        messages.add(conn, [sent, queued], centre.store.now())
        messages.update(conn, Queued(replace(sent, state=MessageState.SENT), centre.store.now()), centre.store.now())
    page = unescape(client.get(f"{home}/donnees").text)
    assert re.findall(r"<dt>(Profession|Commune.*?)</dt><dd>(.*?)</dd>", page) == [
        ("Profession", "infirmière"), ("Commune", "Auray"),
    ]  # fmt: skip
    assert ("dernier rappel" in page, "remerciement" in page) == (True, False)
    assert ("<li>calendrier, " in page, "<li>page, " in page, "une personne" in page) == (True, True, False)
    with centre.store.transaction() as conn:
        people.put(conn, replace(zoe, commune_insee="75056"), centre.store.now())
    assert "<dd>code INSEE 75056</dd>" in client.get(f"{home}/donnees").text


def test_the_attestation_is_a_pdf(home: str, client: Client, centre: PublishedCentre) -> None:
    """Of any year, also one that never was."""
    centre.clock.forward(days=10)
    for query in ("", "?annee=2026", "?annee=2019", "?annee=%C2%B2"):
        found = client.get(f"{home}/attestation.pdf{query}")
        assert (found.headers["content-type"], found.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_calendar_is_pasted_shown_as_a_count_and_forgotten(
    home: str, client: Client, centre: PublishedCentre
) -> None:
    """No title reaches the page; forgetting leaves nothing."""
    assert client.post(f"{home}/agenda", {"calendrier": BUSY_MONDAY}).status_code == 303
    page = client.get(f"{home}/agenda?fait=lu").text
    assert "1 plage occupée" in page
    assert "secret" not in page.replace("Adresse secrète", "")
    assert client.post(f"{home}/agenda", {"oublier": "oui"}).status_code == 303
    with centre.store.reading() as conn:
        assert own_data.busy_calendar(conn, ZOE) is None


@pytest.mark.parametrize(
    "fields",
    [{}, {"calendrier": "bonjour"}, {"adresse": "http://127.0.0.1/x.ics"}, {"adresse": "ftp://x"}, {"relire": "oui"}],
)
def test_what_is_no_calendar_is_said_in_a_sentence(fields: dict[str, str], home: str, client: Client) -> None:
    """Also an address inside a private network, which is never asked."""
    found = client.post(f"{home}/agenda", fields)
    assert found.status_code == 422
    assert 'role="alert"' in found.text


@pytest.mark.parametrize("sign", ["X", "é", "€"], ids=["one byte", "two bytes", "three bytes"])
def test_whatever_the_textarea_lets_in_is_read(sign: str, home: str, client: Client) -> None:
    """As many characters as it promises, however long they are once sent: read; one more is refused, and says why."""
    page = client.get(f"{home}/agenda").text
    longest = int(re.findall(r'maxlength="(\d+)"', page)[0])
    start, end = BUSY_MONDAY.strip().rsplit("END:VCALENDAR", 1)[0].replace("\r\n", "\n"), "END:VCALENDAR"
    line = "X-NOTE:" + sign * 60 + "\n"
    room = longest - len(start) - len(end)
    filling = line * (room // len(line) - 1)
    filling += "X-NOTE:" + sign * (room - len(filling) - len("X-NOTE:\n")) + "\n"
    whole = start + filling + end
    assert len(whole) == longest
    assert client.post(f"{home}/agenda", {"calendrier": whole.replace("\n", "\r\n")}).status_code == 303
    refused = client.post(f"{home}/agenda", {"calendrier": start + filling + "X" + end})
    assert refused.status_code == 422
    assert "trop long pour être collé" in refused.text


def test_other_pages_still_take_short_forms_only(home: str, client: Client) -> None:
    """What the page of the calendar takes is too long for any other."""
    assert "Ce formulaire est trop long" in client.post(f"{home}/preferences", {"x": "y" * 70_000}).text


def test_addresses_are_not_read_without_end(
    home: str, client: Client, monkeypatch: pytest.MonkeyPatch, centre: PublishedCentre
) -> None:
    """Our server asks other sites a few times for one person, then says to wait; somebody else may still ask."""
    asked: list[str] = []

    def read(_actor: object, _store: object, person: str, _address: str) -> int:
        asked.append(person)
        return 0

    monkeypatch.setattr(own_pages, "read_address", read)
    fields = {"adresse": "https://agenda.example/x.ics"}
    codes = [client.post(f"{home}/agenda", fields).status_code for _time in range(10)]
    assert codes == [303] * 6 + [422] * 4
    other = f"/p/{centre.link(page_subject(ALI))}/agenda"
    assert client.post(other, fields).status_code == 303
    assert asked == [ZOE] * 6 + [ALI]


def test_one_number_is_said_once_and_can_be_dialled(home: str, client: Client, centre: PublishedCentre) -> None:
    """The contact of the messages and the telephone of the coordination, written two ways: one link, no repetition."""
    with centre.store.transaction() as conn:
        ours = community.read(conn)
        community.write(
            conn, replace(ours, coordinator="Maïwenn <K>", contact="02 99 00 10 00", coordinator_phone="+33299001000")
        )
    page = client.get(home).text
    contact = page[page.index('id="contact"') :]
    assert contact.count("02 99 00 10 00") == 1
    assert 'Maïwenn &lt;K&gt;\N{NO-BREAK SPACE}: <a href="tel:+33299001000">' in contact
