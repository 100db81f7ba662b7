"""The form of a need: what it presets, what it makes of what was typed, and what it never shows again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.continuity.category import Frequency
from app.continuity.need_rules import NeedDraft
from app.core.errors import InvalidInput
from app.services.continuity.read_register import Register, read_register
from app.web.forms import Form
from app.web.needs_form import Typed, blank, draft, offered, relays_shown, shown_again, typed_of
from tests.services.a_relay import BRECH, NEAR, OURS, a_care_need, a_relay, noted

FIELDS = {"numero": "P-0007", "categorie": "INS", "commune": BRECH, "informe": "oui"}


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Auray's: two needs of insulin at home, one of a wound at Brech."""
    relay = a_relay(tmp_path, needs=2, closed=False)
    noted(relay, a_care_need(3, "PLAIE", commune=BRECH))
    return read_register(relay.members[OURS], relay.store, OURS)


def a_form(**fields: str) -> Form:
    return Form(tuple({**FIELDS, **fields}.items()))


def test_a_new_need_presets_all_that_is_known(register: Register) -> None:
    """The number after the last, the commune of the last, who types when they are of the practice."""
    member = next(iter(register.members))
    assert blank(register, member) == Typed(number="P-0004", commune=BRECH, holder=member)
    assert blank(register, "somebody else").holder == ""


def test_the_lists_begin_with_what_the_practice_uses(register: Register) -> None:
    """Most used first, then by name."""
    lists = offered(register)
    assert [code for code, _label in lists.categories[:2]] == ["INS", "PLAIE"]
    rest = [label.casefold() for _code, label in lists.categories[2:]]
    assert rest == sorted(rest)
    assert len(lists.categories) == len(register.categories)


def test_a_draft_says_what_was_typed_and_leaves_the_rest_to_the_category() -> None:
    """Nothing typed is nothing said."""
    assert draft(a_form()) == NeedDraft(pseudonym="P-0007", category="INS", commune=BRECH, informed=True)
    more = draft(
        a_form(autonomie=" 4 H", attente="12", frequence="daily", electricite="oui", relais1=NEAR, informe="non")
    )
    assert (more.autonomy_hours, more.max_interruption_hours, more.frequency, more.power, more.relays, more.informed) == (
        4, 12, Frequency.DAILY, True, (NEAR,), False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"informe": ""}, {"informe": "peut-être"}, {"autonomie": "quatre"}, {"attente": "-1"}, {"attente": "1.5"}]
)
def test_a_draft_that_can_not_be_is_refused(wrong: dict[str, str]) -> None:
    """In one sentence that repeats nothing of what was typed."""
    with pytest.raises(InvalidInput) as refused:
        draft(a_form(**wrong))
    assert not any(text and text in str(refused.value) for text in wrong.values())


def test_the_day_of_information_stays(register: Register) -> None:
    """Of a need whose patient was told already; another is told today."""
    told = replace(register.rows[0].need, informed=True, informed_on=date(2026, 5, 4))
    assert draft(a_form(), told).informed_on == date(2026, 5, 4)
    assert draft(a_form(), replace(told, informed=False, informed_on=None)).informed_on is None
    assert draft(a_form(informe="non"), told).informed_on is None


def test_only_what_the_form_offers_is_shown_again(register: Register) -> None:
    """A text in place of a choice or of a number could say who."""
    odd = dict.fromkeys(("numero", "categorie", "commune", "frequence", "autonomie", "attente", "lieu", "qui", "relais1", "informe"), "Mme Le Goff")  # fmt: skip
    assert shown_again(a_form(**odd), register) == Typed(number="P-0004")
    good = shown_again(a_form(autonomie="4", relais1=NEAR), register)
    assert good == Typed(number="P-0007", category="INS", commune=BRECH, autonomy="4", relays=(NEAR,), informed="oui")


def test_a_need_fills_its_form_and_comes_back_the_same(register: Register) -> None:
    """Every field of it."""
    need = replace(
        register.rows[0].need, power=True, oxygen=True, autonomy_hours=4, max_interruption_hours=6, relays=(NEAR,), informed=True,
        informed_on=date(2026, 5, 4), holder=next(iter(register.members)),
    )  # fmt: skip
    typed = typed_of(need)
    assert typed.has_more
    sent = a_form(
        numero=typed.number, categorie=typed.category, commune=typed.commune, frequence=typed.frequency, electricite="oui",
        oxygene="oui", autonomie=typed.autonomy, attente=typed.wait, qui=typed.holder, relais1=typed.relays[0], informe=typed.informed,
    )  # fmt: skip
    made = draft(sent, need)
    assert made == NeedDraft(
        pseudonym=need.pseudonym, category=need.category, commune=need.commune, frequency=need.frequency, power=True, oxygen=True,
        autonomy_hours=4, max_interruption_hours=6, relays=(NEAR,), informed=True, informed_on=date(2026, 5, 4), holder=need.holder,
    )  # fmt: skip


@pytest.mark.parametrize(("named", "shown"), [(0, 2), (1, 2), (2, 3), (4, 5), (5, 5)])
def test_there_is_always_room_for_one_more_relay(named: int, shown: int) -> None:
    """Up to five."""
    assert len(relays_shown(Typed(number="P-0001", relays=("x",) * named))) == shown
