"""One's own wishes: the language one reads, and whether a key alone may act."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION, Role
from app.core.errors import InvalidInput, NotAllowed
from app.services.accounts.choose_wishes import choose_wishes, wished_language
from app.services.accounts.sign_in_account import SignedInNow, sign_in
from app.store import journal
from app.store.database import Store
from app.words import use_language
from app.words.errors import sentence
from tests.builders import a_store
from tests.services.an_account import CLIENT, DEVICE, PASSWORD, an_account, read, use_light_hashes


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    use_light_hashes(monkeypatch)
    return a_store(tmp_path)


def written(store: Store) -> list[Mapping[str, object] | None]:
    with store.reading() as conn:
        return [one.payload for one in journal.recent(conn) if one.type == "account.wishes_chosen"]


def test_an_account_follows_its_browser_until_it_chooses(store: Store) -> None:
    """Each holder for themselves, whatever the role; said again, nothing is written."""
    ada = an_account(store)
    zoe = an_account(store, "zoe", Role.READING)
    outcome = sign_in(store, "ada", PASSWORD, client=CLIENT, device=DEVICE)
    assert isinstance(outcome, SignedInNow)
    assert wished_language(store, outcome.token) == ""
    for _time in range(2):
        choose_wishes(ada.actor, store, language="en", key_alone=False)
    choose_wishes(zoe.actor, store, language="fr", key_alone=True)
    assert [(read(store, one).language, read(store, one).key_alone) for one in (ada, zoe)] == [
        ("en", False), ("fr", True),
    ]  # fmt: skip
    assert wished_language(store, outcome.token) == "en"
    assert written(store) == [{"language": "fr", "key_alone": True}, {"language": "en", "key_alone": False}]
    choose_wishes(ada.actor, store, language="", key_alone=False)
    assert wished_language(store, outcome.token) == ""


def test_a_language_that_is_not_spoken_is_refused(store: Store) -> None:
    """In one sentence, in the language of the one who asks; nothing is kept."""
    ada = an_account(store)
    with pytest.raises(InvalidInput) as refused:
        choose_wishes(ada.actor, store, language="br", key_alone=False)
    with use_language("fr"):
        assert sentence(refused.value).startswith("Choisissez le français, l’anglais")
    assert (read(store, ada).key_alone, written(store)) == (True, [])


def test_nobody_has_no_wishes(store: Store) -> None:
    """Whoever sits at the machine without an account; a token that opens nothing."""
    with pytest.raises(NotAllowed):
        choose_wishes(LOCAL_COORDINATION, store, language="en", key_alone=True)
    assert [wished_language(store, token) for token in ("", "unknown")] == ["", ""]
