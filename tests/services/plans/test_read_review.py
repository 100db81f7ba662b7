"""The review of the plan as the coordination and as a partner read it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed, NotFound
from app.response.review import WHOLE, ReviewState, Visa
from app.services.demo.demo_review import fill
from app.services.plans.comment_plan import comment_plan, give_visa, reply_to_comment
from app.services.plans.edit_plan import write_section
from app.services.plans.invite_reviewers import Invited, invite_reviewers
from app.services.plans.read_review import read_review, read_review_page, review_tables
from app.store import secrets
from app.store.database import Store, open_store
from app.store.secrets import Secrets, Security, SmtpAccount
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock, a_store
from tests.services.a_plan import OBSERVER, TODAY, a_community, a_draft, the

LAST = TODAY + timedelta(days=21)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(THURSDAY)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community whose plan is begun."""
    folder = tmp_path_factory.mktemp("plan")
    opened = a_store(folder)
    a_community(opened)
    a_draft(opened)
    return folder


@pytest.fixture
def store(begun: Path, tmp_path: Path, clock: MovingClock) -> Store:
    """A copy of it for each test."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return open_store(tmp_path, clock)


def ask(store: Store) -> dict[str, str]:
    """Three partners of the first version, name → id."""
    people = [Invited(name, f"Org {name}", f"{name}@example.org") for name in "abc"]
    invite_reviewers(COORDINATOR, store, 1, people, LAST)
    view = read_review(COORDINATOR, store)
    assert view is not None
    return {one.reviewer.name: one.reviewer.id for one in view.readings}


def say(store: Store, who: str, section: str, text: str) -> None:
    comment_plan(volunteer(who, ""), store, who, section, text)


def test_nothing_is_read_before_there_is_a_plan(store: Store, tmp_path: Path) -> None:
    """And a version that does not exist is said so; the demonstration's review waits for a plan."""
    empty = a_store(tmp_path / "vide")
    fill(COORDINATOR, empty, TODAY)
    assert read_review(COORDINATOR, empty) is None
    with pytest.raises(NotFound):
        read_review(COORDINATOR, store, 7)


def test_a_letter_that_no_way_takes_waits_for_a_hand(store: Store) -> None:
    """No mailbox set: it has not left and will not by itself; a mailbox: it will; a secrets file spoilt: a hand again."""

    def by_hand() -> list[bool]:
        view = read_review(COORDINATOR, store)
        assert view is not None
        return [one.is_by_hand for one in view.readings]

    ask(store)
    assert by_hand() == [True, True, True]
    account = SmtpAccount(host="127.0.0.1", port=2525, security=Security.NONE, from_address="coordination@example.org")
    secrets.write(store.folder, Secrets(smtp=account))
    assert by_hand() == [False, False, False]
    (store.folder.path / secrets.FILE).write_text("[smtp]\nhost = 3\n", encoding="utf-8")
    assert by_hand() == [True, True, True]


def test_remarks_stand_by_section_and_partners_by_urgency(store: Store) -> None:
    """The whole of the plan first, then the plan's own order; who remarked without a visa before who is awaited."""
    ids = ask(store)
    say(store, ids["b"], "closing", "Et après ?")
    say(store, ids["b"], WHOLE, "Clair.")
    say(store, ids["c"], "alert", "Et la nuit ?")
    give_visa(volunteer(ids["c"], ""), store, ids["c"], Visa.RESERVED)
    view = read_review(COORDINATOR, store)
    assert view is not None
    assert [(one.reviewer.name, one.state, one.remarks) for one in view.readings] == [
        ("b", ReviewState.COMMENTED, 2), ("a", ReviewState.AWAITED, 0), ("c", ReviewState.RESERVED, 1),
    ]  # fmt: skip
    assert [view.title(key) for key in view.by_section] == [
        "L’ensemble du plan",
        "Alerte",
        "Levée et retour d’expérience",
    ]
    assert len(view.to_answer) == 3
    assert view.who(view.by_section["alert"][0]) == "c, Org c"
    assert [one.address for one in view.readings] == ["b@example.org", "a@example.org", "c@example.org"]


def test_a_visa_given_on_another_wording_is_told(store: Store, clock: MovingClock) -> None:
    """A draft that moved after a visa."""
    ids = ask(store)
    give_visa(volunteer(ids["a"], ""), store, ids["a"], Visa.APPROVED)
    clock.forward(hours=1)
    write_section(COORDINATOR, store, 1, "communication", "Une seule voix.", the(store, 1).revision)
    view = read_review(COORDINATOR, store)
    assert view is not None
    assert {one.reviewer.name: one.changed_since for one in view.readings} == {"a": True, "b": False, "c": False}


def test_who_may_not_read_the_directory_reads_organisations_alone(store: Store) -> None:
    """The observer and the reader: no name, no address; a volunteer reads nothing."""
    ids = ask(store)
    say(store, ids["b"], "alert", "Et la nuit ?")
    for actor in (OBSERVER, READER):
        view = read_review(actor, store)
        assert view is not None
        assert {one.reviewer.who for one in view.readings} == {"Org a", "Org b", "Org c"}
        assert {one.address for one in view.readings} == {""}
        assert view.who(view.comments[0]) == "Org b"
        with pytest.raises(NotAllowed):
            review_tables(actor, store, view.version)
    with pytest.raises(NotAllowed):
        read_review(volunteer("x", ""), store)


def test_a_partner_reads_their_own_words_and_no_number(store: Store) -> None:
    """Telephones and addresses of the plan are hidden, other partners' remarks are not there, answers are."""
    ids = ask(store)
    text = "Appeler Clarisse au 06 39 98 00 01, clarisse@example.org, ou le 15."
    write_section(COORDINATOR, store, 1, "alert", text, the(store, 1).revision)
    say(store, ids["a"], "alert", "Et la nuit ?")
    say(store, ids["b"], "alert", "Rien.")
    page = read_review_page(volunteer(ids["a"], ""), store, ids["a"])
    assert page is not None
    alert = next(one for one in page.sections if one.key == "alert")
    assert alert.body == "Appeler Clarisse au •••, •••, ou le 15."
    everything = " ".join(one.body for one in page.sections)
    assert "01 99 00 10 00" not in everything
    assert [one.text for one in page.comments] == ["Et la nuit ?"]
    assert (page.draft("alert"), page.answered("alert"), page.has_remark("cell")) == ("Et la nuit ?", (), False)
    reply_to_comment(COORDINATOR, store, page.comments[0].id, "Le 15.", settled=True)
    page = read_review_page(volunteer(ids["a"], ""), store, ids["a"])
    assert page is not None
    assert (page.draft("alert"), [one.reply for one in page.answered("alert")]) == ("", ["Le 15."])
    with pytest.raises(NotAllowed):
        read_review_page(volunteer(ids["b"], ""), store, ids["a"])
    assert read_review_page(volunteer("personne", ""), store, "personne") is None


def test_the_demonstration_has_every_case_and_its_tables_prove_it(store: Store) -> None:
    """Three partners, a visa, a remark settled, three to answer."""
    fill(COORDINATOR, store, TODAY)
    view = read_review(COORDINATOR, store)
    assert view is not None
    assert [one.state for one in view.readings] == [ReviewState.COMMENTED, ReviewState.AWAITED, ReviewState.APPROVED]
    assert len(view.to_answer) == 3
    asked, said = review_tables(COORDINATOR, store, view.version)
    assert [row[3] for row in asked.rows] == ["a remarqué, visa attendu", "réponse attendue", "approuvé"]
    assert sorted(row[5] for row in said.rows) == ["26 novembre 2026", "à traiter", "à traiter", "à traiter"]
    assert all(len(row) == len(table.head) for table in (asked, said) for row in table.rows)


def test_a_review_gives_nobody_the_reserved_sections(store: Store) -> None:
    """Who may not read names and numbers in the plan does not read them through its review either."""
    write_section(COORDINATOR, store, 1, "cell", "Pilotage : Denez Fictif, 06 39 98 00 01", the(store, 1).revision)
    for actor in (OBSERVER, READER):
        view = read_review(actor, store)
        assert view is not None
        assert [
            one for version in (view.version, *view.versions) for one in version.sections if "Fictif" in one.body
        ] == []
    told = read_review(COORDINATOR, store)
    assert told is not None
    assert "Denez Fictif" in next(one.body for one in told.version.sections if one.key == "cell")
