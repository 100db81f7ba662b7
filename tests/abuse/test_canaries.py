"""Secrets and names planted everywhere a person may write them, then looked for everywhere a stranger may read.

:data:`WHERE` is the written table of where each of them belongs; anything else is a leak. Names are fictional.
"""

from __future__ import annotations

import io
import logging
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fnmatch import fnmatch
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE, volunteer
from app.access.links import LinkScope
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.server import hide_addresses
from app.services.activity.report_incident import report_incident
from app.services.continuity.care_mode import declare_care_mode
from app.services.continuity.seal_needs import NewNeed, seal_needs
from app.services.crisis.write_log import write_log
from app.services.crisis_bag.pack_crisis_bag import pack_crisis_bag
from app.services.keeping.back_up import back_up
from app.services.keeping.back_up_keys import keys_file
from app.services.keeping.reference import read_library
from app.services.messages.set_up_sending import set_up_mailbox
from app.services.roster.edit_person import add_practices
from app.services.roster.import_roster import import_people
from app.services.slots.busy_times import paste
from app.store import people
from app.store.database import Store, connect
from app.store.secrets import Security, SmtpAccount
from tests.abuse.a_trap import a_full_crisis
from tests.abuse.a_world import Address, Stranger, World, addresses, subjects_of, world_of
from tests.abuse.test_exports import files_in, made_by, walked
from tests.documents.printed import text_of
from tests.services.a_month import Month, a_month
from tests.services.a_vault import HOSTED
from tests.web.a_browser import Browser
from tests.web.a_centre import Client

PATIENT = "Tréhorenteuc-"
"""Begins every patient-like name below: nobody is called so."""

PHONE = "+33639981234"
PASSWORD, WRONG = "sept hermines passent le gué", "sept hermines ratent le gué"
MAILBOX, PASSPHRASE = "boite aux lettres de canari", "une phrase de canari pour les clés"
PRACTICE = PracticeId("cabinet-canari")

WHERE: dict[str, tuple[str, ...]] = {
    "patient, agenda pasted": (),
    "patient, column of a file": (),
    "patient, line refused of a file": (),
    "patient, care need": (),
    "patient, typed as a login": (),
    "patient, address asked for": (),
    "patient, main courante": (
        "base", "copie", "main courante", "export app.services.crisis.print_log.*",
    ),
    "patient, incident": (
        "base", "copie", "page p/lead/incident", "export app.services.activity.print_day.*",
    ),
    "password": (),
    "wrong password": (),
    "mailbox's password": ("fichier secrets.toml",),
    "passphrase of keys": (),
    "login's token": (),
    "invitation's token": ("page connexion/lien",),
    "link of a page": ("page p/page/*", "export app.services.messages.hand_out_links.*", "export app.services.messages.by_hand.*"),
    "link of a calendar": (
        "page p/page/*", "page calendrier", "export app.services.messages.hand_out_links.*", "export app.services.messages.by_hand.*",
    ),
    "phone": (
        "base", "copie", "fichier valise/*", "page p/page/*", "page p/lead/*",
        "export app.services.messages.hand_out_links.*", "export app.services.messages.by_hand.*", "export app.services.activity.print_day.*",
        "export app.services.keeping.read_own_data.*", "export app.services.keeping.export_person.*",
        "export app.services.keeping.export_data.*",
        "export app.services.crisis_bag.pack_crisis_bag.*", "export app.services.crisis_bag.read_crisis_bag.*",
        # The call tree and the crisis cell are who to ring; whoever may not read numbers gets none (test_fill_template).
        "export app.services.crisis.print_alert.print_tree", "export app.services.plans.print_cell_handover.*",
        "export app.services.plans.print_own_plan.*",
    ),
}  # fmt: skip
"""Canary → surfaces where it may be met. « base » and « copie » are the database and a backup, opened as bytes."""

SURELY = {
    "patient, main courante": "main courante",
    "patient, incident": "base",
    "mailbox's password": "fichier secrets.toml",
    "link of a page": "page p/page/",
    "phone": "base",
}
"""Where a canary must be met: planted, and the search finds what is there."""


@dataclass
class Planted:
    """The folder after everything was planted: each canary as it may be written, and each surface as text."""

    canaries: dict[str, tuple[str, ...]]
    surfaces: dict[str, str] = field(default_factory=dict)
    copies: list[Path] = field(default_factory=list)

    def found(self) -> dict[str, set[str]]:
        """Canary → surfaces that hold it."""
        return {
            name: {where for where, text in self.surfaces.items() if any(form in text for form in forms)}
            for name, forms in self.canaries.items()
        }


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """A month whose people, texts and secrets are canaries, then everything that leaves it."""
    month = a_month(tmp_path_factory.mktemp("canaris"))
    month.close()
    subjects = subjects_of(month.centre, month.id("Corentin"), month.sessions[0].id, "")
    with listening() as heard, world_of(month.store, subjects) as world:
        made = Planted(_plant(month, world))
        a_full_crisis(month.store)
        _copies(month.store)
        made.surfaces |= dict(_pages(month, world))
        made.surfaces |= dict(_exports(month))
        for where, text in _files(month.store):
            made.surfaces[where] = made.surfaces.get(where, "") + text
        made.surfaces |= dict(_tables(month.store))
        made.copies = sorted(month.store.folder.backups.glob("releve-*.zip"))
    made.surfaces["journal du serveur"] = heard.getvalue()
    return made


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Whatever is printed or logged meanwhile, at any level, by anyone."""
    heard = io.StringIO()
    handler, root = logging.StreamHandler(heard), logging.getLogger()
    before = root.level
    hide_addresses()  # as the server does: its clients would log the addresses they ask
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with redirect_stdout(heard), redirect_stderr(heard):
            yield heard
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


def _plant(month: Month, world: World) -> dict[str, tuple[str, ...]]:
    """Every canary through the door a person would use."""
    store, corentin = month.store, month.id("Corentin")
    add_practices(COMMAND_LINE, store, [Practice(id=PRACTICE, name="Cabinet Canari")])
    with store.transaction() as conn:
        person = people.find(conn, corentin)
        assert person is not None
        people.put(conn, replace(person, mobile=PHONE, practice=PRACTICE, email="corentin@exemple.fr"), store.now())
    me = volunteer(corentin, "Corentin")
    paste(me, store, corentin, _agenda(f"RDV {PATIENT}Agenda"))
    rows = f"nom;prenom;profession;patient\nFICTIF;Nolwenn;infirmière;{PATIENT}Colonne\nFICTIF;Yann;{PATIENT}Refus;x\n"
    import_people(COMMAND_LINE, store, rows.encode())
    write_log(COMMAND_LINE, store, f"La famille de {PATIENT}Courante rappelle")
    with store.reading() as conn:
        kind = read_library(store, conn).incident_types[0].code
    report_incident(COMMAND_LINE, store, month.sessions[0].id, kind, note=f"{PATIENT}Incident a glissé")
    declare_care_mode(COMMAND_LINE, store, HOSTED, 0)
    content = {"pseudonym": f"{PATIENT}Besoin", "category": "O2", "commune": "56007", "frequency": "weekly"}
    need = NewNeed(content, store.now() + timedelta(days=90))
    seal_needs(me, store, PRACTICE, [need])
    mailbox = SmtpAccount(
        host="127.0.0.1", port=9, security=Security.NONE, user="u", password=MAILBOX, from_address="a@b.fr"
    )
    set_up_mailbox(COMMAND_LINE, store, mailbox)
    keys_file(COMMAND_LINE, store, PASSPHRASE, place="au coffre")
    tokens = {"invitation's token": world.one_time, "login's token": world.login}
    _sign_in(world)
    return {
        "patient, agenda pasted": (f"{PATIENT}Agenda",),
        "patient, column of a file": (f"{PATIENT}Colonne",),
        "patient, line refused of a file": (f"{PATIENT}Refus",),
        "patient, care need": (f"{PATIENT}Besoin",),
        "patient, typed as a login": (f"{PATIENT}Identifiant", f"{PATIENT}identifiant".casefold()),
        "patient, address asked for": (f"{PATIENT}Adresse",),
        "patient, main courante": (f"{PATIENT}Courante",),
        "patient, incident": (f"{PATIENT}Incident",),
        "password": (PASSWORD,),
        "wrong password": (WRONG,),
        "mailbox's password": (MAILBOX,),
        "passphrase of keys": (PASSPHRASE,),
        "link of a page": (world.token(LinkScope.PAGE),),
        "link of a calendar": (world.token(LinkScope.PERSON),),
        "phone": (PHONE, PHONE[3:], "06 39 98 12 34", "0639981234", "06\u00a039\u00a098\u00a012\u00a034"),
        **{name: (token,) for name, token in tokens.items()},
    }


def _agenda(summary: str) -> str:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20261207T090000Z",
         "DTSTART:20261210T090000Z", "DTEND:20261210T100000Z", f"SUMMARY:{summary}", f"LOCATION:{summary}",
         "END:VEVENT", "END:VCALENDAR", ""]
    )  # fmt: skip


def _sign_in(world: World) -> None:
    """A password chosen by the link, then right and wrong ones typed, with a name in place of a login, and an address."""
    browser = Browser(Client(world.app, peer="2001:db8:ffff::1"))
    path = f"/connexion/lien/{world.one_time}"
    browser.open(path)
    assert browser.send(path, {"nouveau": PASSWORD, "encore": PASSWORD}).status_code == 303
    for login, password in (("invitee", WRONG), (f"{PATIENT}Identifiant", WRONG), ("invitee", PASSWORD)):
        Browser(Client(world.app, peer="2001:db8:ffff::2")).sign_in(login, password)
    Client(world.app, peer="2001:db8:ffff::3").post("/p", {"contact": f"{PATIENT}Adresse"})


def _copies(store: Store) -> None:
    """The crisis bag, today's copy, and one whose name and manifest say last week."""
    pack_crisis_bag(COMMAND_LINE, store)
    back_up(COMMAND_LINE, replace(store, clock=lambda: store.now() - timedelta(days=7)))
    back_up(COMMAND_LINE, store)


def _pages(month: Month, world: World) -> Iterator[tuple[str, str]]:
    """Every page and calendar, each under the name of what opens it, and what wrong addresses answer."""
    stranger = Stranger(world)
    kept: dict[str, str] = {}
    for one in addresses(world):
        first = one.path.strip("/").split("/")[0]
        name = f"page {one.page}" if one.page else f"page {'connexion/lien' if 'lien/' in one.path else first}"
        if one.path.endswith(".ics"):
            name = "calendrier"
        kept[name] = kept.get(name, "") + stranger.ask("GET", one).text
    yield from kept.items()
    wrong = [
        stranger.ask("GET", Address(f"/p/{PASSWORD}")),
        stranger.post(Address("/connexion"), f"mot_de_passe={PASSWORD}".encode()),
    ]
    yield "erreur", "".join(one.text for one in wrong)


def _exports(month: Month) -> Iterator[tuple[str, str]]:
    for name, export in walked(month).items():
        yield f"export {name}", "\n".join(readable(content) for content in files_in(made_by(export, month)))


def readable(content: bytes) -> str:
    """A file's words: what an archive packs, the text of a PDF, bytes otherwise."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(readable(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        return text_of(content)
    return content.decode("utf-8", "replace")


def _files(store: Store) -> Iterator[tuple[str, str]]:
    """Each file of the folder; the database as bytes with what its write-ahead log still held, copies unpacked."""
    with closing(connect(store.folder.database)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in sorted(store.folder.path.rglob("*")):
        if not path.is_file():
            continue
        inside, content = path.relative_to(store.folder.path).as_posix(), path.read_bytes()
        if inside.startswith("releve.sqlite3"):
            yield inside.replace("releve.sqlite3", "base"), content.decode("utf-8", "replace")
        else:
            yield "copie" if inside.startswith("backups/") else f"fichier {inside}", readable(content)


def _tables(store: Store) -> Iterator[tuple[str, str]]:
    """The two traces, whole."""
    with store.reading() as conn:
        for name, tables in {
            "journal": ("journal", "journal_payload"),
            "main courante": ("log", "log_payload"),
        }.items():
            yield (
                name,
                "\n".join(repr(tuple(row)) for table in tables for row in conn.execute(f"SELECT * FROM {table}")),
            )


def test_each_is_met_only_where_it_belongs(planted: Planted) -> None:
    """Logs, feeds, exports, pages, error pages, journal, base and copy: nothing outside the table."""
    leaks = {
        name: sorted(where for where in found if not any(fnmatch(where, allowed) for allowed in WHERE[name]))
        for name, found in planted.found().items()
    }
    assert {name: where for name, where in leaks.items() if where} == {}


def test_each_was_planted_and_the_search_finds_it(planted: Planted) -> None:
    """What must be there is found there: the test above could have failed."""
    found = planted.found()
    assert set(planted.canaries) == set(WHERE)
    assert {name: where for name, where in SURELY.items() if where not in found[name]} == {}
    assert len(planted.surfaces) > 40


def test_last_week_s_copy_is_opened_and_holds_its_needs_sealed(planted: Planted) -> None:
    """Both copies are read as SQLite, not only as bytes: what was sealed has no word of the need in it."""
    assert len(planted.copies) == 2
    for copy in planted.copies:
        with (
            zipfile.ZipFile(copy) as archive,
            tempfile.TemporaryDirectory() as place,
            closing(sqlite3.connect(archive.extract("releve.sqlite3", place))) as conn,
        ):
            sealed = [bytes(row[0]) for row in conn.execute("SELECT sealed FROM care_need")]
            notes = [row[0] for row in conn.execute("SELECT note FROM incident")]
        assert len(sealed) == 1
        assert PATIENT.encode() not in sealed[0]
        assert notes == [f"{PATIENT}Incident a glissé"]


def test_what_is_sealed_is_on_the_disk_all_the_same(planted: Planted) -> None:
    """The care need was written: its practice is in the base, its words are nowhere."""
    assert str(PRACTICE) in planted.surfaces["base"]
    assert re.search("care_needs_written", planted.surfaces["journal"])
