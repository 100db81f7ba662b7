"""Tests of app/services/rota/on_demand.py: a value is made when it is first looked at, once."""

import pytest

from app.services.rota.on_demand import OnDemand


def test_a_value_is_made_once_when_it_is_looked_at() -> None:
    """Counting the keys, going through them or asking for one makes no value; the order is theirs."""
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    found = OnDemand(["b", "a", "b"], make)
    assert (len(found), list(found), "a" in found, "c" in found, made) == (2, ["b", "a"], True, False, [])
    assert (found["a"], found["a"], made) == ("A", "A", ["a"])
    assert (dict(found), made) == ({"b": "B", "a": "A"}, ["a", "b"])


def test_what_is_no_key_has_no_value() -> None:
    """It is an error, and nothing is made of it."""
    found = OnDemand(["a"], str.upper)
    with pytest.raises(KeyError):
        found["z"]
    assert found.get("z") is None
