"""Process settings: each has a default and a sentence, and a wrong one says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import settings
from app.core.errors import InvalidInput


def test_without_an_environment_there_are_defaults() -> None:
    """Everything can be left out."""
    found = settings.read({})
    assert (found.public_url, found.host, found.port) == ("", "127.0.0.1", 8501)
    assert found.data.name == "releve"


def test_the_environment_is_read_whole() -> None:
    """Every variable of the table reaches its setting."""
    found = settings.read(
        {"RELEVE_DATA": "/srv/releve", "RELEVE_PUBLIC_URL": "https://r.fr/", "RELEVE_HOST": "::1", "RELEVE_PORT": "0",
         "RELEVE_LOG": "json"}
    )  # fmt: skip
    assert found == settings.Settings(Path("/srv/releve"), "https://r.fr", "::1", 0, log_json=True)


@pytest.mark.parametrize(
    "text",
    [
        "releve.exemple.fr",
        "ftp://r.fr",
        "https://",
        "https://a:b@r.fr",
        "https://r.fr?x=1",
        " https://r.fr",
        "http://[x",
    ],
)
def test_an_address_that_is_none_is_refused(text: str) -> None:
    """Links written with it would open nothing."""
    with pytest.raises(InvalidInput, match="RELEVE_PUBLIC_URL"):
        settings.read({"RELEVE_PUBLIC_URL": text})


@pytest.mark.parametrize("text", ["-1", "65536", "http", "80.0", "²"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    """The sentence names the variable."""
    with pytest.raises(InvalidInput, match="RELEVE_PORT"):
        settings.read({"RELEVE_PORT": text})


def test_a_form_of_log_that_is_none_is_refused() -> None:
    """The sentence says which ones there are."""
    with pytest.raises(InvalidInput, match=r"RELEVE_LOG.*text ou json"):
        settings.read({"RELEVE_LOG": "xml"})
    assert not settings.read({"RELEVE_LOG": "text"}).log_json


def test_every_setting_has_its_sentence_and_its_own_name() -> None:
    """What documentation lists."""
    assert len({one.variable for one in settings.SETTINGS}) == len(settings.SETTINGS) == 5
    assert all(one.sentence.endswith((".", "fr.")) and one.default for one in settings.SETTINGS)
