"""A practice's needs on a phone without JavaScript: listed, noted, changed, renewed, ended; nothing identifying echoed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.continuity.care_need import CareNeed
from app.continuity.category import Frequency
from app.continuity.holding import CareMode
from app.services.continuity.care_mode import declare_care_mode, read_care_mode
from app.services.continuity.read_register import read_register
from app.web.forms import NOT_A_BUTTON
from tests.services.a_relay import AURAY, BRECH, NEAR, OURS, a_care_need, noted
from tests.services.signed_categories import change_category
from tests.web.a_browser import Browser
from tests.web.a_practice import Practices, practices

NEW = {"categorie": "O2", "commune": BRECH, "numero": "P-0005", "informe": "oui", "enregistrer": "oui"}


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Practices]:
    """Four needs of Auray, its practice at work."""
    with practices(tmp_path, closed=False) as made:
        yield made


@pytest.fixture
def browser(found: Practices) -> Browser:
    """Anne's, of Auray."""
    return found.browser(OURS)


def held(found: Practices) -> list[CareNeed]:
    return sorted(
        (row.need for row in read_register(found.member(OURS), found.store, OURS).rows), key=lambda one: one.pseudonym
    )


def at(need: CareNeed) -> str:
    return f"/suivis/besoin/{need.id}"


def test_the_list_says_how_many_then_what_is_due(found: Practices, browser: Browser) -> None:
    """Those that no one reviewed come first, each with its button; then the others."""
    page = browser.open("/suivis").text
    assert "4\u00a0suivis" in page or "4 suivis" in page
    assert page.count(">Toujours d’actualité</button>") == 4
    browser.send("/suivis", {"encore": re.findall(r'name="encore" value="([^"]+)"', page)[0]})
    page = browser.open("/suivis").text
    assert (page.count(">Toujours d’actualité</button>"), page.index("À revoir") < page.index("À jour")) == (3, True)
    answer = browser.send("/suivis", {"encore": "inconnu:1"})
    assert answer.status_code == 422


def test_all_that_is_due_is_renewed_in_one_tap(found: Practices, browser: Browser) -> None:
    """Those shown, at the revision shown; a need changed meanwhile stops it, and nothing is written."""
    page = browser.open("/suivis").text
    known = re.findall(r'name="lu" value="([^"]+)"', page)
    answer = browser.client.post(
        "/suivis", {"jeton": browser.hidden["jeton"], "encore": "tous", "lu": known},
        cookie="; ".join(f"{name}={value}" for name, value in browser.cookies.items()),
    )  # fmt: skip
    assert answer.headers["location"] == "/suivis?fait=toujours"
    assert {one.revision for one in held(found)} == {2}
    assert "tous à jour" in browser.open("/suivis").text
    again = browser.send("/suivis", {"encore": known[0]})
    assert (again.status_code, {one.revision for one in held(found)}) == (422, {2})


def test_a_need_is_noted_with_everything_preset(found: Practices, browser: Browser) -> None:
    """The next number, the last commune, who is typing; the category decides the rest."""
    page = browser.open("/suivis/nouveau").text
    assert 'value="P-0005"' in page
    assert re.search(rf'<option value="{AURAY}" selected>', page)
    answer = browser.send("/suivis/nouveau", NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/suivis?fait=note")
    need = next(one for one in held(found) if one.pseudonym == "P-0005")
    assert (need.category, need.commune, need.frequency, need.max_interruption_hours, need.informed) == (
        "O2", BRECH, Frequency.WEEKLY, None, True,
    )  # fmt: skip
    assert "C’est noté." in browser.open("/suivis?fait=note").text


def test_everything_may_be_said_and_a_second_follows(found: Practices, browser: Browser) -> None:
    """Autonomy, wait, relays; « Noter, puis un autre » opens the form again on the next number."""
    browser.open("/suivis/nouveau")
    more = {
        "electricite": "oui",
        "oxygene": "oui",
        "autonomie": "4 h",
        "attente": "2",
        "frequence": "daily",
        "relais2": NEAR,
    }
    answer = browser.send("/suivis/nouveau", {**NEW, **more, "informe": "non", "enregistrer": "", "suivant": "oui"})
    assert answer.headers["location"] == "/suivis/nouveau?fait=note"
    need = held(found)[-1]
    assert (need.power, need.oxygen, need.autonomy_hours, need.max_interruption_hours, need.relays, need.informed) == (
        True, True, 4, 2, (NEAR,), False,
    )  # fmt: skip
    page = browser.open(answer.headers["location"]).text
    assert ('value="P-0006"' in page, "C’est noté." in page) == (True, True)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"numero": "Mme Le Goff"}, "Le Goff"),
        ({"numero": "06 39 98 12 34"}, "39 98 12"),
        ({"autonomie": "Jeanne"}, "Jeanne"),
        ({"attente": "12 rue du Port"}, "rue du Port"),
        ({"commune": "Marcel, 86 ans"}, "Marcel"),
        ({"categorie": "diabète de Paul"}, "Paul"),
        ({"qui": "Yvonne"}, "Yvonne"),
        ({"relais1": "chez Denise"}, "Denise"),
        ({"informe": "sa fille Katell"}, "Katell"),
    ],
)
def test_what_says_who_is_refused_and_never_shown_again(
    found: Practices, browser: Browser, wrong: dict[str, str], word: str
) -> None:
    """422 with one sentence; what else was chosen stays chosen."""
    browser.open("/suivis/nouveau")
    answer = browser.send("/suivis/nouveau", {**NEW, **wrong})
    assert (answer.status_code, 'role="alert"' in answer.text, word in answer.text) == (422, True, False)
    assert len(held(found)) == 4
    if "categorie" not in wrong:
        assert '<option value="O2" selected>' in answer.text


def test_a_need_is_changed_over_what_was_read(found: Practices, browser: Browser) -> None:
    """Who comes second reads what stands and finds what they typed; sent again, it is written."""
    need = held(found)[0]
    browser.open(at(need))
    fields = {**NEW, "numero": need.pseudonym, "categorie": "PLAIE"}
    assert browser.send(at(need), {**fields, "commune": AURAY}).headers["location"] == "/suivis?fait=change"
    late = browser.send(at(need), {**fields, "revision": "1", "attente": "36"})
    assert (late.status_code, "En ce moment" in late.text, 'value="36"' in late.text) == (422, True, True)
    assert held(found)[0].max_interruption_hours is None
    assert browser.send(at(need), {**fields, "attente": "36"}).headers["location"] == "/suivis?fait=change"
    assert (held(found)[0].max_interruption_hours, held(found)[0].revision) == (36, 3)


def test_the_day_a_patient_was_told_stays_that_day(found: Practices, browser: Browser) -> None:
    """Changing something else does not tell them again."""
    browser.open("/suivis/nouveau")
    browser.send("/suivis/nouveau", NEW)
    need = held(found)[-1]
    for _time in range(2):
        found.later(hours=5)
        browser.open(at(need))
    browser.send(at(need), {**NEW, "attente": "3"})
    changed = held(found)[-1]
    assert (changed.informed_on, changed.reviewed_on) == (date(2026, 11, 26), date(2026, 11, 27))


def test_a_need_that_is_over_is_asked_once_and_kept_no_more(found: Practices, browser: Browser) -> None:
    """At the revision read; its page then leads back to the list."""
    need = held(found)[0]
    page = browser.open(at(need)).text
    assert "Il ne sera plus gardé" in page
    stale = browser.send(at(need), {"fini": "oui", "revision": "7"})
    assert (stale.status_code, len(held(found))) == (422, 4)
    browser.open(at(need))
    assert browser.send(at(need), {"fini": "oui"}).headers["location"] == "/suivis?fait=fini"
    assert need.id not in {one.id for one in held(found)}
    assert browser.open(at(need)).headers["location"] == "/suivis?fait=parti"
    assert browser.send(at(need), {"encore": "oui", "revision": "1"}).headers["location"] == "/suivis?fait=parti"


def test_another_practice_changes_nothing_of_ours(found: Practices, browser: Browser) -> None:
    """Not with the id of the need, nor with the practice in the address."""
    need = held(found)[0]
    theirs = found.browser(NEAR)
    theirs.open("/suivis/nouveau")
    for fields in ({"fini": "oui"}, {"encore": "oui"}, NEW):
        answer = theirs.send(f"{at(need)}?cabinet={OURS}", {**fields, "revision": "1"})
        assert answer.headers["location"] == "/suivis?fait=parti"
    refused = theirs.send("/suivis", {"encore": f"{need.id}:1"})
    assert (refused.status_code, len(held(found)), held(found)[0].revision) == (422, 4, 1)


def test_without_a_declared_place_the_page_says_so_and_offers_nothing(found: Practices, browser: Browser) -> None:
    """What is there is still read; sending all the same is refused."""
    revision = read_care_mode(LOCAL_COORDINATION, found.store).revision
    for need in held(found):
        browser.open(at(need))
        browser.send(at(need), {"fini": "oui"})
    declare_care_mode(LOCAL_COORDINATION, found.store, CareMode(), revision)
    page = browser.open("/suivis").text
    assert ("ne garde que des totaux" in page, "/suivis/nouveau" in page) == (True, False)
    browser.open("/suivis/nouveau")
    assert browser.send("/suivis/nouveau", NEW).status_code == 422
    assert held(found) == []


def test_a_missing_key_is_said_and_never_an_empty_list(found: Practices, browser: Browser) -> None:
    """The practice, how many, and what to do."""
    for path in (found.store.folder.path / "keys").rglob(f"*{OURS}*"):
        path.unlink()
    page = browser.open("/suivis")
    assert (page.status_code, "illisibles" in page.text, "Aucun suivi" in page.text) == (422, True, False)


def test_what_is_near_its_end_comes_before_what_is_to_review(found: Practices, browser: Browser) -> None:
    """And says the day it ends."""
    soon = replace(a_care_need(50), expires_at=found.store.now() + timedelta(days=5))
    noted(found.relay, soon)
    page = browser.open("/suivis").text
    assert page.index("P-0050") < page.index("P-0001")
    assert "1 prend fin bientôt, 4 à revoir" in page.replace("\u00a0", " ")


def test_an_unknown_button_does_nothing(found: Practices, browser: Browser) -> None:
    """Said on the page."""
    browser.open("/suivis")
    answer = browser.send("/suivis", {"effacer": "tout"})
    assert (answer.status_code, NOT_A_BUTTON.split(".")[0] in answer.text, len(held(found))) == (422, True, 4)


def test_no_page_of_it_is_kept_nor_found(found: Practices, browser: Browser) -> None:
    """By the browser, by a proxy, by a search engine; no script, no other site."""
    for address in ("/suivis", "/suivis/nouveau", at(held(found)[0]), "/suivis/relais", "/suivis/cles"):
        page = browser.open(address)
        assert (page.headers["cache-control"], "noindex" in page.headers["x-robots-tag"]) == ("private, no-store", True)
        assert ("<script" in page.text, "default-src 'none'" in page.headers["content-security-policy"]) == (
            False,
            True,
        )


def test_a_number_proposed_to_two_phones_goes_to_the_first(found: Practices, browser: Browser) -> None:
    """The second is proposed the next one, with what was typed; a number typed on purpose is a patient's second need."""
    second = Browser(browser.client, dict(browser.cookies))
    for one in (browser, second):
        one.open("/suivis/nouveau")
    browser.send("/suivis/nouveau", NEW)
    late = second.send("/suivis/nouveau", {**NEW, "categorie": "PLAIE"})
    assert (late.status_code, 'value="P-0006"' in late.text, '<option value="PLAIE" selected>' in late.text) == (
        422,
        True,
        True,
    )
    assert [one.category for one in held(found) if one.pseudonym == "P-0005"] == ["O2"]
    assert second.send("/suivis/nouveau", {**NEW, "categorie": "PLAIE"}).status_code == 303
    assert len([one for one in held(found) if one.pseudonym == "P-0005"]) == 2


def test_what_was_refused_in_the_folded_part_is_in_sight(found: Practices, browser: Browser) -> None:
    """It opens where something of it was typed, and stays folded otherwise."""
    browser.open("/suivis/nouveau")
    refused = [
        browser.send("/suivis/nouveau", {**NEW, **wrong}).text for wrong in ({"autonomie": "quatre"}, {"numero": "?"})
    ]
    assert ["<details open>" in page for page in refused] == [True, False]


def test_only_categories_a_physician_validated_are_offered(found: Practices, browser: Browser) -> None:
    """Sent all the same it is refused with what to do and what was typed; a need that has one keeps it, renewed and ended."""
    change_category(found.store, "INS")
    form = browser.open("/suivis/nouveau").text
    assert ('<option value="INS"' in form, '<option value="O2"' in form) == (False, True)
    answer = browser.send("/suivis/nouveau", {**NEW, "categorie": "INS"})
    told = answer.text.replace("\u00a0", " ")
    assert (answer.status_code, "n’est pas encore validée par un médecin" in told, 'value="P-0005"' in told) == (
        422,
        True,
        True,
    )
    first, second, *_others = held(found)
    form = browser.open(at(first)).text
    assert '<option value="INS" selected>' in form
    assert browser.send(at(first), {"encore": "oui"}).status_code == 303
    browser.open(at(second))
    assert browser.send(at(second), {"fini": "oui"}).status_code == 303
    assert [one.pseudonym for one in held(found)] == ["P-0001", "P-0003", "P-0004"]


def test_where_no_category_is_validated_the_page_says_what_to_do(found: Practices, browser: Browser) -> None:
    """One sentence in place of the form, and of the button that leads to it; what is noted is still renewed."""
    with found.store.transaction() as conn:
        conn.execute("DELETE FROM category_validation")
    for address in ("/suivis", "/suivis/nouveau"):
        page = browser.open(address).text
        assert "Aucune catégorie de soins n’est validée par un médecin" in page
        assert ('name="categorie"' in page, 'href="/suivis/nouveau"' in page) == (False, False)
    browser.open("/suivis")
    assert browser.send("/suivis", {"encore": "tous"}).status_code == 303
    assert 'name="categorie"' in browser.open(at(held(found)[0])).text
