"""Vue d'ensemble: what each role reads of who is left without care, and the question « et si »."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.store import care_keys, community, hand_overs, practice_counts
from app.store.current import use
from tests.services.a_relay import NEAR, OURS, Relay, a_care_need, a_relay, noted
from tests.ui.screens.a_page import a_page, press, said
from tests.ui.screens.a_role import signs_in, the_product
from tests.ui.screens.test_roles import everything

CANARY = "P-0777"


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    """Six on insulin, the practice closed for two days, relays with room for three and two; a need nobody may see."""
    made = a_relay(tmp_path, room=3, far_room=2, needs=5)
    noted(made, a_care_need(777))
    use(made.store)
    yield made
    use(None)


def title(page: AppTest) -> str:
    return page.title[0].value.replace("\\", "").replace("\xa0", " ").replace("\u202f", " ")


def asked(**query: str) -> AppTest:
    """The screen on « et si », with that address."""
    page = a_page("continuity")
    for name, value in {"volet": "et-si", **query}.items():
        page.query_params[name] = value
    return page.run()


def test_the_first_line_says_who_is_left(relay: Relay) -> None:
    """One sentence, then why and whom to ring, by number; one button proposes the relays."""
    page = a_page("continuity")
    assert not page.exception
    assert title(page) == (
        "Cabinet d’Auray fermé depuis 17 h : 6 besoins touchés, 5 repris, 1 sans solution, le premier demain à 5 h."
    )
    told = said(page)
    assert "1 besoin à Auray, le premier demain à 5 h : tous complets." in told
    assert "tel:+33199001002" in told
    assert "2 relais reprennent 5 besoins ; 2 sont au complet." in told
    assert CANARY not in everything(page)


def test_relays_are_proposed_with_one_button(relay: Relay) -> None:
    """Five needs asked of two relays; then nothing is left to ask, and the next step is to follow."""
    page = a_page("continuity")
    assert "Où en sont les relais : 5 à proposer." in said(page)
    page = press(page, "Proposer ces relais")
    assert not page.exception
    assert "Où en sont les relais : 5 proposés, sans réponse." in said(page)
    assert page.toast[0].value == "5 besoins proposés à 2 relais."
    assert [one.label for one in page.button] == ["Suivre les transmissions", "Noter une fermeture ou une coupure"]
    with relay.store.reading() as conn:
        assert len(hand_overs.running(conn)) == 5


def test_hour_by_hour_and_by_twelve(relay: Relay) -> None:
    """Tables with their sentence."""
    page = a_page("continuity")
    assert "Le plus tendu : vendredi 27 novembre, 5 h–17 h, 1 besoin dépasse son délai." in said(page)
    before = len(page.table)
    page = page.toggle(key="continuity_live_hours").set_value(True).run()
    assert len(page.table) == before + 1


def test_weak_points_are_sought_when_asked_for(relay: Relay) -> None:
    """Who would leave how many, on top of what fails."""
    page = a_page("continuity")
    assert "sa seule perte" not in said(page)
    page = page.toggle(key="continuity_weak").set_value(True).run()
    assert "Cabinet de Brech : sa seule perte laisserait 3 besoins de plus sans solution." in said(page)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING])
def test_who_looks_on_reads_bands_and_may_do_nothing(relay: Relay, monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    """Needs touched as far as the lists tell, no practice to ring, no question, no button."""
    signs_in(monkeypatch, relay.store, role)
    page = the_product("continuity")
    assert not page.exception
    assert title(page) == "Cabinet d’Auray fermé depuis 17 h : de 5 à 9 besoins touchés."
    shown = everything(page)
    assert "Cabinet de Brech" not in shown
    assert "+33199001002" not in shown
    assert [one.label for one in page.button] == []
    assert "Et si" not in [
        option.content for one in page.main if one.type == "button_group" for option in one.proto.options
    ]
    page.query_params["volet"] = "et-si"
    assert title(page.run()).startswith("Cabinet d’Auray fermé")


def test_a_lost_key_is_told_before_any_figure(relay: Relay) -> None:
    """Never a silent wrong answer: the count, which practice, what to do."""
    care_keys.path_of(relay.store.folder, OURS).unlink()
    page = a_page("continuity")
    assert title(page).endswith("aucun besoin touché, 6 besoins illisibles non comptés.")
    assert "La clé de « Cabinet d’Auray » manque" in page.warning[0].value.replace("\\", "").replace("\xa0", " ")


def test_totals_alone_are_marked_as_an_estimate(tmp_path: Path) -> None:
    """Aggregates only: the same sentence, said to be an estimate; relays cannot be proposed for needs nobody noted."""
    made = a_relay(tmp_path, room=9, needs=0)
    with made.store.transaction() as conn:
        practice_counts.put(conn, OURS, "INS", 6, made.clock().date(), 0)
    use(made.store)
    try:
        page = a_page("continuity")
    finally:
        use(None)
    assert "6 besoins touchés, 6 repris, aucun sans solution" in title(page)
    assert "Estimation : totaux donnés par des cabinets" in said(page)
    assert "Proposer ces relais" not in [one.label for one in page.button]


def test_a_question_stands_in_the_address(relay: Relay) -> None:
    """A shared link asks the same; the answer says it is a supposition."""
    page = asked(cabinets=NEAR, heures="24")
    assert not page.exception
    assert title(page) == (
        "Cabinet de Brech fermé depuis 17 h, par hypothèse : 6 besoins touchés, 2 repris, 4 sans solution,"
        " le premier demain à 5 h."
    )
    assert [one.label for one in page.button] == ["Voir qui resterait sans soins"]


def test_in_peace_a_practice_has_its_totals_and_few_have_none(tmp_path: Path) -> None:
    """Nothing under way: the sentence a cell prepares itself with, and why the rest is hidden."""
    try:
        for needs, fate, why in (
            (6, "6 besoins touchés, 5 repris, 1 sans solution, le premier demain à 5 h.", "Totaux seuls"),
            (3, "moins de 5 besoins touchés.", "Rien de plus n’est dit"),
        ):
            made = a_relay(tmp_path / str(needs), room=3, far_room=2, needs=needs, closed=False)
            use(made.store)
            page = asked(cabinets=OURS, heures="48")
            assert title(page) == f"Cabinet d’Auray fermé depuis 17 h, par hypothèse : {fate}"
            assert why in said(page)
            assert "+33199001002" not in everything(page)
    finally:
        use(None)


def test_in_peace_weak_points_say_why_they_have_no_number(tmp_path: Path) -> None:
    """None is named for a few, and « nobody » is not claimed."""
    made = a_relay(tmp_path, room=0, needs=3, closed=False)
    use(made.store)
    try:
        page = a_page("continuity").toggle(key="continuity_weak").set_value(True).run()
        assert "Aucune perte isolée ne laisserait tant de besoins sans solution." in said(page)
        assert "moins de 5 besoins n’est pas dite" in said(page).replace("\\", "") + " ".join(
            one.value for one in page.caption
        ).replace("\\", "")
    finally:
        use(None)


def test_the_form_writes_the_address(relay: Relay) -> None:
    """Chosen by name; the link can be shared."""
    page = asked()
    assert title(page) == "Et si un cabinet fermait, une route était coupée, le courant manquait ?"
    next(one for one in page.multiselect if one.label == "Cabinets fermés").set_value([NEAR])
    page = press(page, "Voir qui resterait sans soins")
    assert not page.exception
    assert page.query_params["cabinets"] in (NEAR, [NEAR])
    assert "Cabinet de Brech fermé à partir de demain, par hypothèse" in title(page)


def test_a_share_of_a_profession(relay: Relay) -> None:
    """Those who remain, and what each carries."""
    page = asked(profession="infirmier", absents="1", sur="3")
    assert "1 absents sur 3 (infirmier)" not in title(page)
    assert "1 absent sur 3 (infirmier)" in title(page)
    assert "Il en reste 2 sur 3 : charge moyenne +50 %." in said(page)


def test_a_question_about_nothing_is_asked_again(relay: Relay) -> None:
    """Nothing chosen: one sentence, and the form stays."""
    page = press(asked(), "Voir qui resterait sans soins")
    assert "Choisissez d’abord ce qui manquerait." in page.warning[0].value


def test_a_question_that_cannot_be_asked_says_why(relay: Relay) -> None:
    """More absent than there are."""
    page = asked(profession="infirmier", absents="9", sur="3")
    assert "9 absents sur 3" in page.error[0].value.replace("\\", "")


def test_calm(relay: Relay) -> None:
    """Nothing closed: it is said, and where to note what fails."""
    relay.clock.forward(days=3)
    page = a_page("continuity")
    assert title(page) == "Rien ne manque aujourd’hui : aucune fermeture ni coupure n’est notée."
    assert [one.label for one in page.button] == ["Noter une fermeture ou une coupure"]


def test_nothing_of_a_need_is_on_any_panel(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pseudonym and the id of one need, looked for in all that is sent to the browser, by role and panel."""
    with relay.store.transaction() as conn:
        community.write(conn, replace(community.read(conn), demonstration=True))
    [id] = noted(relay, a_care_need(778))
    for role in (Role.COORDINATION, Role.OBSERVER):
        signs_in(monkeypatch, relay.store, role)
        for query in ({}, {"volet": "et-si", "cabinets": NEAR}):
            shown = everything(the_product("continuity", **query))
            assert [word for word in (CANARY, "P-0778", id) if word in shown] == []
