"""The panels of lists and of expected needs: the sentence first, masked numbers as words, the same for every role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.store.current import use
from tests.services.a_relay import AURAY, BRECH, Relay, a_care_need, a_relay, noted
from tests.ui.screens.a_page import said
from tests.ui.screens.a_role import signs_in, the_product


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    """Twelve needs of insulin in Auray, nine in Brech, three on oxygen."""
    made = a_relay(tmp_path, needs=0, closed=False)
    told = [("INS", AURAY)] * 12 + [("IC", BRECH)] * 9 + [("O2", AURAY)] * 3
    noted(made, *(a_care_need(n, category, commune=commune) for n, (category, commune) in enumerate(told, 1)))
    use(made.store)
    yield made
    use(None)


def opened(volet: str, **query: str) -> AppTest:
    page = the_product("continuity", volet=volet, **query)
    assert not page.exception
    return page


def cells(page: AppTest) -> str:
    return "\n".join(table.value.to_csv() for table in page.table).replace("\\", "")


@pytest.mark.parametrize("role", [Role.READING, Role.COORDINATION])
def test_a_list_says_how_many_and_what_it_hides(relay: Relay, monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    """Twenty-four needs; the rule of masking stands above the table; three on oxygen are nowhere."""
    signs_in(monkeypatch, relay.store, role)
    page = opened("listes", liste="communes")
    assert page.title[0].value == "24 besoins notés par 1 cabinet, petits nombres masqués."
    assert "zéro compris" in said(page)
    assert "**Tout le territoire** · 24 besoins" in said(page)
    assert "masqué" in said(page)
    assert "Oxygène" not in said(page)
    labels = [one.proto.label for one in page.get("download_button")]
    assert labels == ["Imprimer (PDF)", "Enregistrer (CSV)", "Enregistrer (XLSX)"]


def test_a_medicine_asks_which_categories(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing runs out: the list is empty until categories are chosen."""
    signs_in(monkeypatch, relay.store, Role.CRISIS_CELL)
    page = opened("listes", liste="medicament")
    assert page.title[0].value.startswith("Aucune rupture de médicament en cours")
    page.multiselect(key="continuity_medicine").select("INS").run()
    assert page.title[0].value == "1 catégorie touchée, comptée par secteur."


def test_no_discharge_is_said(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty is a sentence, not a bare table."""
    signs_in(monkeypatch, relay.store, Role.OBSERVER)
    page = opened("listes", liste="sorties")
    assert page.title[0].value == "Aucune demande de sorties en cours."
    assert "**Tout le territoire**" not in said(page)


def test_a_folder_without_needs_invites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what would be here, and one button goes where needs are noted; not for lists that are empty for another reason."""
    made = a_relay(tmp_path, needs=0, closed=False)
    use(made.store)
    signs_in(monkeypatch, made.store, Role.COORDINATION)
    discharges = opened("listes", liste="sorties")
    page = opened("listes")
    signs_in(monkeypatch, made.store, Role.READING)
    reader = opened("listes")
    use(None)
    assert [one.label for one in page.main.button] == ["Mes suivis"]
    assert [one.label for one in (*reader.main.button, *discharges.main.button)] == []
    assert "Aucun besoin n’est noté : rien à partager." in said(page)
    assert "sans rien qui désigne quelqu’un" in said(page)


def test_estimates_say_that_they_are(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    """« Estimation » first, ≈ before each number, the noted ones masked or with their share."""
    signs_in(monkeypatch, relay.store, Role.READING)
    page = opened("attendu")
    assert page.title[0].value.startswith("Estimation")
    assert all(one.value.startswith("≈ ") for one in page.metric)
    assert "Une estimation, jamais un compte." in said(page)
    assert "masqué" in cells(page)
