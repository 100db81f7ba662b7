"""Tests of app/access/second_factor.py: codes of RFC 6238 in their step and the next ones, once; recovery codes as typed."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access.second_factor import (
    RECOVERY_CODES,
    address_of,
    is_code,
    new_recovery_codes,
    new_secret,
    open_secret,
    recovery_hash,
    sealed_secret,
    step_of,
)

SECRET = base64.b32encode(b"12345678901234567890").decode()
"""The secret of RFC 6238, appendix B."""

VECTORS = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}
"""Unix seconds → the last six of the eight figures of that appendix (SHA-1)."""

KEY = b"k" * 32


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS.items())
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """Each vector is taken at its instant, also with a blank in the middle as telephones show it."""
    assert step_of(SECRET, code, at(seconds)) == seconds // 30
    assert step_of(SECRET, f"{code[:3]} {code[3:]}", at(seconds)) == seconds // 30


def test_a_code_holds_one_step_before_and_after() -> None:
    """Clocks differ: 30 s on each side, no more."""
    begins = 1111111111 // 30 * 30
    taken = [
        seconds for seconds in range(begins - 61, begins + 92) if step_of(SECRET, "050471", at(seconds)) is not None
    ]
    assert (taken[0], taken[-1]) == (begins - 30, begins + 59)


def test_a_code_never_serves_twice() -> None:
    """Once its step is used, neither it nor an earlier one is taken."""
    step = 1111111111 // 30
    assert step_of(SECRET, "050471", at(1111111111), last_step=step - 1) == step
    assert step_of(SECRET, "050471", at(1111111111), last_step=step) is None
    assert step_of(SECRET, "081804", at(1111111111), last_step=step) is None


@pytest.mark.parametrize("typed", ["", "0504", "0504711", "abcdef", "٠٥٠٤٧١", "050 472", "\ud800"])
def test_anything_else_is_no_code(typed: str) -> None:
    """Too short, too long, letters, other figures, a wrong one: None and no error."""
    assert step_of(SECRET, typed, at(1111111111)) is None


def test_an_application_of_codes_reads_the_address() -> None:
    """Secret, account and issuer as telephones expect them (Google's key URI format)."""
    parts = urlsplit(address_of(SECRET, "ada@exemple.fr", "Relève, CPTS d’Auray"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parse_qs(parts.query) == {"secret": [SECRET], "issuer": ["Relève, CPTS d’Auray"]}


def test_secrets_are_long_and_differ() -> None:
    """160 bits, never the same (RFC 4226 §4, R6)."""
    found = {new_secret() for _draw in range(50)}
    assert len(found) == 50
    assert {len(base64.b32decode(one)) for one in found} == {20}


def test_a_sealed_secret_opens_for_its_account_alone() -> None:
    """Moved to another account, or under another key, it opens nothing."""
    sealed = sealed_secret(KEY, "a1", SECRET)
    assert SECRET.encode() not in sealed
    assert open_secret(KEY, "a1", sealed) == SECRET
    assert [open_secret(KEY, "a2", sealed), open_secret(b"o" * 32, "a1", sealed)] == [None, None]


def test_recovery_codes_are_read_as_they_are_copied() -> None:
    """Ten that differ; capitals, blanks and lost hyphens make no difference; another account's hash is another."""
    codes = new_recovery_codes()
    assert len(set(codes)) == RECOVERY_CODES
    one = codes[0]
    kept = recovery_hash(KEY, "a1", one)
    assert {recovery_hash(KEY, "a1", typed) for typed in (one.upper(), one.replace("-", ""), f" {one.replace('-', ' ')} ")} == {kept}  # fmt: skip
    assert kept not in {
        recovery_hash(KEY, "a2", one),
        recovery_hash(b"o" * 32, "a1", one),
        recovery_hash(KEY, "a1", codes[1]),
    }


def test_a_code_of_figures_is_told_from_a_recovery_code() -> None:
    """Six figures, blanks aside."""
    assert [is_code(typed) for typed in ("123 456", "123456", "12345", "2345-6789-abcd", "")] == [True, True, False, False, False]  # fmt: skip
