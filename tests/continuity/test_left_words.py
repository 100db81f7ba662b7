"""The sentences: whole, counted, and masked when nothing live allows exact counts."""

from __future__ import annotations

from app.continuity.left_words import people_needing, whole_sentence
from tests.continuity.engine_builders import hour


def plain(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")


def test_the_whole_in_one_sentence() -> None:
    """What DESIGN says aloud: touched, relayed, left, and when the first is due, in Paris."""
    assert plain(whole_sentence(31, 0, 25, 6, hour(4))) == (
        "31 besoins touchés : 25 repris, 6 sans solution, le premier jeudi 26 novembre à 12 h."
    )
    assert plain(whole_sentence(3, 1, 2, 0, None)) == (
        "3 besoins touchés : 1 gardé ou qui peut attendre, 2 repris, aucun sans solution."
    )
    assert plain(whole_sentence(1, 0, 0, 1, hour(0))) == (
        "1 besoin touché : 1 sans solution, le premier jeudi 26 novembre à 8 h."
    )


def test_the_whole_masked_says_no_small_number() -> None:
    """Below the threshold every count reads « moins de 5 », without a total to subtract from; at it, exactly."""
    said = plain(whole_sentence(9, 3, 5, 1, hour(4), unknown=2, fewest=5))
    assert said == (
        "Besoins touchés : moins de 5 gardés ou qui peuvent attendre, 5 repris, moins de 5 sans solution,"
        " le premier jeudi 26 novembre à 12 h. Catégorie absente de la table, non calculé : moins de 5 besoins."
    )
    assert people_needing(5, 5) == "5 besoins"
