"""A volunteer's page: what it shows, of them alone, and in what order."""

from __future__ import annotations

import re
from html import unescape

from tests.web.a_centre import ZOE, Client
from tests.web.a_volunteer import Volunteer, plain, press


def test_a_shift_says_all_one_needs_to_come(volunteer: Volunteer, phone: Client) -> None:
    """When, state, line and role, place and access, whom to ask for, what to bring, frame, payer, insurer."""
    text = plain(phone.get(volunteer.page).text)
    for words in (
        "Bonjour Zoé",
        "Lundi 30 novembre, matin (9 h–13 h) à confirmer Ligne 1, injection Centre du Pratel",
        "Où Salle du Pratel, 12 rue du Pratel, Auray Entrée par la cour",
        "Sur place, demandez Accueil du centre 02 99 00 55 66",
        "À apporter carte e-CPS ou CPS",
        "Cadre appel du directeur général de l’ARS (CSP L.3131-10-1). Soutien volontaire",
        "Qui paie aucune règle en vigueur",
        "Qui assure Mutuelle du Pratel",
        "Vu, je confirme",
    ):
        assert words in text


def test_what_awaits_comes_first(volunteer: Volunteer, phone: Client) -> None:
    """Before any shift, a list that leads to each thing that is asked, the most urgent first; every link has its place."""
    text = phone.get(volunteer.page).text
    nav = text[text.index("<nav") : text.index("</nav>")]
    assert re.findall(r'href="#([^"]+)"', nav) == ["call-outs", "offers", "shifts", "swaps", "poll1"]
    assert [f'id="{place}"' in text for place in re.findall(r'<a href="#([^"]+)"', text)] == [True] * 5
    assert text.index("</nav>") < text.index('id="shifts"')


def test_a_forwarded_link_shows_one_person_only(volunteer: Volunteer, phone: Client) -> None:
    """No name, number or address of Ali, who shares every session and proposes a swap; nor Zoé's own numbers; nor the code word."""
    for path in (volunteer.page, volunteer.call, f"{volunteer.page}/echange?poste=seat-i-000"):
        for language in ("fr", "en"):
            joint = "&" if "?" in path else "?"
            text = unescape(phone.get(f"{path}{joint}lang={language}").text).replace("\xa0", " ")
            text = re.sub(r"/(p|appel|calendrier)/[\w-]{43}", "", text)  # a token may hold any letters and digits
            shown = [word for word in ("Ali", "Goff", "06 99", "0699", "336", "@exemple.fr") if word in text]
            assert shown == (["@exemple.fr"] if "coordination@exemple.fr" in text else [])
            assert "BIGORNEAU" not in text
            assert "p-ali" not in text
            title = re.findall(r"<title>(.*?)</title>", phone.get(f"{path}{joint}lang={language}").text)[0]
            assert volunteer.page.rpartition("/")[2] not in title


def test_a_full_page_is_light(volunteer: Volunteer, phone: Client) -> None:
    """Six shifts, twelve sessions, a call-out, an offer and a swap under 40 kB, in both languages."""
    for language in ("fr", "en"):
        answer = phone.get(f"{volunteer.page}?lang={language}")
        assert answer.text.count('name="confirm"') == 6
        assert len(set(re.findall(r'name="(s-[^"]+)"', answer.text))) == 12
        assert len(answer.content) < 40_000


def test_no_rate_is_said_and_nothing_is_invented(volunteer: Volunteer, phone: Client) -> None:
    """No rate in force in 2026, and payments are not followed yet."""
    text = plain(phone.get(volunteer.page).text)
    assert "Tarif : aucun tarif en vigueur." in text
    assert "Montants dus et paiements : pas encore suivi." in text


def test_a_calendar_is_one_tap_away(volunteer: Volunteer, phone: Client) -> None:
    """Made by a POST when there is none, then a link to its page of subscription."""
    assert "/calendrier/" not in phone.get(volunteer.page).text
    press(phone, volunteer, calendar="1")
    found = re.findall(r'href="(/calendrier/[^"]+)"', phone.get(volunteer.page).text)
    assert len(found) == 1
    assert phone.get(found[0]).status_code == 200
    head = phone.get(volunteer.page).content
    press(phone, volunteer, calendar="1")
    assert phone.get(volunteer.page).content == head


def test_the_page_speaks_english(volunteer: Volunteer, phone: Client) -> None:
    """By the browser's preference or by the link, kept from page to page; the language is declared."""
    text = phone.get(volunteer.page, accept_language="en-GB,en").text
    assert '<html lang="en">' in text
    assert "Monday 30 November" in text
    chosen = phone.get(f"{volunteer.page}?lang=en").text
    assert f"{volunteer.page}/preferences?lang=en" in chosen
    assert "echange?poste=seat-i-000&amp;lang=en" in chosen


def test_someone_without_anything_is_told_so(volunteer: Volunteer, phone: Client) -> None:
    """No shift, no poll: an invitation, and no list of what awaits."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE seat SET person_id = NULL, state = 'open' WHERE person_id = ?", (ZOE,))
        conn.execute("DELETE FROM offer")
        conn.execute("DELETE FROM waiting")
        conn.execute("UPDATE poll SET state = 'closed'")
        conn.execute("UPDATE call_out SET state = 'stopped'")
    text = phone.get(volunteer.page).text
    assert "Aucune vacation à venir" in text
    assert [word for word in ("<nav", "Sondage", "Échanges", "On a besoin", "attente") if word in text] == []


def test_names_that_look_like_markup_stay_text(volunteer: Volunteer, phone: Client) -> None:
    """A centre and a person with angle brackets are shown, not obeyed."""
    with volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE person SET given_name = '<b>x</b>' WHERE id = ?", (ZOE,))
        conn.execute("UPDATE centre SET name = '<i>y</i>'")
    text = phone.get(volunteer.page).text
    assert [tag for tag in ("<b>x", "<i>y") if tag in text] == []
