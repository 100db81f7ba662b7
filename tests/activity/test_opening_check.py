"""The checklist as data, and each item proven or not on the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.activity.opening_check import (
    CheckAnswer,
    Scope,
    check_results,
    checklist,
    expiring_sentence,
    opening_check_of,
)
from app.core.errors import InvalidInput
from tests.activity.builders import rows
from tests.scheduling.builders import paris

TODAY = date(2026, 11, 30)
EIGHT = paris(2026, 11, 30, 8)
CHECKS = [opening_check_of(one.cells) for one in rows("opening_checks")]
ITEMS = {one.code: one for one in CHECKS}


def problem(code: str, **noted: Any) -> str | None:
    """What is wrong with one item once this is noted."""
    results = check_results([ITEMS[code]], [CheckAnswer(code=code, **noted)], 1, TODAY)
    return results[0].problem


def test_each_kind_of_centre_has_its_list() -> None:
    """A screening centre asks for no adrenaline nor fridge; a mobile team has a cooler; critical items first known."""
    codes = {
        kind: [one.code for one in checklist(CHECKS, kind, TODAY)] for kind in ("vaccination", "screening", "mobile")
    }
    assert codes["vaccination"] == [
        "physician_callable", "adrenaline", "fridge", "registry", "e_cps", "emergency_numbers", "observation_place",
        "line_sharps", "line_equipment",
    ]  # fmt: skip
    assert codes["screening"] == ["emergency_numbers", "line_sharps", "line_equipment"]
    assert ("cooler" in codes["mobile"], "fridge" in codes["mobile"]) == (True, False)
    assert {one.code for one in CHECKS if one.critical and one.scope is Scope.SESSION} == {
        "physician_callable", "adrenaline", "fridge", "cooler",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "noted", "said"),
    [
        ("physician_callable", {"name": "Dr Le Bihan", "phone": "01 99 00 00 01", "tested_at": EIGHT}, None),
        ("physician_callable", {"name": "Dr Le Bihan", "phone": "01 99 00 00 01", "tested_at": paris(2026, 11, 29, 23, 59)},
         "Dr Le Bihan n’a pas été joint(e) aujourd’hui : appelez le 01 99 00 00 01"),
        ("physician_callable", {"name": "Dr Le Bihan", "tested_at": EIGHT}, "nom ou numéro manquant"),
        ("adrenaline", {"expires_on": TODAY}, None),
        ("adrenaline", {"expires_on": date(2026, 11, 29)}, "périmé depuis le 29 novembre 2026"),
        ("adrenaline", {"done": True}, "date de péremption à lire"),
        ("adrenaline", {"expires_on": TODAY, "done": False}, "signalé absent ou en panne"),
        ("fridge", {"temperature_c": Decimal(2)}, None),
        ("fridge", {"temperature_c": Decimal(8)}, None),
        ("fridge", {"temperature_c": Decimal("8.1")},
         "8,1 °C, hors de 2 à 8 °C : isolez les doses, appelez le pharmacien référent"),
        ("fridge", {"temperature_c": Decimal("-0.5")},
         "-0,5 °C, hors de 2 à 8 °C : isolez les doses, appelez le pharmacien référent"),
        ("fridge", {}, "température à relever"),
        ("registry", {"done": True}, None),
        ("registry", {}, "pas encore vérifié"),
    ],
)  # fmt: skip
def test_an_item_is_proven_or_told(code: str, noted: dict[str, Any], said: str | None) -> None:
    """Each kind of proof, at its limits."""
    assert problem(code, **noted) == said


def test_an_item_of_the_lines_is_asked_line_by_line() -> None:
    """Noted on line 1 only, line 2 stays to be looked at; the sentence names the line; the last note counts."""
    answers = [CheckAnswer(code="line_sharps", line=1, done=False), CheckAnswer(code="line_sharps", line=1, done=True)]
    results = check_results([ITEMS["line_sharps"]], answers, 2, TODAY)
    assert [(one.line, one.blocks) for one in results] == [(1, False), (2, True)]
    assert [one.sentence for one in results] == [
        "Ligne 1, Collecteur d’aiguilles (DASRI) en place : en ordre.",
        "Ligne 2, Collecteur d’aiguilles (DASRI) en place : pas encore vérifié.",
    ]


def test_what_expires_soon_is_told_before_it_blocks() -> None:
    """Within thirty days, today included; later or already past is not for this sentence."""
    item = ITEMS["adrenaline"]
    told = [
        expiring_sentence(CheckAnswer(code="adrenaline", expires_on=on), item, TODAY)
        for on in (TODAY, date(2026, 12, 4), date(2026, 12, 31), date(2026, 11, 29), None)
    ]
    assert told == [
        "Adrénaline et trousse d’urgence : périme le lundi 30 novembre.",
        "Adrénaline et trousse d’urgence : périme le vendredi 4 décembre.",
        None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), [({"proof": "photo"}, "proof"), ({"per": "jour"}, "per"), ({"min_c": "froid"}, "min_c")])  # fmt: skip
def test_a_wrong_row_is_refused(change: dict[str, str], said: str) -> None:
    """The column is named."""
    with pytest.raises(InvalidInput, match=said):
        opening_check_of({**rows("opening_checks")[2].cells, **change})
