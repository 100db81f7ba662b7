"""What the probe of plain speech calls machine words, and what it lets through."""

from __future__ import annotations

import pytest

from tests.journeys.probes.plain import machine_words


@pytest.mark.parametrize(
    "sentence",
    [
        "Séance 01a20579-9b7c-790e-9e11-caf261636e0a",
        "supervising_physician",
        "Le rôle care_need manque",
        "le 2026-11-22",
        "à 09:30:00",
        "Personne : None",
        "nan",
        "Traceback (most recent call last)",
        "KeyError : x",
        "<app.x.Y object at 0x7f>",
    ],
)  # fmt: skip
def test_machine_words_are_caught(sentence: str) -> None:
    """Each would be read aloud by nobody."""
    assert machine_words(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "lundi 30 novembre, matin (9 h–13 h)",
        "Nanette dit non ; Annan aussi",
        "liste_des_volontaires.csv",
        "anne@exemple.fr",
        "https://exemple.fr/a_b?c_d=1",
        "01 99 00 10 36",
        "Nonette, 9:30",
    ],
)  # fmt: skip
def test_plain_speech_passes(sentence: str) -> None:
    """Names, hours as spoken, addresses and file names are no machine words."""
    assert machine_words(sentence) == []
