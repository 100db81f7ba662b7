"""A question « et si… » in the address and in words: kept whole, and harmless when somebody wrote it by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import PracticeId
from app.services.continuity.suppose import LONGEST_HOURS, Choices, Question
from app.ui.views.continuity_question import address, asked, load_sentence, pairs_of, profession_label, usual, words
from tests.builders import THURSDAY

NOW = THURSDAY
CHOICES = Choices(
    practices={"p1": "Cabinet de Fégréac", "p2": "Cabinet d’Avessac"},
    professions={"infirmier": ("infirmier", 94), "medecin": ("médecin", 52)},
    roads=(("35236", "44057"), ("44007", "44057")),
    communes={"35236": "Redon", "44007": "Avessac", "44057": "Fégréac"},
    sites={"s1": "Centre de dialyse"},
    remotes={"r1": "Télésurveillance"},
    patients={"infirmier": 519},
)


def some_of(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


@given(
    practices=some_of(list(CHOICES.practices)),
    power=some_of(list(CHOICES.communes)),
    roads=st.lists(st.sampled_from(CHOICES.roads), unique=True).map(tuple),
    sites=some_of(list(CHOICES.sites)),
    remotes=some_of(list(CHOICES.remotes)),
    absent=st.integers(0, 94),
    hours=st.integers(1, LONGEST_HOURS),
    power_hours=st.integers(0, LONGEST_HOURS),
    start=st.integers(0, 20_000),
)
def test_an_address_asks_the_same_question_again(
    practices: tuple[str, ...], power: tuple[str, ...], roads: tuple[tuple[str, str], ...], sites: tuple[str, ...],
    remotes: tuple[str, ...], absent: int, hours: int, power_hours: int, start: int,
) -> None:  # fmt: skip
    """Whatever is supposed: shared, kept, read again."""
    question = Question(
        starts_at=NOW + timedelta(minutes=start), hours=hours, practices=tuple(PracticeId(one) for one in practices),
        profession="infirmier" if absent else "", absent=absent, of=94 if absent else 0, roads=roads, power=power,
        power_hours=power_hours if power else 0, sites=sites, remotes=remotes,
    )  # fmt: skip
    assert asked(address(question), CHOICES, NOW) == question


@given(
    st.dictionaries(
        st.sampled_from(
            ["cabinets", "absents", "sur", "profession", "routes", "heures", "debut", "courant", "heures-courant"]
        ),
        st.text(max_size=30),
    )
)
def test_an_address_typed_by_hand_breaks_nothing(query: dict[str, str]) -> None:
    """Whatever stands there: a question within bounds, of things that exist."""
    found = asked(query, CHOICES, NOW)
    if found is not None:
        assert 1 <= found.hours <= LONGEST_HOURS
        assert 0 <= found.power_hours <= LONGEST_HOURS
        assert set(found.practices) <= set(CHOICES.practices)
        assert set(found.roads) <= set(CHOICES.roads)
        assert found.ends_at > found.starts_at


@pytest.mark.parametrize(
    "start", ["9999-12-31T23:59", "0001-01-01T00:00", "demain", "2026-11-26T25:00", "2050-01-01T00:00+14:00"]
)
def test_an_hour_that_cannot_be_meant_is_now(start: str) -> None:
    """Far away or unreadable."""
    found = asked({"debut": start}, CHOICES, NOW)
    assert found is not None
    assert found.starts_at == NOW


def test_no_question_in_the_address() -> None:
    """The panel alone."""
    assert asked({"volet": "et-si"}, CHOICES, NOW) is None


def test_a_profession_without_a_number_means_all_of_it() -> None:
    """« sur » left out: those of the roster; an unknown profession is no question."""
    found = asked({"profession": "infirmier", "absents": "28"}, CHOICES, NOW)
    assert found is not None
    assert (found.absent, found.of) == (28, 94)
    other = asked({"profession": "astronaute", "absents": "28"}, CHOICES, NOW)
    assert other is not None
    assert (other.profession, other.absent, other.supposes_something) == ("", 0, False)


def test_the_form_begins_tomorrow_at_eight() -> None:
    """In Paris."""
    assert usual(NOW) == Question(starts_at=NOW + timedelta(hours=15))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(starts_at=NOW, practices=(PracticeId("p1"),)), "Cabinet de Fégréac fermé depuis 17 h"),
        (Question(starts_at=NOW, practices=(PracticeId("p1"), PracticeId("p2"))), "2 cabinets fermés depuis 17 h"),
        (
            Question(starts_at=NOW, profession="infirmier", absent=28, of=94),
            "28 absents sur 94 (infirmier) depuis 17 h",
        ),
        (
            Question(starts_at=NOW, power=("44057", "44007"), power_hours=9, sites=("s1",)),
            "9 heures sans courant à Avessac et Fégréac, Centre de dialyse à l’arrêt depuis 17 h",
        ),
        (
            Question(starts_at=NOW, roads=CHOICES.roads, remotes=("r1",)),
            "route coupée entre Redon et Fégréac et 1 autre, Télésurveillance à l’arrêt depuis 17 h",
        ),
    ],
)
def test_a_question_is_said(question: Question, said: str) -> None:
    """What is supposed, and from when."""
    assert words(question, CHOICES, NOW).replace("\xa0", " ") == said


def test_twenty_eight_nurses_of_ninety_four() -> None:
    """The acceptance figure (DOMAIN § 7): 66 left, 739 patients each, +42 %; without a figure of patients, the share alone."""
    question = Question(starts_at=NOW, profession="infirmier", absent=28, of=94)
    assert load_sentence(question, CHOICES).replace("\xa0", " ") == (
        "Il en reste 66 sur 94 : 739 patients chacun au lieu de 519, charge moyenne +42 %."
    )
    other = Question(starts_at=NOW, profession="medecin", absent=26, of=52)
    assert load_sentence(other, CHOICES).replace("\xa0", " ") == "Il en reste 26 sur 52 : charge moyenne +100 %."
    assert load_sentence(Question(starts_at=NOW, profession="medecin", absent=52, of=52), CHOICES) == ""


def test_labels() -> None:
    """A profession with its people; a road read from either end."""
    assert profession_label(CHOICES, "infirmier") == "infirmier (94)"
    assert profession_label(CHOICES, "") == "aucun"
    assert pairs_of(["44057-35236", "44057-99999", ""], CHOICES) == (("35236", "44057"),)
