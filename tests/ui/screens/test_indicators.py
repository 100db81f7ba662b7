"""Tests of app/ui/screens/indicators.py: figures, pay, proofs and thanks over a period, as someone presses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.services.activity.read_vacations import VacationsView
from app.store.current import use
from tests.services.a_month import Month, a_month
from tests.services.activity.test_read_indicators import _counted
from tests.ui.screens.a_page import UI, press, said

WEEK = "2026-11-30_2026-12-06"


@pytest.fixture
def month(tmp_path: Path) -> Iterator[Month]:
    made = a_month(tmp_path)
    use(made.store)
    yield made
    use(None)


def a_panel(volet: str = "", periode: str = WEEK) -> AppTest:
    """The screen at an address."""
    page = AppTest.from_file(UI / "screens" / "indicators.py", default_timeout=30)
    page.query_params["periode"] = periode
    if volet:
        page.query_params["volet"] = volet
    return page.run()


def _yes(page: AppTest, key: str) -> AppTest:
    """The page after the question was answered yes."""
    page.session_state[f"{key}_yes"] = True
    return page.run()


def test_figures_say_what_nobody_knows(month: Month) -> None:
    """Before anything is closed: a dash and why, never a nought."""
    page = a_panel()
    assert not page.exception
    assert "Aucune séance émargée sur cette période." in said(page)
    values = {one.label: one.value for one in page.metric}
    assert (values["Libéraux qui ont participé"], values["Libéraux au planning"]) == ("–", "100\xa0%")


def test_figures_of_a_closed_week_with_their_origin(month: Month) -> None:
    """Numerator and denominator stand behind each figure; the tables repeat every chart."""
    month.close()
    _counted(month, 48, 36)
    page = a_panel()
    text = said(page)
    assert "5 professionnels libéraux sont venus ; 40 h de présence." in text
    assert "**Numérateur :** libéraux présents à une séance émargée : 5" in text
    assert "84 injections comptées sur la période." in text
    assert len(page.table) >= 5


def test_sheets_are_signed_at_once_then_statements_settled(month: Month) -> None:
    """Two gestures and their questions: two sessions signed, five statements frozen; nothing left to do."""
    page = a_panel("vacations")
    assert "2 séances à émarger" in said(page)
    press(page, "Émarger ces 2 séances")
    page = _yes(page, "pay_signing")
    assert "5 relevés à arrêter : 2 600,00 €." in said(page)
    press(page, "Arrêter ces 5 relevés")
    page = _yes(page, "pay_settling")
    assert "Tout est arrêté : 5 relevés." in said(page)
    view: VacationsView = month.view()
    assert view.to_settle == ()


def test_every_amount_explains_itself(month: Month) -> None:
    """Anne chosen in the list: each line with its payer, its rule, its rate and its source."""
    month.close(0)
    page = a_panel("vacations")
    page.selectbox(key="pay_person").select(month.key("Anne")).run()
    text = said(page)
    assert "420,00 € · CPAM" in text
    assert "4 h le lundi 30 novembre 2026 : 1 demi-journée au tarif de semaine (420,00 €)" in text


def test_an_indemnity_without_a_vote_is_noted_without_an_amount(month: Month) -> None:
    """Noted on the screen, said as it is, then withdrawn."""
    page = a_panel("vacations")
    who = next(one for one in page.selectbox if one.label == "Personne")
    who.select(str(month.id("Anne")))
    page = press(page, "Noter")
    assert "Anne Fictif · 1 heure commencée le 6 décembre 2026 : aucun montant voté en vigueur." in said(page)
    assert "retirée · Anne Fictif" in said(press(page, "Retirer"))


def test_volunteers_are_thanked_once_and_proofs_are_offered(month: Month) -> None:
    """Five messages; then the screen says it is done. The report and the pack are one press away."""
    month.close()
    page = a_panel("merci")
    assert "5 personnes sont venues et n’ont pas encore été remerciées." in said(page)
    press(page, "Remercier ces 5 personnes")
    page = _yes(page, "thanks_sending")
    assert "Les 5 personnes venues ont été remerciées." in said(page)
    assert "Il contient des noms" in said(a_panel("preuves"))


def test_an_address_that_is_no_period_says_so(month: Month) -> None:
    """The sentence says how to write it, and the current quarter is shown."""
    page = a_panel(periode="hier")
    assert "« hier » n’est pas une période" in said(page)
    assert "4e trimestre 2026" in said(page)
