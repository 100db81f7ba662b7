"""The steps of the schema, in the order they are taken; the SQL of each is in the module of its name.

STRICT tables; append-only ones are guarded by triggers. A step that a community has taken never changes.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from app.store.account_letters_schema import ACCOUNT_LETTERS
from app.store.accounts_schema import ACCOUNTS
from app.store.activity_schema import ACTIVITY
from app.store.continuity_schema import CONTINUITY
from app.store.drills_schema import DRILLS
from app.store.erasures_schema import ERASURES
from app.store.exercises_schema import EXERCISES
from app.store.foundation_schema import FOUNDATION
from app.store.guards_schema import GUARDS
from app.store.keeping_schema import KEEPING
from app.store.key_backups_schema import KEY_BACKUPS
from app.store.mobilisation_schema import MOBILISATION
from app.store.response_schema import RESPONSE
from app.store.trace_schema import TRACE

migrations = Migrations("releve")


@migrations()
def foundation(db: Database) -> None:
    """Everything needed to staff a centre: roster, centres, sessions, seats, rota, answers, links, journal."""
    for statement in split_statements(FOUNDATION):
        db.execute(statement)


@migrations()
def mobilisation(db: Database) -> None:
    """Who is asked what, when and how it went: preferences, polls, call-outs, swaps, waiting lists, the outbox."""
    for statement in split_statements(MOBILISATION):
        db.execute(statement)


@migrations()
def activity(db: Database) -> None:
    """What happened: opening checks, incidents, attendance, doses, pay, and two short anonymous questions."""
    for statement in split_statements(ACTIVITY):
        db.execute(statement)


@migrations()
def stopped_answers(db: Database) -> None:
    """A yes to a call-out that a rule stopped says which rule."""
    db.execute("ALTER TABLE response ADD COLUMN rule TEXT")


@migrations()
def accounts(db: Database) -> None:
    """Who signs in, how, from which devices, and what was tried."""
    for statement in split_statements(ACCOUNTS):
        db.execute(statement)


@migrations()
def trace(db: Database) -> None:
    """Purges leave a signed checkpoint; the main courante is chained like the journal; readings are journaled once an hour."""
    for statement in split_statements(TRACE):
        db.execute(statement)


@migrations()
def keeping(db: Database) -> None:
    """Sealed care needs and their keys, backups, notices, and what was purged."""
    for statement in split_statements(KEEPING):
        db.execute(statement)


@migrations()
def key_backups(db: Database) -> None:
    """Which backups of keys hold which practice's key: destroying a key means destroying those too."""
    for statement in split_statements(KEY_BACKUPS):
        db.execute(statement)


@migrations()
def account_letters(db: Database) -> None:
    """Clients that signed in well, and letters with a link to a new password: never among the messages that others read."""
    for statement in split_statements(ACCOUNT_LETTERS):
        db.execute(statement)


@migrations()
def erasures(db: Database) -> None:
    """Who was erased: their row stays, named nobody, so that counts stand."""
    for statement in split_statements(ERASURES):
        db.execute(statement)


@migrations()
def guards(db: Database) -> None:
    """``INSERT OR REPLACE`` passes the triggers that forbid deleting; copies also hold the head of the main courante."""
    for statement in split_statements(GUARDS):
        db.execute(statement)


@migrations()
def response(db: Database) -> None:
    """Plans and their versions, the directory, the crisis cell, trainings, alerts, events and what they ask."""
    for statement in split_statements(RESPONSE):
        db.execute(statement)


@migrations()
def continuity(db: Database) -> None:
    """Practices and their closures, relays and hand-overs, helpers, discharges, unscheduled care: nothing of a need's content."""
    for statement in split_statements(CONTINUITY):
        db.execute(statement)


@migrations()
def drills(db: Database) -> None:
    """Roads overridden, the community's own scenarios, saved laboratory runs, flash exercises and their nameless answers."""
    for statement in split_statements(DRILLS):
        db.execute(statement)


@migrations()
def exercises(db: Database) -> None:
    """Exercises and their chronogramme as played, participants, ratings, the hot wash without names, the improvement plan."""
    for statement in split_statements(EXERCISES):
        db.execute(statement)


@migrations()
def account_wishes(db: Database) -> None:
    """The language an account reads, and whether a key alone may act for it (WCAG 2.1.4)."""
    db.execute("ALTER TABLE account ADD COLUMN language TEXT NOT NULL DEFAULT '' CHECK (language IN ('', 'fr', 'en'))")
    db.execute("ALTER TABLE account ADD COLUMN key_alone INTEGER NOT NULL DEFAULT 1 CHECK (key_alone IN (0, 1))")


def split_statements(script: str) -> list[str]:
    """A script's statements, triggers whole: ``executescript`` would commit the migration's transaction."""
    statements, held = [], ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            statements.append(held.strip())
            held = ""
    return statements
