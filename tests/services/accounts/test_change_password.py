"""One's own password: the rules of the day, a proof of the present one, and every other browser out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION, Role, volunteer
from app.core.clock import fixed_clock
from app.core.errors import InvalidInput, NotAllowed
from app.library import content_file, content_root
from app.services.accounts.change_password import change_password, common_words, read_rules
from app.services.accounts.sign_in_account import SignedInNow, sign_in
from app.services.accounts.who_acts import own_account, who_acts
from app.store import journal, people
from app.store.database import Store, open_store
from app.words.errors import sentence
from tests.builders import MovingClock, a_person, a_store
from tests.services.an_account import CLIENT, DEVICE, PASSWORD, an_account, read, use_light_hashes

NEW = "galet verger lucarne 4"


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return open_store(tmp_path / "data", clock)


def signed_in(store: Store, password: str = PASSWORD, client: str = CLIENT) -> str:
    outcome = sign_in(store, "ada", password, client=client, device=DEVICE)
    assert isinstance(outcome, SignedInNow)
    return outcome.token


def test_a_new_password_takes_the_place_of_the_old_one(store: Store) -> None:
    """This browser stays, the others are out, the old password opens nothing; the journal keeps neither."""
    ada = an_account(store)
    here, elsewhere = signed_in(store), signed_in(store, client="192.0.2.8")
    change_password(ada.actor, store, PASSWORD, NEW, token=here)
    assert [who_acts(store, token) is not None for token in (here, elsewhere)] == [True, False]
    assert sign_in(store, "ada", PASSWORD, client=CLIENT, device=DEVICE) != signed_in(store, NEW)
    with store.reading() as conn:
        entry = next(one for one in journal.recent(conn) if one.type == "account.password_set")
        written = "\n".join(conn.iterdump())
    assert (entry.subject_id, entry.payload) == (ada.id, {"logins_ended": 1})
    assert [secret in written for secret in (NEW, PASSWORD, here)] == [False, False, False]


def test_without_a_login_to_keep_every_browser_is_out(store: Store) -> None:
    """Called without a token, none stays."""
    ada, here = an_account(store), ""
    here = signed_in(store)
    change_password(ada.actor, store, PASSWORD, NEW)
    assert who_acts(store, here) is None


def test_the_present_password_is_wanted_and_guessing_it_is_slowed(store: Store, clock: MovingClock) -> None:
    """A browser left open does not serve to guess it; the password stays as it was."""
    ada = an_account(store)
    for _time in range(5):
        with pytest.raises(InvalidInput, match="pas votre mot de passe actuel"):
            change_password(ada.actor, store, "wrong", NEW)
    with pytest.raises(InvalidInput) as slowed:
        change_password(ada.actor, store, PASSWORD, NEW)
    assert sentence(slowed.value) == "Trop d’essais. Réessayez dans 5 secondes."
    clock.forward(seconds=5)
    change_password(ada.actor, store, PASSWORD, NEW)
    assert signed_in(store, NEW)


@pytest.mark.parametrize("new", ["court", "motdepasse2026", "ada-ada-fictif", "06 99 00 11 22"])
def test_what_does_not_fit_changes_nothing(store: Store, new: str) -> None:
    """The sentence says why; the account is untouched."""
    ada = an_account(store)
    with pytest.raises(InvalidInput):
        change_password(ada.actor, store, PASSWORD, new)
    assert read(store, ada) == ada


def test_an_actor_without_an_account_has_no_password(store: Store) -> None:
    """Whoever sits at the machine before accounts exist, or acts behind a personal link without an account."""
    for actor in (LOCAL_COORDINATION, volunteer("p-inconnu", "Zoé")):
        with pytest.raises(NotAllowed, match="demande un compte"):
            change_password(actor, store, PASSWORD, NEW)


def test_a_professional_is_found_by_their_person(store: Store) -> None:
    """They act as the person of the roster; their account is still theirs."""
    person = a_person("Zoé")
    with store.transaction() as conn:
        people.put(conn, person, store.now())
    zoe = an_account(store, "zoe", Role.PROFESSIONAL, person_id=person.id)
    assert zoe.actor.id == person.id
    with store.reading() as conn:
        assert own_account(conn, zoe.actor) == zoe


def test_the_rule_is_dated_and_says_its_source(tmp_path: Path) -> None:
    """Twelve characters since the CNIL's recommendation is in force; before that day no row holds."""
    rules = read_rules(a_store(tmp_path / "now"))
    assert rules.shortest == 12
    assert "2022-100" in rules.source
    before = open_store(tmp_path / "before", fixed_clock(datetime(2022, 10, 16, tzinfo=UTC)))
    with pytest.raises(InvalidInput, match="Aucune règle de mot de passe"):
        read_rules(before)


def overlay(store: Store, row: str) -> None:
    """The site's own table."""
    path = store.folder.content / "data" / "password_rules.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"shortest,valid_from,valid_to,source,checked\n{row}\n", encoding="utf-8")


def test_a_sites_own_rule_comes_first(store: Store) -> None:
    """A community that asks for more is obeyed, from its own date."""
    overlay(store, "16,2026-01-01,,PSSI de la CPTS,local")
    assert (read_rules(store).shortest, read_rules(store).source) == (16, "PSSI de la CPTS")


@pytest.mark.parametrize("shortest", ["", "4", "65", "douze"])
def test_a_rule_that_protects_nobody_is_refused(store: Store, shortest: str) -> None:
    """Below eight or beyond what people can type: told with the file and its line."""
    overlay(store, f"{shortest},2026-01-01,,x,local")
    with pytest.raises(InvalidInput) as refused:
        read_rules(store)
    assert "password_rules.csv, ligne 2" in sentence(refused.value)


def test_the_common_words_are_many_plain_and_told_of() -> None:
    """Letters alone, sorted, none twice; their number stands in the README of the data."""
    lines = [
        line
        for line in content_file("data/common_passwords.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert lines == sorted(set(lines))
    assert set(lines) == common_words()
    assert f"`common_passwords.txt` ({len(lines)} mots)" in (content_root() / "data/README.md").read_text(
        encoding="utf-8"
    )
