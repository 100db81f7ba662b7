"""What ``releve check`` says of a folder, one fault at a time."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.access.actor import COMMAND_LINE
from app.cli.check import command
from app.core.clock import fixed_clock
from app.core.errors import NotAllowed
from app.library.content import content_file
from app.services.crisis.write_to_partner import LetterKind, Partner, write_to_partner
from app.services.keeping.back_up import back_up
from app.services.keeping.check_folder import check_folder, examine
from app.services.keeping.purge_trace import purge
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_person
from app.store.community import Community
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock, a_person, a_store


def at(store: Store, moment: datetime) -> Store:
    return Store(store.folder, fixed_clock(moment))


def problems(store: Store) -> list[str]:
    return check_folder(COMMAND_LINE, store)


def test_a_fresh_folder_has_no_problem(tmp_path: Path) -> None:
    """Nothing written, nothing wrong."""
    assert problems(a_store(tmp_path)) == []


def test_how_a_sound_folder_stands_is_said_in_figures(tmp_path: Path) -> None:
    """Entries of both traces, the last copy, what waits."""
    store = a_store(tmp_path)
    add_person(COORDINATOR, store, a_person("Zoé"))
    assert examine(COMMAND_LINE, store).standing == (
        "Journal : 1 écriture, chaîne vérifiée.",
        "Main courante : 0 écriture, chaîne vérifiée.",
        "Dernière sauvegarde vérifiée : aucune.",
    )


def test_a_clock_put_back_is_told(tmp_path: Path) -> None:
    """The journal was written later than the machine says it is."""
    store = a_store(tmp_path)
    add_person(COORDINATOR, store, a_person("Zoé"))
    found = problems(at(store, THURSDAY - timedelta(days=1)))
    assert [text.split(" :")[0] for text in found] == ["L’horloge de cette machine retarde"]
    assert problems(at(store, THURSDAY - timedelta(minutes=4))) == []


def test_data_that_no_copy_holds_is_told_after_three_days(tmp_path: Path) -> None:
    """Until a proven copy is made."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    add_person(COORDINATOR, store, a_person("Zoé"))
    clock.forward(days=3)
    assert problems(store) == []
    clock.forward(minutes=1)
    assert [text[:45] for text in problems(store)] == ["Rien de ce qui a été écrit depuis le jeudi 26"]
    back_up(COMMAND_LINE, store)
    assert problems(store) == []


def test_a_message_stuck_for_a_day_is_told(tmp_path: Path) -> None:
    """It should have left by itself; one that waits for a hand is not stuck."""
    store = a_store(tmp_path)
    add_person(COORDINATOR, store, a_person("Zoé", id="p-zoe"))
    with store.transaction() as conn:
        for id, channel in (("m1", "hand"), ("m2", "email")):
            conn.execute(
                "INSERT INTO message (id, kind, recipient_id, channel, body, created_at, due_at, next_at, message_id,"
                " state, changed_at) VALUES (?, 'poll', 'p-zoe', ?, '', ?1, ?1, ?, ?1, 'queued', ?1)".replace(
                    "?1", "?"
                ),
                (
                    id,
                    channel,
                    "2026-11-26T16:00:00Z",
                    "2026-11-26T16:00:00Z",
                    "2026-11-26T16:00:00Z",
                    id,
                    "2026-11-26T16:00:00Z",
                ),
            )
    assert problems(at(store, THURSDAY + timedelta(hours=24))) == []
    found = problems(at(store, THURSDAY + timedelta(hours=25)))
    assert [text.split(" :")[0] for text in found] == ["Un message attend depuis le jeudi 26 novembre à 17 h"]


def test_a_demonstration_lives_at_its_own_date(tmp_path: Path) -> None:
    """Its clock and its messages are a story; its chain is not."""
    store = a_store(tmp_path)
    set_up_community(COORDINATOR, store, Community(name="Démo", demonstration=True))
    assert problems(at(store, THURSDAY + timedelta(days=400))) == []
    assert problems(at(store, THURSDAY - timedelta(days=400))) == []


@pytest.mark.parametrize("name", ["keys", "keys/links.key", "secrets.toml"])
def test_secrets_that_others_may_read_are_told(tmp_path: Path, name: str) -> None:
    """By name, with what to do."""
    store = a_store(tmp_path)
    store.folder.key("links")
    (tmp_path / "secrets.toml").touch(mode=0o600)
    assert problems(store) == []
    (tmp_path / name).chmod(0o750)
    assert [text.split(" :")[0] for text in problems(store)] == [
        f"D’autres comptes de cette machine peuvent lire {name}"
    ]


def test_a_lost_key_is_told(tmp_path: Path) -> None:
    """Purges were signed with it: it is missed, not made anew."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    add_person(COORDINATOR, store, a_person("Zoé"))
    clock.forward(days=1)
    with store.transaction() as conn:
        purge(conn, store, COORDINATOR, journal_before=clock())
    back_up(COMMAND_LINE, store)
    assert problems(store) == []
    path = store.folder.keys / "journal.key"
    path.unlink()
    assert [text.split(" :")[0] for text in problems(store)] == ["La clé keys/journal.key a disparu"]
    assert not path.exists()
    path.write_bytes(b"x" * 32)
    path.chmod(0o600)
    assert any("signée avec une clé qui n’est plus là" in text for text in problems(store))


def test_an_end_cut_off_after_a_backup_is_told(tmp_path: Path) -> None:
    """The chain alone can't see it; the head that a backup kept can."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    for name in ("Zoé", "Ali", "Lou"):
        add_person(COORDINATOR, store, a_person(name))
        clock.forward(minutes=5)
    back_up(COMMAND_LINE, store)
    assert problems(store) == []
    with store.transaction() as conn:
        triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE name IN ('journal_no_delete', 'journal_payload_no_delete')").fetchall()  # fmt: skip
        for one in triggers:
            conn.execute(f"DROP TRIGGER {one['name']}")
        conn.execute("DELETE FROM journal_payload WHERE seq > 2")
        conn.execute("DELETE FROM journal WHERE seq > 2")
        for one in triggers:
            conn.execute(one["sql"])
    assert [text.split(",")[0] for text in problems(store)] == [
        "Le journal n’a plus une entrée qu’il avait le 26/11/2026"
    ]


def test_a_main_courante_altered_is_told(tmp_path: Path) -> None:
    """Both chains are verified."""
    from app.services.crisis.write_log import write_log

    store = a_store(tmp_path)
    write_log(COORDINATOR, store, "Le camion est parti")
    with store.transaction() as conn:
        sql = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'log_no_update'").fetchone()["sql"]
        conn.execute("DROP TRIGGER log_no_update")
        conn.execute("UPDATE log SET actor_id = 'x'")
        conn.execute(sql)
    assert [text.split(".")[0] for text in problems(store)] == ["La main courante a été altérée à partir de l’entrée 1"]


def test_plans_and_cards_that_do_not_hold_together_are_told(tmp_path: Path) -> None:
    """Of the site's own content: file, line and key; a table that does not read is told once, not twice."""
    store = a_store(tmp_path)
    folder = store.folder.content / "plans" / "typologie_1" / "cards"
    folder.mkdir(parents=True)
    card = content_file("plans/typologie_1/cards/ouvrir_la_cellule.md").read_text("utf-8")
    (folder / "ouvrir_la_cellule.md").write_text(card.replace("owner: steering", "owner: pilote"), "utf-8")
    [found] = problems(store)
    assert found.startswith("plans/typologie_1/cards/ouvrir_la_cellule.md, ligne 3, owner")
    (folder / "ouvrir_la_cellule.md").write_text("rien", "utf-8")
    assert ["une fiche commence par un en-tête" in one for one in problems(store)] == [True]
    (store.folder.content / "data").mkdir()
    (store.folder.content / "data" / "cell_functions.csv").write_text("code\na,b", "utf-8")
    (folder / "ouvrir_la_cellule.md").unlink()
    assert ["cell_functions.csv" in one for one in problems(store)] == [True]


def test_reading_roles_examine_nothing(tmp_path: Path) -> None:
    """It names files and dates: whoever keeps the data looks."""
    with pytest.raises(NotAllowed):
        check_folder(READER, a_store(tmp_path))


def test_the_command_keeps_its_contract(tmp_path: Path) -> None:
    """JSON with ok and problems and nothing else; exit 1 when something is wrong."""
    open_store(tmp_path)
    sound = CliRunner().invoke(command, ["--data", str(tmp_path), "--json"])
    assert (sound.exit_code, json.loads(sound.output)) == (0, {"ok": True, "problems": []})
    assert CliRunner().invoke(command, ["--data", str(tmp_path)]).output.startswith("Tout est en ordre.\n")
    (tmp_path / "keys").chmod(0o755)
    wrong = CliRunner().invoke(command, ["--data", str(tmp_path), "--json"])
    told = json.loads(wrong.output)
    assert (wrong.exit_code, told["ok"], len(told["problems"])) == (1, False, 1)


def test_a_letter_to_a_partner_that_stays_is_told(tmp_path: Path) -> None:
    """As a message: a situation report that never left is known a day later."""
    store = a_store(tmp_path)
    to = Partner(name="ARS", email="ars@example.org")
    with store.transaction() as conn:
        write_to_partner(conn, store, THURSDAY, kind=LetterKind.SITUATION, about="p", to=to, subject="s", body="b")
    found = problems(at(store, THURSDAY + timedelta(hours=25)))
    assert [text.split(" :")[0].split(" depuis")[0] for text in found] == ["Un message attend"]
