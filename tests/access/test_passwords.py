"""Tests of app/access/passwords.py: argon2id as RFC 9106 asks, the same letters however typed, and rules that say why."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from argon2 import PasswordHasher
from argon2.low_level import Type

from app.access import passwords
from app.access.passwords import HASHER, LONGEST, PasswordRules, checked, hashed, is_outdated, matches
from app.core.errors import InvalidInput
from app.words.errors import sentence

RULES = PasswordRules(shortest=12)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost nothing, where the cost is not the point."""
    monkeypatch.setattr(passwords, "HASHER", CHEAP)


def test_the_parameters_are_those_of_the_standard() -> None:
    """argon2id, 64 MiB, 3 passes, 4 lanes, a salt of 16 bytes and a tag of 32 (RFC 9106 §4, second option)."""
    held = (HASHER.type, HASHER.memory_cost, HASHER.time_cost, HASHER.parallelism, HASHER.salt_len, HASHER.hash_len)
    assert held == (Type.ID, 65_536, 3, 4, 16, 32)
    assert hashed("phare colline brume").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.usefixtures("cheap")
def test_one_password_opens_and_no_other() -> None:
    """Two hashes of one password differ, each opens with it alone."""
    one, two = hashed("phare colline brume"), hashed("phare colline brume")
    assert one != two
    assert [matches(kept, "phare colline brume") for kept in (one, two)] == [True, True]
    assert [matches(one, typed) for typed in ("phare colline", "Phare colline brume", "", "x" * 5_000)] == [False] * 4


@pytest.mark.usefixtures("cheap")
def test_the_same_letters_open_from_any_keyboard() -> None:
    """Decomposed accents and wide forms are the same password (NFKC)."""
    kept = hashed("crêperie d’été 7")
    assert matches(kept, unicodedata.normalize("NFD", "crêperie d’été 7"))
    assert matches(hashed("phare７colline"), "phare7colline")


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("kept", ["", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_nothing_opens_what_has_no_password(kept: str) -> None:
    """No hash, or one that can't be read: refused without an error, even for the empty password."""
    assert [matches(kept, typed) for typed in ("", kept, "phare colline brume")] == [False, False, False]


def test_without_a_hash_a_verification_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown login costs what a wrong password costs: one verification with the same parameters, whatever is kept."""
    verified: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            verified.append(str(hash).split("$")[3])
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Watched(time_cost=2, memory_cost=16, parallelism=1))
    kept = hashed("phare colline brume")
    for one, typed in ((kept, "wrong"), ("", "wrong"), (kept, "x" * 5_000), (kept, "phare colline brume")):
        matches(one, typed)
    assert verified == ["m=16,t=2,p=1"] * 4


@pytest.mark.usefixtures("cheap")
def test_a_hash_of_yesterday_is_told() -> None:
    """Made with other parameters: to be made again at the next sign-in; today's is not."""
    assert is_outdated(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash("x"))
    assert not is_outdated(hashed("x"))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("galet brume", "trop court : 12 caractères au moins"),
        ("ﬁﬁﬁﬁﬁ", "trop court"),
        ("g" * (LONGEST + 1), "trop long : 1024 caractères au plus"),
        ("ﷺ" * 100, "trop long"),
        ("06 99 00 11 22", "Des chiffres seuls"),
        ("１９８５０３１２１４０７", "Des chiffres seuls"),
        ("١٩٨٥٠٣١٢١٤٠٧", "Des chiffres seuls"),
        ("²⁰²⁶²⁰²⁵¹²³⁴", "Des chiffres seuls"),
        (" " * 12, "trop court"),
        ("\u200b" * 12, "trop court"),
        ("\u0301" * 12, "trop court"),
        ("\0" * 12, "trop court"),
        ("\u2800" * 11 + "a", "trop court"),
        ("    galet br    ", "trop court"),
        ("Soleil-2026-!", "qu’on essaie en premier"),
        ("kerdruc-2026!", "reprend votre nom"),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence(password: str, why: str) -> None:
    """The reason and the way out, and never the password itself."""
    with pytest.raises(InvalidInput) as refused:
        checked(password, RULES, frozenset({"soleil"}), ["Maïwenn Kerdruc"])
    assert why in sentence(refused.value).replace("\u00a0", " ")
    assert password not in sentence(refused.value)


@pytest.mark.parametrize(
    "password",
    [
        "phare colline brume",
        "日本語のパスワードです。はい",
        "Jk8$wq!zR2pL",
        " tout  est  permis ",
        "a\x00b\x00c galets",
    ],
)
def test_any_character_is_allowed(password: str) -> None:
    """Blanks, other alphabets, invisible signs: length and rarity are all that is asked."""
    assert checked(password, RULES, frozenset({"soleil"}), ["Maïwenn Kerdruc"]) == password
