"""Why a set falls short, in a sentence that can be read aloud; what a loss means."""

from __future__ import annotations

import pytest

from app.drills.coverage import DeficientSet, LossClass
from app.drills.sentences import Naming, deficient_sentence, first_needs_words, loss_words, together
from app.drills.territory import Provider, ProviderKind
from tests.drills.a_territory import SKILLS, a_need, a_provider

NAMING = Naming({"nursing": "soins infirmiers", "gp": "médecine générale"}, {"A": "Auray", "B": "Belz"})
SITE = ProviderKind.SITE


def said(demand: int, *providers: Provider, where: str = "A", skills: tuple[str, ...] = ("nursing",)) -> str:
    """The sentence about needs that ask so much together."""
    needs = [a_need(place, 0, skill) for skill in skills for place in where]
    reachable = sum(one.capacity for one in providers)
    text = deficient_sentence(DeficientSet(tuple(needs), providers, demand, reachable), NAMING)
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_many_are_counted_as_in_the_sentence_of_reference() -> None:
    """Needs are counted by kind of care, communes by name, professionals one by one."""
    crowd = [a_provider(f"P{rank}", "A", 23) for rank in range(88)]
    where = "".join(chr(ord("A") + rank) for rank in range(36))
    assert said(2227, *crowd, a_provider("Q", "A", 42), where=where, skills=SKILLS[:4]) == (
        "4 besoins dans 36 communes : demande 2 227, les 89 professionnels capables totalisent 2 066 : "
        "il manque 161 quoi qu’on fasse."
    )


@pytest.mark.parametrize(
    ("providers", "who"),
    [
        ((), "personne n’est à portée pour y répondre : il manque 9"),
        ((a_provider("P", "A", 2),), "le seul professionnel capable totalise 2 : il manque 7"),
        ((a_provider("P", "A", 2), a_provider("Q")), "les 2 professionnels capables totalisent 3 : il manque 6"),
        ((a_provider("S", "A", 2, kind=SITE),), "le seul site capable totalise 2 : il manque 7"),
        (
            (a_provider("S", "A", 2, kind=SITE), a_provider("T", "A", 2, kind=SITE)),
            "les 2 sites capables totalisent 4 : il manque 5",
        ),
        (
            (a_provider("P", "A", 2), a_provider("S", "A", 1, kind=SITE), a_provider("T", "A", 1, kind=SITE)),
            "1 professionnel et 2 sites capables totalisent 4 : il manque 5",
        ),
    ],
)
def test_who_could_answer_is_counted_people_and_sites_apart(providers: tuple[Provider, ...], who: str) -> None:
    assert said(9, *providers) == f"soins infirmiers (Auray) : demande 9, {who} quoi qu’on fasse."


def test_few_are_named_in_order_and_what_has_no_word_stands_for_itself() -> None:
    assert said(9, where="BAC", skills=("nursing", "gp", "chronic")).startswith(
        "chronic, médecine générale, soins infirmiers (Auray, Belz, C) : "
    )
    assert said(9, where="BACD", skills=("gp",)).startswith("médecine générale dans 4 communes : ")


def test_the_first_needs_are_named_and_the_others_counted() -> None:
    """Three at most by name; one more is « 1 autre »."""
    assert first_needs_words("ab", NAMING) == "a, b"
    assert first_needs_words("cab", NAMING) == "a, b, c"
    assert first_needs_words("dcab", NAMING) == "a, b, c et 1 autre"
    assert first_needs_words("edcab", NAMING) == "a, b, c et 2 autres"


def test_no_sentence_names_a_provider() -> None:
    assert "Dupont" not in said(9, a_provider("Dupont", "A", 2))


def test_what_a_loss_means_is_three_words() -> None:
    assert [loss_words(one) for one in LossClass] == ["relais absent", "relais partiel", "relais assuré"]


def test_what_nobody_can_serve_is_told_once_for_all_its_communes() -> None:
    """Dialysis in three communes is one set; another care, and what somebody can serve in part, keep their own."""
    lone = [DeficientSet((a_need(place, 2, "dialysis"),), (), 2, 0) for place in "ABC"]
    other = DeficientSet((a_need("A", 1, "gp"),), (), 1, 0)
    served = DeficientSet((a_need("B", 9, "dialysis"),), (a_provider("P", "B", 2),), 9, 2)
    found = together([*lone, other, served])
    assert [(one.shortage, len(one.needs), len(one.providers)) for one in found] == [(7, 1, 1), (6, 3, 0), (1, 1, 0)]
    assert together(()) == ()
