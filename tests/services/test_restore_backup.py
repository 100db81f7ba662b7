"""Putting a copy back: proven first, swapped whole, what it forgot settled, what it replaced kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.core.errors import FolderBusy, NotAllowed, NotFound, ReleveError
from app.core.ids import new_id
from app.mobilisation.message import MessageState
from app.services.ask_practices import DeskAsk, ask_practices
from app.services.back_up import back_up
from app.services.close_alert import close_alert
from app.services.close_survey_desk import close_survey_desk
from app.services.erase_person import erase_person
from app.services.launch_alert import AlertRequest, launch_alert
from app.services.restore_backup import prove_backup, restore_backup
from app.services.who_acts import open_login, who_acts
from app.services.write_to_partner import LetterKind, Partner, write_to_partner
from app.store import (
    accounts,
    alerts,
    community,
    desk_surveys,
    erasures,
    integrity,
    journal,
    partner_letters,
    people,
    restoring,
)
from app.store.community import Community
from app.store.database import Store, open_existing, open_store
from app.store.faults import StorageFault
from app.store.folder import DataFolder
from app.store.unproven import Unproven
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock, a_person, some_people
from tests.services.a_queue import a_message, found, queue, someone


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    """A community of two people, with a table of its own."""
    opened = open_store(tmp_path / "data", clock)
    some_people(opened, a_person("Denez"))
    named(opened, "avant")
    (opened.folder.content / "data").mkdir()
    (opened.folder.content / "data" / "note.txt").write_text("avant", encoding="utf-8")
    return opened


def named(store: Store, name: str) -> None:
    """Write something to recognise the moment by."""
    with store.transaction() as conn:
        community.write(conn, Community(name=name))
        journal.write(conn, store.now(), "moi", "essai", name, {})


def name_of(folder: Path) -> str:
    """What the folder says of itself, without opening it for writing."""
    conn = sqlite3.connect(f"{(folder / 'releve.sqlite3').as_uri()}?mode=ro", uri=True)
    try:
        return str(conn.execute("SELECT subject_id FROM journal WHERE type = 'essai' ORDER BY seq DESC").fetchone()[0])
    finally:
        conn.close()


def problems(folder: Path) -> list[object]:
    """What is wrong with the database, opened as any command opens it."""
    with open_store(folder).reading() as conn:
        return [*integrity.problems(conn)]


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_was_is_again_and_what_is_replaced_is_kept(store: Store, clock: MovingClock) -> None:
    """Database and content of the copy; the replaced ones beside; the folder checks clean and goes on writing."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    (store.folder.content / "data" / "note.txt").write_text("après", encoding="utf-8")
    clock.forward(hours=2)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert done.replaced == store.folder.backups / "remplace-20261126T180000Z"
    assert [name_of(store.folder.path), name_of(done.replaced)] == ["avant", "après"]
    notes = [store.folder.content / "data" / "note.txt", done.replaced / "content" / "data" / "note.txt"]
    assert [note.read_text(encoding="utf-8") for note in notes] == ["avant", "après"]
    assert (done.proof.people, done.proof.at, done.proof.community) == (1, THURSDAY, "avant")
    again = open_store(store.folder.path, clock)
    named(again, "ensuite")
    assert [path.name for path in store.folder.path.iterdir() if path.name.startswith(".")] == []


def test_the_journal_says_what_was_put_back(store: Store, clock: MovingClock) -> None:
    """The copy's chain goes on with the restoration, which names the head of what it replaced."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    with store.reading() as conn:
        replaced_head = journal.head(conn)
    restore_backup(COORDINATOR, made.path, store.folder, clock)
    with open_store(store.folder.path, clock).reading() as conn:
        entry = journal.recent(conn, 1)[0]
        assert journal.problems(conn) == []
    assert (entry.type, entry.actor_id, entry.subject_id) == ("backup_restored", COORDINATOR.id, made.path.name)
    assert entry.payload is not None
    assert entry.payload["replaced_head"] == replaced_head


def test_a_new_machine_starts_from_a_copy(store: Store, tmp_path: Path, clock: MovingClock) -> None:
    """A folder that does not exist yet: nothing is replaced, everything is there."""
    made = back_up(COORDINATOR, store)
    done = restore_backup(COORDINATOR, made.path, DataFolder(tmp_path / "neuf"), clock)
    assert (done.replaced, name_of(tmp_path / "neuf")) == (None, "avant")
    assert (tmp_path / "neuf" / "content" / "data" / "note.txt").is_file()
    assert problems(tmp_path / "neuf") == []


def test_a_bare_database_is_restored_too(store: Store, tmp_path: Path, clock: MovingClock) -> None:
    """What a continuous replica gives back has no manifest; the content that is here stays."""
    shutil.copy(store.folder.database, tmp_path / "replique.sqlite3")
    named(store, "après")
    done = restore_backup(COORDINATOR, tmp_path / "replique.sqlite3", store.folder, clock)
    assert (name_of(store.folder.path), done.proof.at) == ("avant", None)
    assert (store.folder.content / "data" / "note.txt").is_file()


def test_nobody_is_signed_in_after_a_restoration(store: Store, clock: MovingClock) -> None:
    """A login ended since the copy must not come back to life; an account closed since stays closed."""
    open_, closed = (Account(id=AccountId(new_id()), login=name, name=name, role=Role.ADMINISTRATION, created_at=THURSDAY)
                     for name in ("ouvert", "ferme"))  # fmt: skip
    with store.transaction() as conn:
        for account in (open_, closed):
            accounts.add(conn, account)
        tokens = [open_login(conn, one.id, THURSDAY, how="password") for one in (open_, closed)]
    made = back_up(COORDINATOR, store)
    assert all(who_acts(store, token) for token in tokens)
    with store.transaction() as conn:
        accounts.change(conn, replace(closed, disabled_at=THURSDAY))
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert (done.logins_ended, done.accounts_closed) == (2, 1)
    assert [who_acts(store, token) for token in tokens] == [None, None]
    with store.reading() as conn:
        assert [one.login for one in accounts.every(conn) if one.disabled_at is None] == ["ouvert"]


def test_an_erased_person_does_not_come_back(store: Store, clock: MovingClock) -> None:
    """Erased after the copy was made, and again when it is put back, even where the database replaced does not read."""
    person = someone(store)
    made = back_up(COORDINATOR, store)
    with store.reading() as conn:
        revision = people.revisions(conn)[person.id]
    erase_person(COORDINATOR, store, person.id, revision)
    for spoil in (False, True):
        if spoil:
            store.folder.database.write_bytes(b"illisible" * 1000)
        done = restore_backup(COORDINATOR, made.path, store.folder, clock)
        with store.reading() as conn:
            held = people.find(conn, person.id)
            assert journal.problems(conn) == []
        assert held is not None
        assert (done.people_erased, held.email, held.given_name) == (1, "", "")
        assert b"Clarisse" not in store.folder.database.read_bytes()


def test_a_message_that_may_have_left_waits_for_a_person(store: Store, clock: MovingClock) -> None:
    """One due before the restoration is held and says why; one due later still leaves by itself."""
    person = someone(store)
    due, later = a_message(person), a_message(person, due_at=THURSDAY.replace(day=29))
    queue(store, due, later)
    made = back_up(COORDINATOR, store)
    clock.forward(hours=3)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    held, free = found(store, due).message, found(store, later).message
    assert (done.messages_held, held.state, free.state) == (1, MessageState.FAILED, MessageState.QUEUED)
    assert "peut-être déjà parti avant la restauration" in held.error
    assert held.was_uncertain


def test_a_served_folder_is_left_alone(store: Store, clock: MovingClock) -> None:
    """Another process serves it: refused in a sentence, not a byte changed."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    with store.folder.locked():
        before = listing(store.folder.path)
        with pytest.raises(FolderBusy):
            restore_backup(COORDINATOR, made.path, store.folder, clock)
        assert listing(store.folder.path) == before


def test_a_database_that_another_program_reads_is_left_alone(store: Store, clock: MovingClock) -> None:
    """A replica that follows it, a tool left open: it would go on writing to the file put aside."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    other = sqlite3.connect(store.folder.database, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM journal").fetchone()
    with store.transaction() as conn:
        journal.write(conn, store.now(), "moi", "essai", "après", {})
    try:
        with pytest.raises(StorageFault):
            restore_backup(COORDINATOR, made.path, store.folder, clock)
    finally:
        other.close()
    assert name_of(store.folder.path) == "après"


def test_only_coordinators_restore(store: Store, clock: MovingClock) -> None:
    """Refused before the file is even looked at."""
    with pytest.raises(NotAllowed):
        restore_backup(READER, Path("/nulle/part"), store.folder, clock)
    with pytest.raises(NotAllowed):
        prove_backup(READER, Path("/nulle/part"), store.folder)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-400])


def _of_a_later_version(path: Path) -> None:
    _with_database(path, "UPDATE _sqlite_migrations SET name = 'plus_tard' WHERE name = 'activity'")


def _rewritten(path: Path) -> None:
    _with_database(path, "DROP TRIGGER journal_no_update", "UPDATE journal SET actor_id = 'un autre' WHERE seq = 1")


def _with_database(path: Path, *statements: str) -> None:
    """A bare database taken out of the copy and changed by hand, at the copy's place."""
    with zipfile.ZipFile(path) as held:
        content = held.read("releve.sqlite3")
    path.write_bytes(content)
    conn = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()


def _damaged(path: Path) -> None:
    _with_database(path)
    content = bytearray(path.read_bytes())
    content[8192:40960] = bytes(32768)
    path.write_bytes(content)


def _no_file(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_truncated, "tronqué"),
        (_of_a_later_version, "plus récente"),
        (_rewritten, "journal"),
        (_damaged, "endommagée|ne contient pas"),
        (_no_file, "n’existe pas"),
    ],
)
def test_a_copy_that_can_t_be_trusted_changes_nothing(store: Store, clock: MovingClock, spoil, said: str) -> None:  # type: ignore[no-untyped-def]
    """One sentence each, and every byte of the folder where it was."""
    path = shutil.copy(back_up(COORDINATOR, store).path, store.folder.path.parent / "apportee.zip")
    named(store, "après")
    spoil(Path(path))
    before = {name: held for name, held in listing(store.folder.path).items() if name != "releve.lock"}
    with pytest.raises(ReleveError, match=said):
        restore_backup(COORDINATOR, Path(path), store.folder, clock)
    after = {name: held for name, held in listing(store.folder.path).items() if name != "releve.lock"}
    assert after == before


def test_a_copy_of_an_older_version_is_brought_up_to_date(store: Store, clock: MovingClock, tmp_path: Path) -> None:
    """Its schema lacks the last steps: they are taken aside, and the folder that results opens as any other."""
    from app.store.migrations import migrations

    steps = [one.name for one in migrations._migrations]
    old = open_store(tmp_path / "vieux", clock)
    shutil.rmtree(old.folder.path)
    old.folder.prepare()
    import sqlite_utils

    conn = sqlite3.connect(old.folder.database, isolation_level=None)
    migrations.apply(sqlite_utils.Database(conn), stop_before=steps[3])
    conn.execute("INSERT INTO partner (id, name) VALUES ('m', 'Mairie')")
    conn.close()
    restore_backup(COORDINATOR, old.folder.database, store.folder, clock)
    with open_store(store.folder.path, clock).reading() as held:
        assert [row["name"] for row in held.execute("SELECT name FROM partner")] == ["Mairie"]


def test_proving_a_copy_changes_nothing(store: Store) -> None:
    """Not even while the folder is served."""
    made = back_up(COORDINATOR, store)
    with store.folder.locked():
        before = listing(store.folder.path)
        assert prove_backup(COORDINATOR, made.path, store.folder).people == 1
        assert listing(store.folder.path) == before
    with pytest.raises(Unproven):
        prove_backup(COORDINATOR, store.folder.path, store.folder)


KILLED = """
import os, sys
from pathlib import Path
from app.core.clock import system_clock
from app.access.actor import COMMAND_LINE
from app.services.restore_backup import restore_backup
from app.store.folder import DataFolder
place, copy, folder = int(sys.argv[1]), Path(sys.argv[2]), DataFolder(Path(sys.argv[3]))
seen = 0
def watch(event, given):
    global seen
    if event in ("os.rename", "os.link", "open", "sqlite3.connect") and str(folder.path) in str(given):
        seen += 1
        if seen == place:
            os._exit(9)
sys.addaudithook(watch)
restore_backup(COMMAND_LINE, copy, folder, system_clock)
"""


def test_a_restoration_cut_short_leaves_the_old_data_or_the_new(store: Store, tmp_path: Path) -> None:
    """Killed before every eighth file it touches: the folder opens, whole, on one of the two; doing it again succeeds."""
    made = back_up(COORDINATOR, store)
    copy = Path(shutil.copy(made.path, tmp_path / "copie.zip"))
    named(store, "après")
    seen = set()
    for place in range(1, 200, 8):
        folder = tmp_path / f"essai-{place}"
        shutil.copytree(store.folder.path, folder)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(place), str(copy), str(folder)], check=False, env={**os.environ}
        )
        seen.add(name_of(folder))
        assert problems(folder) == []
        if done.returncode == 0:
            break
        restore_backup(COORDINATOR, copy, DataFolder(folder))
        assert name_of(folder) == "avant"
        assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    assert done.returncode == 0
    assert seen == {"avant", "après"}


def test_without_a_second_name_for_a_file_the_old_one_is_copied(
    store: Store, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk without hard links what is replaced is kept all the same."""

    def no_links(*_given: object) -> None:
        raise OSError

    made = back_up(COORDINATOR, store)
    named(store, "après")
    monkeypatch.setattr(restoring.os, "link", no_links)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert done.replaced is not None
    assert name_of(done.replaced) == "après"


KILLED_AT_A_RENAME = """
import os, sys
from pathlib import Path
from app.access.actor import COMMAND_LINE
from app.services.restore_backup import restore_backup
from app.store.folder import DataFolder
place, copy, folder = int(sys.argv[1]), Path(sys.argv[2]), DataFolder(Path(sys.argv[3]))
seen = 0
def watch(event, given):
    global seen
    if event in ("os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"):
        seen += 1
        if seen == place:
            os._exit(9)
sys.addaudithook(watch)
restore_backup(COMMAND_LINE, copy, folder)
"""


def test_content_and_database_belong_together_after_any_power_cut(store: Store, tmp_path: Path) -> None:
    """Killed before every rename, link, folder made or removed: what opens next holds both of one moment, and loses neither."""
    copy = Path(shutil.copy(back_up(COORDINATOR, store).path, tmp_path / "copie.zip"))
    named(store, "après")
    (store.folder.content / "data" / "note.txt").write_text("après", encoding="utf-8")
    seen = set()
    for place in range(1, 200):
        folder = tmp_path / f"essai-{place}"
        shutil.copytree(store.folder.path, folder)
        done = subprocess.run(
            [sys.executable, "-c", KILLED_AT_A_RENAME, str(place), str(copy), str(folder)],
            check=False,
            env={**os.environ},
        )
        assert problems(folder) == []
        note = (folder / "content" / "data" / "note.txt").read_text(encoding="utf-8")
        assert note == name_of(folder)
        seen.add(note)
        everywhere = {path.read_text(encoding="utf-8") for path in folder.rglob("note.txt")}
        assert "après" in everywhere
        left = [path.name for path in (*folder.iterdir(), *(folder / "backups").iterdir())]
        assert [name for name in left if name.startswith((".restauration", ".en-cours", "restauration"))] == []
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert seen == {"avant", "après"}


def test_content_beside_a_lost_database_is_kept(store: Store, clock: MovingClock) -> None:
    """The database is gone, or empty: what the community wrote in its content is put aside, not destroyed."""
    made = back_up(COORDINATOR, store)
    for spoil in (Path.unlink, Path.touch):
        (store.folder.content / "seul.txt").write_text("seul", encoding="utf-8")
        store.folder.database.unlink(missing_ok=True)
        if spoil is Path.touch:
            store.folder.database.touch()
        done = restore_backup(COORDINATOR, made.path, store.folder, clock)
        assert done.replaced is not None
        assert (done.replaced / "content" / "seul.txt").read_text(encoding="utf-8") == "seul"
        assert not (store.folder.content / "seul.txt").exists()


def test_a_database_that_did_not_settle_is_never_put_in_place(
    store: Store, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while the copy is settled: a sentence, and the folder holds what it held."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    real = restoring._settle_staged

    def spoilt(database: Path, folder: Path) -> None:
        with database.open("r+b") as file:
            file.truncate(database.stat().st_size // 2)
        real(database, folder)

    monkeypatch.setattr(restoring, "_settle_staged", spoilt)
    with pytest.raises(ReleveError):
        restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert (name_of(store.folder.path), problems(store.folder.path)) == ("après", [])


def test_a_connection_of_another_process_holds_the_restoration_back(store: Store, clock: MovingClock) -> None:
    """A command that writes has the folder: refused; its log never lands beside another database."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    with store.transaction() as conn:
        journal.write(conn, store.now(), "moi", "essai", "en cours", {})
        with pytest.raises(FolderBusy):
            restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert name_of(store.folder.path) == "en cours"


def test_keys_and_a_log_that_came_late_go_aside(
    store: Store, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The replaced database keeps the keys it was read with; a log made by a program that knows no lock joins it."""
    made, key = back_up(COORDINATOR, store), store.folder.key("links")
    swap = restoring._logs_away

    def late(real: Path, aside: Path | None) -> None:
        Path(f"{real}-wal").write_bytes(b"tard")
        swap(real, aside)

    monkeypatch.setattr(restoring, "_logs_away", late)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert done.replaced is not None
    assert (done.replaced / "keys" / "links.key").read_bytes() == key
    assert (done.replaced / "keys").stat().st_mode & 0o777 == 0o700
    assert (done.replaced / "releve.sqlite3-wal").read_bytes() == b"tard"
    assert not Path(f"{store.folder.database}-wal").exists()


def test_folders_on_other_disks_are_restored_too(store: Store, tmp_path: Path, clock: MovingClock) -> None:
    """Copies and database behind links to another disk: all is put in place, and kept, through them."""
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("one disk only")
    with tempfile.TemporaryDirectory(dir=other) as far:
        made = Path(shutil.copy(back_up(COORDINATOR, store).path, tmp_path / "copie.zip"))
        named(store, "après")
        shutil.move(store.folder.backups, Path(far) / "backups")
        store.folder.backups.symlink_to(Path(far) / "backups")
        shutil.move(store.folder.database, Path(far) / "base.sqlite3")
        store.folder.database.symlink_to(Path(far) / "base.sqlite3")
        done = restore_backup(COORDINATOR, made, store.folder, clock)
        assert done.replaced is not None
        assert store.folder.database.is_symlink()
        assert (name_of(store.folder.path), name_of(done.replaced)) == ("avant", "après")
        assert (done.replaced / "content" / "data" / "note.txt").is_file()
        assert [path.name for path in Path(far).iterdir() if path.name.startswith(".")] == []


def test_the_list_of_erasures_is_made_again(store: Store, tmp_path: Path, clock: MovingClock) -> None:
    """On a new machine the list comes from the copy; a line that does not read stops nothing."""
    person = someone(store)
    with store.reading() as conn:
        revision = people.revisions(conn)[person.id]
    erase_person(COORDINATOR, store, person.id, revision)
    made = back_up(COORDINATOR, store)
    new = DataFolder(tmp_path / "neuf")
    new.prepare()
    (new.path / "erasures.txt").write_bytes(b"abc def\n\xff\xfe x\n\nseul\n")
    restore_backup(COORDINATOR, made.path, new, clock)
    assert set(erasures.listed(new)) == {person.id}


def test_nothing_is_created_where_there_are_no_data(tmp_path: Path) -> None:
    """A mistyped folder: one sentence, no folder."""
    with pytest.raises(NotFound, match="--data"):
        open_existing(tmp_path / "faute")
    assert not (tmp_path / "faute").exists()


def test_only_its_owner_reads_a_folder_whatever_the_umask(tmp_path: Path) -> None:
    """Database, lock and copies are for the owner; content for its group too, which may not write."""
    before = os.umask(0)
    try:
        folder = open_store(tmp_path / "ouvert").folder
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.path.iterdir()}
    assert modes == {"releve.sqlite3": 0o600, "keys": 0o700, "content": 0o750, "backups": 0o700}
    assert (folder.backups / ".mise-a-jour").stat().st_mode & 0o777 == 0o600


def test_a_letter_to_a_partner_that_may_have_left_waits_for_a_person(store: Store, clock: MovingClock) -> None:
    """One due is held and says why, one on its way too; one passed on by hand still waits for its hand."""
    with store.transaction() as conn:
        for name, email in (("ars", "ars@example.org"), ("mairie", ""), ("samu", "samu@example.org")):
            to = Partner(name=name, email=email)
            write_to_partner(conn, store, store.now(), kind=LetterKind.OTHER, about=name, to=to, subject="s", body="b")
        [leaving] = partner_letters.about(conn, "samu")
        partner_letters.update(conn, replace(leaving, state=MessageState.SENDING), store.now())
    made = back_up(COORDINATOR, store)
    clock.forward(hours=3)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    with store.reading() as conn:
        held = {about: partner_letters.about(conn, about)[0] for about in ("ars", "mairie", "samu")}
    assert done.messages_held == 2
    assert {name: one.state for name, one in held.items()} == {
        "ars": MessageState.FAILED, "mairie": MessageState.QUEUED, "samu": MessageState.FAILED
    }  # fmt: skip
    assert "peut-être déjà parti avant la restauration" in held["ars"].error


def test_what_was_closed_since_takes_no_more_answers(store: Store, clock: MovingClock) -> None:
    """An alert and a survey that ran in the copy: closed since, they stay closed; those still running go on."""
    person = someone(store)
    ended, running = (
        launch_alert(COORDINATOR, store, AlertRequest(title=title, text="Qui peut venir ?", frame="ars_call"))
        for title in ("finie", "en cours")
    )
    survey = ask_practices(COORDINATOR, store, DeskAsk(subjects=(f"person:{person.id}",), title="point", hours=9))
    made = back_up(COORDINATOR, store)
    clock.forward(hours=1)
    close_alert(COORDINATOR, store, ended, 1)
    close_survey_desk(COORDINATOR, store, survey, 1)
    restore_backup(COORDINATOR, made.path, store.folder, clock)
    with store.reading() as conn:
        assert [one.id for one in alerts.running(conn)] == [running]
        held = desk_surveys.find(conn, survey)
    assert held is not None
    assert held.closed_at == store.now()
