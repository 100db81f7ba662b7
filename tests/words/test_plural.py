"""Labels in number, in both languages."""

from __future__ import annotations

import pytest

from app.words import use_language
from app.words.plural import plural


@pytest.mark.parametrize(
    ("label", "several"),
    [
        ("infirmière", "infirmières"), ("sage-femme", "sages-femmes"), ("offre locale estimée", "offres locales estimées"),
        ("étudiant en soins infirmiers", "étudiants en soins infirmiers"), ("centre de vaccination", "centres de vaccination"),
        ("EHPAD", "EHPAD"),
    ],
)  # fmt: skip
def test_words_after_a_preposition_stay_as_they_are(label: str, several: str) -> None:
    assert (plural(label, 1), plural(label, 2)) == (label, several)


def test_english_adds_an_s() -> None:
    with use_language("en"):
        assert plural("nurse", 2) == "nurses"
