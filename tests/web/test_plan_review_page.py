"""Tests of app/web/plan_review_page.py: a partner reads the plan and answers over plain HTTP, from a link alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from app.access.links import reviewer_subject, token_of
from app.response.review import Visa
from app.services.plans.comment_plan import reply_to_comment
from app.services.plans.edit_plan import write_section
from app.services.plans.invite_reviewers import Invited, close_review, invite_reviewers
from app.store import links, plan_reviews
from app.store.database import Store, open_store
from app.web.site import OwnAddresses, Site
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_store
from tests.services.a_plan import TODAY, a_community, a_draft, reviewed_plans, the
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like

LAST = TODAY + timedelta(days=21)
ALERT = (
    "# La nuit\nAppeler Clarisse au 06 39 98 00 01.\n– D’abord le <15>\n– Puis la cellule, https://visio.example.org/x"
)


@dataclass
class Reviewed:
    """A partner's link to the first version, and the site behind it."""

    store: Store
    clock: MovingClock
    client: Client
    reviewer_id: str
    path: str

    def text(self, part: str = "", query: str = "") -> str:
        answer = self.client.get(f"{self.path}{part}{query}")
        assert answer.status_code == 200
        return unescape(answer.text).replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two partners are asked to read a plan whose alert section holds numbers."""
    folder = tmp_path_factory.mktemp("relecture")
    store = a_store(folder)
    a_community(store)
    a_draft(store)
    write_section(COORDINATOR, store, 1, "alert", ALERT, the(store, 1).revision)
    people = [Invited("Solène Fictif", "ARS, Morbihan", "a@example.org"), Invited("B", "CPAM", "b@example.org")]
    invite_reviewers(COORDINATOR, store, 1, people, LAST)
    return folder


@pytest.fixture
def reviewed(asked: Path, tmp_path: Path) -> Iterator[Reviewed]:
    shutil.copytree(asked, tmp_path, dirs_exist_ok=True)
    clock = MovingClock(THURSDAY)
    store = open_store(tmp_path, clock)
    with store.transaction() as conn:
        (plan,) = reviewed_plans(conn)
        who = next(one.id for one in plan_reviews.of_plan(conn, plan) if one.organisation.startswith("ARS"))
        key = store.folder.key("links")
        token = token_of(
            key, reviewer_subject(who), links.ensure(conn, key, reviewer_subject(who), store.now()).generation
        )
    site = Site(store, BASE)
    yield Reviewed(store, clock, Client(OwnAddresses(streamlit_like, site)), who, f"/relecture/{token}")
    site.close()


def remarks(reviewed: Reviewed) -> list[tuple[str, str]]:
    with reviewed.store.reading() as conn:
        (plan,) = reviewed_plans(conn)
        return [(one.section, one.text) for one in plan_reviews.comments(conn, plan)]


def visa(reviewed: Reviewed) -> Visa | None:
    with reviewed.store.reading() as conn:
        held = plan_reviews.find(conn, reviewed.reviewer_id)
    assert held is not None
    return held.visa


def test_the_first_page_lists_the_sections_and_says_until_when(reviewed: Reviewed) -> None:
    """Who asks, which version, sixteen links, the visa; nothing to load, kept by nobody."""
    text = reviewed.text()
    for part in ("CPTS fictive", "version 1, brouillon", "Solène Fictif, ARS, Morbihan", "17 décembre 2026", "J’approuve ce plan", "son texte peut encore changer"):  # fmt: skip
        assert part in text, part
    assert text.count(f'href="{reviewed.path}/') == 16
    answer = reviewed.client.get(reviewed.path)
    assert "no-store" in answer.headers["cache-control"]
    assert "<script" not in answer.text


def test_a_section_is_read_without_numbers_and_remarked(reviewed: Reviewed) -> None:
    """Headings, points, what was typed as it was typed; 303, then the words stand in their box."""
    text = reviewed.text("/alerte")
    assert "<h2>La nuit</h2>" in text
    assert "<li>D’abord le <15></li>" in text
    for private in ("06 39 98 00 01", "visio.example.org"):
        assert private not in text
    sent = reviewed.client.post(f"{reviewed.path}/alerte", {"remarque": "Et si\r\npersonne ?"})
    assert (sent.status_code, sent.headers["location"]) == (303, "?fait=remarque")
    assert "C’est noté." in reviewed.text("/alerte", "?fait=remarque")
    assert "Et si\npersonne ?</textarea>" in reviewed.text("/alerte")
    for text in ("Et si personne ne répond ?",) * 2:
        reviewed.client.post(f"{reviewed.path}/alerte", {"remarque": text})
    assert remarks(reviewed) == [("alert", "Et si personne ne répond ?")]
    assert "<strong>votre remarque</strong>" in reviewed.text()
    reviewed.client.post(f"{reviewed.path}/alerte", {"remarque": ""})
    assert remarks(reviewed) == []


def test_every_section_has_its_page_and_leads_to_the_next(reviewed: Reviewed) -> None:
    """From the first to the last, then to the visa."""
    part, seen = "/gouvernance", []
    while part:
        text = reviewed.text(part)
        seen.append(part)
        start = text.find("Suivante : ")
        part = "/" + text[:start].rpartition(f'href="{reviewed.path}/')[2].partition('"')[0] if start > 0 else ""
    assert len(seen) == len(set(seen)) == 16
    assert "Donner mon visa" in reviewed.text(seen[-1])
    assert "Section 16 sur 16" in reviewed.text(seen[-1])


def test_a_visa_is_given_with_its_reserves(reviewed: Reviewed) -> None:
    """Reserves unsaid are refused with a sentence; said in the same form, they are kept first; it can be taken back."""
    refused = reviewed.client.post(reviewed.path, {"remarque": "", "visa": "reserved"})
    assert refused.status_code == 422
    assert "Dites d’abord vos réserves" in unescape(refused.text)
    assert visa(reviewed) is None
    given = reviewed.client.post(reviewed.path, {"remarque": "Sauf la nuit.", "visa": "reserved"})
    assert given.headers["location"] == "?fait=visa"
    assert (visa(reviewed), remarks(reviewed)) == (Visa.RESERVED, [("", "Sauf la nuit.")])
    assert "Votre visa : approuvé avec réserves, le 26 novembre 2026" in reviewed.text()
    reviewed.client.post(reviewed.path, {"remarque": "Sauf la nuit.", "visa": "approved"})
    assert visa(reviewed) is Visa.APPROVED
    assert "J’approuve ce plan" not in reviewed.text()
    reviewed.client.post(reviewed.path, {"visa": "retirer"})
    assert (visa(reviewed), remarks(reviewed)) == (None, [("", "Sauf la nuit.")])
    assert reviewed.client.post(reviewed.path, {"visa": "inventé"}).status_code in (404, 422)


def test_the_answer_is_read_on_the_page(reviewed: Reviewed) -> None:
    """An answered remark stands; the box is empty for another."""
    reviewed.client.post(f"{reviewed.path}/alerte", {"remarque": "Et la nuit ?"})
    with reviewed.store.reading() as conn:
        (plan,) = reviewed_plans(conn)
        (made,) = plan_reviews.comments(conn, plan)
    reply_to_comment(COORDINATOR, reviewed.store, made.id, "Le 15 répond.", settled=True)
    text = reviewed.text("/alerte")
    assert "Et la nuit ?" in text
    assert "Le 15 répond." in text
    assert "></textarea>" in text
    assert "réponse de la CPTS" in reviewed.text()


def test_after_the_end_it_is_read_and_then_gone(reviewed: Reviewed) -> None:
    """No form, no writing; thirty days later the link opens nothing, as a wrong one."""
    close_review(COORDINATOR, reviewed.store, reviewed.reviewer_id)
    assert "La relecture est close" in reviewed.text()
    assert "<form" not in reviewed.text("/alerte")
    late = reviewed.client.post(f"{reviewed.path}/alerte", {"remarque": "x"})
    assert late.status_code == 422
    assert remarks(reviewed) == []
    reviewed.clock.forward(days=31)
    gone, wrong = reviewed.client.get(reviewed.path), reviewed.client.get(reviewed.path[:-1] + "_")
    assert (gone.status_code, gone.content) == (404, wrong.content)


def test_another_link_opens_no_plan_and_a_long_remark_is_said_so(reviewed: Reviewed) -> None:
    """The token is good for its own page alone."""
    assert reviewed.client.get(reviewed.path.replace("relecture", "p")).status_code == 404
    assert reviewed.client.get(f"{reviewed.path}/inventee").status_code == 404
    fits = reviewed.client.post(f"{reviewed.path}/alerte", {"remarque": "é" * 4000})
    assert fits.status_code == 303
    long = reviewed.client.post(f"{reviewed.path}/alerte", {"remarque": "é" * 4001})
    assert long.status_code == 422
    assert "trop long" in unescape(long.text)
    elsewhere = reviewed.client.post(
        f"{reviewed.path}/alerte", {"remarque": "x"}, origin="https://ailleurs.example.org"
    )
    assert elsewhere.status_code == 403
    assert remarks(reviewed) == [("alert", "é" * 4000)]


def test_the_page_speaks_english_around_the_plan(reviewed: Reviewed) -> None:
    """The plan's own words stay; the language follows from page to page."""
    text = reviewed.text("", "?lang=en")
    assert '<html lang="en">' in text
    assert f'href="{reviewed.path}/alerte?lang=en"' in text
    assert '<div lang="fr">' in reviewed.text("/alerte", "?lang=en")


def test_a_remark_that_is_refused_is_not_lost(reviewed: Reviewed) -> None:
    """Too long, or sent a minute after the end: the page gives back every word, to shorten or to read over the telephone."""
    typed = "Le groupe électrogène <est en panne>. " * 120
    for path in (f"{reviewed.path}/alerte", reviewed.path):
        long = reviewed.client.post(path, {"remarque": typed})
        assert long.status_code == 422
        assert typed.strip() in unescape(long.text)
        assert "<est en panne>" not in long.text
    close_review(COORDINATOR, reviewed.store, reviewed.reviewer_id)
    late = reviewed.client.post(f"{reviewed.path}/alerte", {"remarque": "Le pont est inondable"})
    assert (late.status_code, "Le pont est inondable" in late.text) == (422, True)
    assert remarks(reviewed) == []


def test_a_button_that_does_not_exist_writes_nothing(reviewed: Reviewed) -> None:
    """Refused whole: the remark beside a forged visa is not kept either."""
    assert reviewed.client.post(reviewed.path, {"remarque": "x", "visa": "tout"}).status_code == 422
    assert remarks(reviewed) == []
