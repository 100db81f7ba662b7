"""The network cut at any byte: letters, sign-ins with a provider, calendars of other servers."""

from __future__ import annotations

from pathlib import Path

from tests.faults.network import cut_calendars, cut_letters, cut_sign_ins

CLEAN: tuple[tuple[str, ...], ...] = ((), (), (), ())


def test_each_letter_arrives_and_a_doubled_one_says_so(tmp_path: Path) -> None:
    """Twelve breaks over sixty letters, some of them between the text and the server's answer."""
    told = cut_letters(tmp_path, cuts=12, seed=20261123)
    assert (told.harm, told.acknowledged) == (CLEAN, 60)
    assert told.refused >= 1
    assert sum(told.more.values()) >= 1


def test_a_login_is_open_whole_or_not_at_all(tmp_path: Path) -> None:
    """Wherever the line to the provider breaks there is a sentence; no login is left that nobody holds."""
    told = cut_sign_ins(tmp_path, cuts=6, seed=20261123)
    assert (told.harm, told.faults) == (CLEAN, 6)
    assert told.refused >= 1


def test_busy_times_are_those_of_a_whole_calendar(tmp_path: Path) -> None:
    """Cut short, with or without a length announced, a calendar changes nothing: the hours read before it stay."""
    told = cut_calendars(tmp_path, cuts=8, seed=20261123)
    assert (told.harm, told.faults) == (CLEAN, 8)
    assert min(told.acknowledged, told.refused) >= 1
