"""What the walk through English screens looks for is found where it stands, and nothing else is."""

from __future__ import annotations

import pytest

from tests.journeys.probes.english import STREAMLIT, is_untranslated


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Tout est en ordre.", True),
        ("Everything is in order.", False),
        ("lundi 30 novembre à 9 h", False),
        ("Réponses attendues avant vendredi 27 novembre à 18 h.", False),
        ("Il vous reste 3 codes de secours.", True),
        ("You have 3 backup codes left.", False),
        ("Page de garde et gouvernance", False),
        ("Clarisse P., infirmière, Auray", False),
    ],
)
def test_a_french_message_is_found_and_the_community_s_words_are_not(words: str, *, found: bool) -> None:
    """Names, letters, library and plan are theirs."""
    assert is_untranslated(words) is found


@pytest.mark.parametrize(
    ("words", "theirs"),
    [
        ("Choose an option", True),
        ("5MB per file", True),
        ("Remove Anne F.", True),
        ("month, Le", True),
        ("Selected Date: November 23, 2026", True),
        ("Search: Personnes, une par ligne", True),
        ("Choisir", False),
        ("Relève", False),
        ("Searching", False),
    ],
)
def test_words_of_a_widget_are_known(words: str, *, theirs: bool) -> None:
    """Whole, never as the beginning of something else."""
    assert (STREAMLIT.match(words) is not None) is theirs
