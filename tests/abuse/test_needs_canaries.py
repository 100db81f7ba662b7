"""A need nobody else has, planted under its practice's key, then looked for everywhere: only its own practice ever reads it.

Screens of every role and what their sessions keep, pages, lists, prints, files, refusals, journal, log, base and its
write-ahead log, copies, crisis bag. What may be met: its id, which says nothing, in the base and its copies.
"""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from app.access.account import Account, AccountId
from app.access.actor import COMMAND_LINE, ROLE_WORDS, Role
from app.continuity.lists import ListKind
from app.core.errors import ReleveError
from app.core.ids import PersonId
from app.exercise.participant import ParticipantRole
from app.indicators.periods import Period
from app.services.accounts.who_acts import COOKIE, open_login
from app.services.activity.prove_period import prove_period
from app.services.continuity.export_lists import ListForm, export_list
from app.services.continuity.print_lists import print_list
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_lists import read_list
from app.services.continuity.read_register import read_register
from app.services.continuity.seal_needs import read_needs
from app.services.crisis.export_journal import export_journal
from app.services.crisis_bag.pack_crisis_bag import pack_crisis_bag
from app.services.keeping.back_up import back_up
from app.services.keeping.export_data import Exported, export_data
from app.services.keeping.export_person import export_person
from app.store import accounts, care_keys
from app.store.current import use
from app.store.database import Store, connect
from app.words.errors import sentence
from tests.abuse.a_crisis import an_exercise_under_way
from tests.abuse.test_canaries import listening, readable
from tests.abuse.test_exports import files_in
from tests.services.a_relay import FAR, NEAR, OURS, a_care_need, noted
from tests.ui.screens.a_page import UI
from tests.web.a_browser import Browser
from tests.web.a_practice import Practices, practices

if TYPE_CHECKING:
    from app.continuity.need import NeedId
    from app.core.ids import PracticeId

VALIDATED = {"category_validation"}
PSEUDONYM, CATEGORY, COMMUNE = "P-7319", "LVAD", "56262"
"""The only need of its category and the only one of Le Bono."""
LABEL, PLACE = "Assistance ventriculaire", "Le Bono"
ORDINARY = 30
INSIDE = [role for role in Role if role is not Role.PROFESSIONAL]
PLACES = {
    "continuity": ("direct", "et-si", "listes", "attendu"),
    "needs": ("cabinets", "nombres", "copies", "categories"),
    "relays": ("fermetures", "cabinets", "transmissions", "sorties", "aides"),
    "coverage": ("carte", "besoins", "pertes", "renforts", "absences", "routes", "hypotheses"),
    "laboratory": ("composer", "resultat", "essais", "comparer"),
    "scenarios": ("bibliotheque", "ecrire"),
    "flash": ("",),
    "improvements": ("actions", "avancement", "jalons", "restitutions"),
    "exercises": ("",),
    "conduct": ("conduite", "couverture"),
    "review": ("couverture", "delais"),
    "journal": ("",),
    "data": ("",),
}
READERS = {
    "needs": {Role.ADMINISTRATION, Role.COORDINATION},
    "relays": {Role.ADMINISTRATION, Role.COORDINATION, Role.CRISIS_CELL},
    "flash": {Role.ADMINISTRATION, Role.COORDINATION, Role.CRISIS_CELL},
    "conduct": {Role.ADMINISTRATION, Role.COORDINATION, Role.CRISIS_CELL},
    "journal": {Role.ADMINISTRATION, Role.COORDINATION},
    "data": {Role.ADMINISTRATION, Role.COORDINATION},
}


@dataclass
class Planted:
    """The folder with the need in it, and what was logged since."""

    found: Practices
    id: NeedId
    heard: io.StringIO
    browsers: dict[PracticeId, Browser] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return self.found.store

    def browser(self, practice: PracticeId) -> Browser:
        """A member's, the same each time."""
        if practice not in self.browsers:
            self.browsers[practice] = self.found.browser(practice)
        return self.browsers[practice]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """Thirty ordinary needs and the one: the practice closed, its relays asked."""
    with listening() as heard, practices(tmp_path_factory.mktemp("besoins"), needs=ORDINARY, room=20) as found:
        rare = a_care_need(7319, CATEGORY, commune=COMMUNE, autonomy_hours=3, power=True)
        watch = connect(found.store.folder.database)  # while somebody reads, the write-ahead log stays on the disk
        (id,) = noted(found.relay, rare)
        propose_relays(COMMAND_LINE, found.store)
        an_exercise_under_way(found.store, ParticipantRole.OBSERVER)
        use(found.store)
        yield Planted(found, id, heard)
        use(None)
        watch.close()


def told(text: str) -> list[str]:
    """What a text says of the need: its number, an opened need as Python writes it, its place and its category in one line."""
    found = [word for word in (PSEUDONYM, "CareNeed(", "HeldNeed(", "NeedRow(") if word in text]
    return [*found, *(line for line in text.splitlines() if LABEL in line and PLACE in line)]


def signed_in(monkeypatch: pytest.MonkeyPatch, store: Store, role: Role, person: PersonId | None = None) -> None:
    """From now on every run is this account's."""
    id = AccountId(f"canari-{role.value}-{person or ''}")
    account = Account(id=id, login=str(id), name=ROLE_WORDS[role], role=role, created_at=store.now(), person_id=person)
    with store.transaction() as conn:
        if accounts.find(conn, id) is None:
            accounts.add(conn, account)
        token = open_login(conn, id, store.now(), how="password")
    monkeypatch.setattr("app.ui.session.asked_token", lambda: token)


def drawn(page: AppTest, screen: str, volet: str) -> tuple[str, str]:
    """Everything a screen sent to the browser, and everything its session keeps."""
    page.switch_page(f"screens/{screen}.py")
    if volet:
        page.query_params["volet"] = volet
    page.run()
    assert not page.exception, (screen, volet, page.exception)
    sent = b"\n".join(one.proto.SerializeToString() for one in page.main if one.proto is not None)
    state = page.session_state._state.filtered_state  # all that stays in memory between two runs
    kept = "\n".join(f"{key}={value!r}" for key, value in state.items())
    return sent.decode("utf-8", "replace"), kept


@pytest.mark.parametrize("role", INSIDE)
def test_no_screen_of_no_role_tells_it(planted: Planted, monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    """Every panel of continuity that a role opens, the journal, the data: neither drawn nor kept in the session."""
    signed_in(monkeypatch, planted.store, role)
    page = AppTest.from_file(UI / "main.py", default_timeout=60).run()
    for screen, volets in PLACES.items():
        if role not in READERS.get(screen, set(Role)):
            continue
        for volet in volets:
            sent, kept = drawn(page, screen, volet)
            assert (screen, volet, told(sent)) == (screen, volet, [])
            assert (screen, volet, told(kept)) == (screen, volet, [])
            assert planted.id not in kept


@pytest.mark.parametrize("kind", ListKind)
def test_no_list_tells_it(planted: Planted, kind: ListKind) -> None:
    """On screen, on paper, in both files: its category has no number, its commune none either."""
    view = read_list(COMMAND_LINE, planted.store, kind, [CATEGORY, "INS"])
    assert CATEGORY not in view.list.columns
    assert PSEUDONYM not in repr(view)
    assert planted.id not in repr(view)
    made = [export_list(COMMAND_LINE, planted.store, kind, [CATEGORY, "INS"], form) for form in ListForm]
    made.append(print_list(COMMAND_LINE, planted.store, kind, [CATEGORY, "INS"]))
    header, *rows = [line.split(";") for line in made[0].decode("utf-8-sig").splitlines() if ";" in line]
    assert {row[header.index(LABEL)] for row in rows} <= {"masqué"}
    for content in made:
        text = readable(content)
        assert PSEUDONYM not in text
        assert planted.id not in text


def test_its_commune_and_its_category_are_masked_with_others(planted: Planted) -> None:
    """Le Bono is masked, and so is at least another: the total less the others would say one."""
    rows = read_list(COMMAND_LINE, planted.store, ListKind.COMMUNE).list.rows
    assert next(one for one in rows if one.name == PLACE).total is None


def test_only_its_own_practice_s_pages_tell_it(planted: Planted) -> None:
    """Its members read it, which the search finds; another practice, the coordination and a stranger never do."""
    own = planted.browser(OURS)
    assert PSEUDONYM in "".join(page_of(own, path) for path in ("/suivis",))
    others = {
        "another practice": planted.browser(FAR),
        "coordination": planted.found.of(Role.COORDINATION, "pages-coordination"),
        "observer": planted.found.of(Role.OBSERVER, "pages-observateur"),
        "stranger": Browser(planted.found.client),
        "a login that is none": Browser(planted.found.client, {COOKIE: "rien"}),
    }
    for who, browser in others.items():
        for path in ("/suivis", "/suivis/nouveau", "/suivis/relais", f"/suivis/besoin/{planted.id}", "/moi", "/compte"):
            assert (who, path, told(page_of(browser, path))) == (who, path, [])


def page_of(browser: Browser, path: str) -> str:
    return browser.open(path).text


def test_a_practice_asked_as_relay_reads_a_number_before_it_accepts(planted: Planted) -> None:
    """What is proposed is counted by category: no pseudonym, no commune, no id of a need."""
    text = page_of(planted.browser(NEAR), "/suivis/relais") + page_of(planted.browser(NEAR), "/suivis")
    assert told(text) == []
    assert planted.id not in text


def test_refusals_do_not_tell_it(planted: Planted) -> None:
    """The sentence of an error names no need."""
    outsider = planted.found.member(FAR)
    for ask in (read_needs, read_register):
        with pytest.raises(ReleveError) as refused:
            ask(outsider, planted.store, OURS)
        said = f"{sentence(refused.value)} {refused.value!r} {refused.value.data!r}"
        assert told(said) == []
        assert planted.id not in said


def test_files_that_leave_do_not_tell_it(planted: Planted) -> None:
    """The crisis bag, the file of a person, the proof of a period, the journal."""
    pack_crisis_bag(COMMAND_LINE, planted.store)
    today = planted.store.now().date()
    member = PersonId(planted.found.member(OURS).id)
    made = {
        "journal": export_journal(COMMAND_LINE, planted.store),
        "proof": prove_period(COMMAND_LINE, planted.store, Period(today.replace(day=1), today)),
        "everything as tables": b"".join(files_in(export_data(COMMAND_LINE, planted.store, Exported.ALL))),
        "own data": b"".join(files_in(export_person(COMMAND_LINE, planted.store, member))),
    }
    assert all(made.values())
    for name, content in made.items():
        assert (name, PSEUDONYM in readable(content), planted.id in readable(content)) == (name, False, False)


def test_nothing_on_the_disk_opens_without_the_key(planted: Planted) -> None:
    """Base, write-ahead log, copies and everything else but the keys, byte by byte; two copies, one of last week."""
    store = planted.store
    back_up(COMMAND_LINE, store)
    held = [path for path in sorted(store.folder.path.rglob("*")) if path.is_file() and "keys" not in path.parts]
    assert any(path.name.endswith("-wal") for path in held)
    for path in held:
        for inside, content in unpacked(path):
            where = f"{path.name} {inside}"
            assert (where, PSEUDONYM.encode() in content, b'"LVAD"' in content) == (where, False, False)
            assert (where, [row for row in rows_in(content) if CATEGORY in row]) == (where, [])


def rows_in(content: bytes) -> Iterator[tuple[object, ...]]:
    """Every row where the bytes are a database, the validation of categories aside: cells, since a commune's digits come by chance."""
    if not content.startswith(b"SQLite format 3"):
        return
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.deserialize(bytearray(content[:18] + b"\1\1" + content[20:]))  # no write-ahead log in memory
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        assert "care_need" in tables
        for table in set(tables) - VALIDATED:
            yield from conn.execute(f'SELECT * FROM "{table}"')


def unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's bytes; those of what it packs, where it packs something."""
    content = path.read_bytes()
    yield "", content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())


def test_the_journal_and_the_log_do_not_tell_it(planted: Planted) -> None:
    """Counts and ids of practices only; nothing of it was ever printed or logged."""
    with planted.store.reading() as conn:
        rows = [
            tuple(row) for table in ("journal", "journal_payload") for row in conn.execute(f"SELECT * FROM {table}")
        ]
    text = "\n".join(map(repr, rows))
    assert "care_needs_written" in text
    assert told(text) == []
    assert told(planted.heard.getvalue()) == []


def test_with_its_key_it_opens(planted: Planted) -> None:
    """The need was there all along: its members read it, the base holds its id, and without the key nobody would."""
    store = planted.store
    pseudonyms = {row.need.pseudonym for row in read_register(planted.found.member(OURS), store, OURS).rows}
    assert PSEUDONYM in pseudonyms
    with closing(connect(store.folder.database)) as conn:
        ids = {row[0] for row in conn.execute("SELECT id FROM care_need")}
    assert planted.id in ids
    path = care_keys.path_of(store.folder, OURS)
    key = path.read_bytes()
    path.unlink()
    try:
        with pytest.raises(ReleveError) as lost:
            read_register(planted.found.member(OURS), store, OURS)
        assert told(sentence(lost.value)) == []
        assert read_list(COMMAND_LINE, store, ListKind.ZONE).unread == ORDINARY + 1
    finally:
        path.write_bytes(key)
