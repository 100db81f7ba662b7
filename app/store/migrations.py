"""The schema, one numbered step after another. STRICT tables; append-only ones are guarded by triggers."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from app.store.continuity_schema import CONTINUITY
from app.store.drills_schema import DRILLS
from app.store.response_schema import RESPONSE

migrations = Migrations("releve")

FOUNDATION = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE journal_payload (seq INTEGER PRIMARY KEY, salt BLOB, payload TEXT) STRICT;
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, type TEXT NOT NULL, subject_id TEXT NOT NULL,
    payload_hash TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_payload_no_delete BEFORE DELETE ON journal_payload
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_payload_blank_only BEFORE UPDATE ON journal_payload
WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq <> OLD.seq
BEGIN SELECT RAISE(ABORT, 'journal payloads may only be erased'); END;

CREATE TABLE practice (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, commune_insee TEXT NOT NULL DEFAULT '', reference TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE site (
    id TEXT PRIMARY KEY, finess TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL, name TEXT NOT NULL,
    commune_insee TEXT NOT NULL DEFAULT '', places INTEGER, phone TEXT NOT NULL DEFAULT '', latitude REAL, longitude REAL,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE person (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('professional', 'helper')), rpps TEXT UNIQUE,
    civilite TEXT NOT NULL DEFAULT '', family_name TEXT NOT NULL, given_name TEXT NOT NULL DEFAULT '',
    profession TEXT, email TEXT NOT NULL DEFAULT '', mobile TEXT NOT NULL DEFAULT '',
    commune_insee TEXT NOT NULL DEFAULT '', practice_id TEXT REFERENCES practice(id),
    details TEXT NOT NULL, opted_out_on TEXT, revision INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX person_by_name ON person(family_name, given_name);
CREATE TABLE competence (
    person_id TEXT NOT NULL REFERENCES person(id), code TEXT NOT NULL, valid_from TEXT, valid_to TEXT, source TEXT NOT NULL DEFAULT '', UNIQUE (person_id, code, valid_from)
) STRICT;
CREATE TABLE partner (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, contact_name TEXT NOT NULL DEFAULT '', contact_phone TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE centre (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, details TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1, rota_revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE allotment (
    centre_id TEXT NOT NULL REFERENCES centre(id), monday TEXT NOT NULL, doses INTEGER NOT NULL CHECK (doses >= 0),
    PRIMARY KEY (centre_id, monday)
) STRICT;
CREATE TABLE session (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), day TEXT NOT NULL, starts TEXT NOT NULL,
    ends TEXT NOT NULL, start_fold INTEGER NOT NULL DEFAULT 0, end_fold INTEGER NOT NULL DEFAULT 0,
    zone TEXT NOT NULL DEFAULT 'Europe/Paris', starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
    lines INTEGER NOT NULL CHECK (lines >= 1),
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'done', 'cancelled')),
    site TEXT NOT NULL DEFAULT '', target_group TEXT NOT NULL DEFAULT '', dose_number INTEGER NOT NULL DEFAULT 1,
    first_dose_session_id TEXT REFERENCES session(id), vaccine TEXT NOT NULL DEFAULT '', appointments INTEGER,
    revision INTEGER NOT NULL DEFAULT 1, sequence INTEGER NOT NULL DEFAULT 0, changed_at TEXT NOT NULL,
    CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX session_by_start ON session(starts_at, centre_id);
CREATE TABLE need (
    session_id TEXT NOT NULL REFERENCES session(id), role TEXT NOT NULL, count INTEGER NOT NULL CHECK (count >= 1),
    weight INTEGER NOT NULL CHECK (weight >= 1), critical INTEGER NOT NULL DEFAULT 0,
    provided INTEGER NOT NULL DEFAULT 0 CHECK (provided BETWEEN 0 AND count), partner_id TEXT REFERENCES partner(id),
    PRIMARY KEY (session_id, role)
) STRICT;
CREATE TABLE seat (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), role TEXT NOT NULL, line INTEGER,
    rank INTEGER NOT NULL, person_id TEXT REFERENCES person(id), partner_id TEXT REFERENCES partner(id),
    state TEXT NOT NULL CHECK (state IN
        ('open', 'published', 'acknowledged', 'worked', 'stand_in_wanted', 'no_show', 'cancelled')),
    pinned INTEGER NOT NULL DEFAULT 0, override_reason TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 1, sequence INTEGER NOT NULL DEFAULT 0, changed_at TEXT NOT NULL,
    CHECK (person_id IS NULL OR partner_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX seat_place ON seat(session_id, role, ifnull(line, 0), rank);
CREATE INDEX seat_by_person ON seat(person_id) WHERE person_id IS NOT NULL;
CREATE TABLE draft_seat (
    seat_id TEXT PRIMARY KEY REFERENCES seat(id), person_id TEXT REFERENCES person(id),
    partner_id TEXT REFERENCES partner(id), pinned INTEGER NOT NULL DEFAULT 0, override_reason TEXT NOT NULL DEFAULT '',
    provisional INTEGER NOT NULL DEFAULT 0, base_revision INTEGER NOT NULL,
    CHECK (person_id IS NULL OR partner_id IS NULL)
) STRICT;
CREATE TABLE draft_step (
    id INTEGER PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), at TEXT NOT NULL, actor_id TEXT NOT NULL,
    label TEXT NOT NULL, edits TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE proposal (
    centre_id TEXT PRIMARY KEY REFERENCES centre(id), at TEXT NOT NULL, provisional INTEGER NOT NULL, plan TEXT NOT NULL
) STRICT;
CREATE TABLE rota_version (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), number INTEGER NOT NULL, at TEXT NOT NULL,
    actor_id TEXT NOT NULL, snapshot TEXT NOT NULL, UNIQUE (centre_id, number)
) STRICT;
CREATE TRIGGER rota_version_no_update BEFORE UPDATE ON rota_version
BEGIN SELECT RAISE(ABORT, 'a published version is immutable'); END;
CREATE TRIGGER rota_version_no_delete BEFORE DELETE ON rota_version
BEGIN SELECT RAISE(ABORT, 'a published version is immutable'); END;
CREATE TABLE answer (
    person_id TEXT NOT NULL REFERENCES person(id), session_id TEXT NOT NULL REFERENCES session(id),
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'if_needed', 'no')), source TEXT NOT NULL DEFAULT '', at TEXT NOT NULL,
    PRIMARY KEY (person_id, session_id)
) STRICT;
CREATE TABLE busy_calendar (
    person_id TEXT PRIMARY KEY REFERENCES person(id), url TEXT NOT NULL, read_at TEXT, problem TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE busy (
    person_id TEXT NOT NULL REFERENCES person(id), starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('calendar', 'pdsa', 'typed')), CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX busy_by_person ON busy(person_id, starts_at);

CREATE TABLE link (
    scope TEXT NOT NULL, subject_id TEXT NOT NULL, generation INTEGER NOT NULL, token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL, rotated_at TEXT, PRIMARY KEY (scope, subject_id, generation)
) STRICT;
CREATE TABLE seat_event (
    id INTEGER PRIMARY KEY, seat_id TEXT NOT NULL REFERENCES seat(id), person_id TEXT REFERENCES person(id),
    kind TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX seat_event_by_person ON seat_event(person_id, at);
CREATE TABLE reference_row (
    id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 1, at TEXT NOT NULL
) STRICT;
CREATE INDEX reference_row_by_table ON reference_row(table_name);
"""


@migrations()
def foundation(db: Database) -> None:
    """Everything needed to staff a centre: roster, centres, sessions, seats, rota, answers, links, journal."""
    for statement in split_statements(FOUNDATION):
        db.execute(statement)


MOBILISATION = """
CREATE TABLE preference (
    person_id TEXT PRIMARY KEY REFERENCES person(id), value TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    changed_at TEXT NOT NULL
) STRICT;
CREATE TABLE solicitation (
    id INTEGER PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), at TEXT NOT NULL,
    ask TEXT NOT NULL CHECK (ask IN ('poll', 'poll_reminder', 'call_out', 'phone', 'swap')), subject_id TEXT NOT NULL
) STRICT;
CREATE INDEX solicitation_by_time ON solicitation(at, person_id);
CREATE TABLE message (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, recipient_id TEXT NOT NULL REFERENCES person(id),
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'hand')), address TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '', body TEXT NOT NULL, language TEXT NOT NULL DEFAULT 'fr',
    created_at TEXT NOT NULL, due_at TEXT NOT NULL, next_at TEXT NOT NULL, useless_after TEXT,
    message_id TEXT NOT NULL UNIQUE, about TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN
        ('queued', 'sending', 'sent', 'uncertain', 'failed', 'by_hand_done', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0, carries_notice INTEGER NOT NULL DEFAULT 0,
    was_uncertain INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '', changed_at TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX message_waiting ON message(next_at) WHERE state IN ('queued', 'sending', 'uncertain');
CREATE INDEX message_by_recipient ON message(recipient_id, created_at);
CREATE INDEX message_by_subject ON message(about);

CREATE TABLE poll (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), professions TEXT NOT NULL, mission TEXT,
    opened_at TEXT NOT NULL, closes_at TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE poll_session (
    poll_id TEXT NOT NULL REFERENCES poll(id), session_id TEXT NOT NULL REFERENCES session(id), place INTEGER NOT NULL,
    PRIMARY KEY (poll_id, session_id)
) STRICT;
CREATE TABLE poll_person (
    poll_id TEXT NOT NULL REFERENCES poll(id), person_id TEXT NOT NULL REFERENCES person(id), place INTEGER NOT NULL,
    PRIMARY KEY (poll_id, person_id)
) STRICT;
CREATE INDEX poll_person_by_person ON poll_person(person_id);
CREATE TABLE poll_note (
    poll_id TEXT NOT NULL REFERENCES poll(id), person_id TEXT NOT NULL REFERENCES person(id), text TEXT NOT NULL,
    expires_at TEXT NOT NULL, PRIMARY KEY (poll_id, person_id)
) STRICT;

CREATE TABLE call_out (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id),
    mode TEXT NOT NULL CHECK (mode IN ('first_yes', 'coordinator_approves')), size INTEGER NOT NULL,
    delay_minutes INTEGER NOT NULL, urgent INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'running', 'filled', 'exhausted', 'stopped')),
    seats TEXT NOT NULL, candidates TEXT NOT NULL, created_at TEXT NOT NULL, ended_at TEXT, next_at TEXT,
    actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX call_out_running ON call_out(next_at) WHERE state IN ('prepared', 'running');
CREATE TABLE wave (
    call_out_id TEXT NOT NULL REFERENCES call_out(id), number INTEGER NOT NULL, people TEXT NOT NULL,
    sent_at TEXT NOT NULL, PRIMARY KEY (call_out_id, number)
) STRICT;
CREATE TABLE response (
    id INTEGER PRIMARY KEY, call_out_id TEXT NOT NULL REFERENCES call_out(id),
    person_id TEXT NOT NULL REFERENCES person(id), outcome TEXT NOT NULL CHECK (outcome IN
        ('yes', 'no', 'not_this_time', 'no_answer', 'voicemail', 'call_back_at', 'expired')),
    at TEXT NOT NULL, seat_id TEXT REFERENCES seat(id), call_back_at TEXT, by_phone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX response_by_call_out ON response(call_out_id, person_id);
CREATE INDEX response_by_person ON response(person_id);
CREATE TABLE phone_claim (
    person_id TEXT PRIMARY KEY REFERENCES person(id), caller_id TEXT NOT NULL, caller_name TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL
) STRICT;

CREATE TABLE swap (
    id TEXT PRIMARY KEY, proposer_id TEXT NOT NULL REFERENCES person(id), offered_id TEXT NOT NULL REFERENCES seat(id),
    other_id TEXT NOT NULL REFERENCES person(id), wanted_id TEXT NOT NULL REFERENCES seat(id),
    proposed_at TEXT NOT NULL, expires_at TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN
        ('proposed', 'accepted', 'refused', 'withdrawn', 'expired'))
) STRICT;
CREATE INDEX swap_by_people ON swap(other_id, proposer_id);
CREATE TABLE waiting (
    person_id TEXT NOT NULL REFERENCES person(id), session_id TEXT NOT NULL REFERENCES session(id), since TEXT NOT NULL,
    roles TEXT NOT NULL, PRIMARY KEY (person_id, session_id)
) STRICT;
CREATE TABLE offer (
    seat_id TEXT NOT NULL REFERENCES seat(id), person_id TEXT NOT NULL REFERENCES person(id), at TEXT NOT NULL,
    until TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('standing', 'taken', 'declined')),
    PRIMARY KEY (seat_id, person_id)
) STRICT;
CREATE TABLE reminder (
    seat_id TEXT NOT NULL REFERENCES seat(id), person_id TEXT NOT NULL REFERENCES person(id), days INTEGER NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (seat_id, person_id, days)
) STRICT;
"""


@migrations()
def mobilisation(db: Database) -> None:
    """Who is asked what, when and how it went: preferences, polls, call-outs, swaps, waiting lists, the outbox."""
    for statement in split_statements(MOBILISATION):
        db.execute(statement)


ACTIVITY = """
CREATE TABLE check_answer (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), code TEXT NOT NULL, line INTEGER,
    value TEXT NOT NULL, at TEXT NOT NULL, actor_id TEXT NOT NULL
) STRICT;
CREATE INDEX check_answer_by_session ON check_answer(session_id, code, line, at);
CREATE TABLE incident (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), line INTEGER, type TEXT NOT NULL,
    at TEXT NOT NULL, actor_id TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', declared_at TEXT, closed_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX incident_by_session ON incident(session_id, at);
CREATE TABLE attendance (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), seat_id TEXT REFERENCES seat(id),
    person_id TEXT REFERENCES person(id), partner_id TEXT REFERENCES partner(id), passing TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('expected', 'extra', 'walk_in')), role TEXT NOT NULL DEFAULT '',
    line INTEGER, absent INTEGER NOT NULL DEFAULT 0, arrived_at TEXT, left_at TEXT, signed_at TEXT,
    note TEXT NOT NULL DEFAULT '', replaces TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, actor_id TEXT NOT NULL,
    CHECK ((person_id IS NOT NULL) + (partner_id IS NOT NULL) + (passing IS NOT NULL) = 1)
) STRICT;
CREATE INDEX attendance_by_session ON attendance(session_id, at);
CREATE INDEX attendance_by_person ON attendance(person_id) WHERE person_id IS NOT NULL;
CREATE TABLE attendance_closing (
    session_id TEXT PRIMARY KEY REFERENCES session(id), at TEXT NOT NULL, actor_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE line_closing (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), line INTEGER NOT NULL, at TEXT NOT NULL,
    actor_id TEXT NOT NULL, reason TEXT NOT NULL, to_move INTEGER NOT NULL DEFAULT 0, texts TEXT NOT NULL,
    UNIQUE (session_id, line)
) STRICT;
CREATE TABLE lot (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), product TEXT NOT NULL, number TEXT NOT NULL,
    expires_on TEXT NOT NULL, received_on TEXT NOT NULL, vials INTEGER NOT NULL CHECK (vials >= 0),
    doses_per_vial INTEGER NOT NULL CHECK (doses_per_vial >= 1), revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (centre_id, product, number)
) STRICT;
CREATE TABLE dose_count (
    session_id TEXT NOT NULL REFERENCES session(id), lot_id TEXT NOT NULL REFERENCES lot(id),
    received INTEGER NOT NULL DEFAULT 0, vials_opened INTEGER NOT NULL DEFAULT 0, injected INTEGER NOT NULL DEFAULT 0,
    left_over INTEGER NOT NULL DEFAULT 0, standby_called INTEGER NOT NULL DEFAULT 0, losses TEXT NOT NULL DEFAULT '[]',
    at TEXT NOT NULL, actor_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (session_id, lot_id)
) STRICT;
CREATE TABLE injection_group (
    session_id TEXT NOT NULL REFERENCES session(id), target_group TEXT NOT NULL, injected INTEGER NOT NULL
    CHECK (injected >= 0), at TEXT NOT NULL, actor_id TEXT NOT NULL, PRIMARY KEY (session_id, target_group)
) STRICT;
CREATE TABLE standby (
    session_id TEXT PRIMARY KEY REFERENCES session(id), people INTEGER NOT NULL CHECK (people >= 0), at TEXT NOT NULL
) STRICT;
CREATE TABLE sharps (
    id TEXT PRIMARY KEY, centre_id TEXT NOT NULL REFERENCES centre(id), code TEXT NOT NULL, set_out_on TEXT NOT NULL,
    filled_on TEXT, collected_on TEXT, revision INTEGER NOT NULL DEFAULT 1, UNIQUE (centre_id, code)
) STRICT;
CREATE TABLE indemnity (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), activity TEXT NOT NULL, unit TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 1), day TEXT NOT NULL, at TEXT NOT NULL, actor_id TEXT NOT NULL,
    cancelled_at TEXT
) STRICT;
CREATE INDEX indemnity_by_person ON indemnity(person_id, day);
CREATE TABLE settlement (
    id TEXT PRIMARY KEY, attendee TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
    total_cents INTEGER NOT NULL, payer TEXT NOT NULL DEFAULT '', statement TEXT NOT NULL, at TEXT NOT NULL,
    actor_id TEXT NOT NULL, UNIQUE (attendee, first_day, last_day)
) STRICT;
CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement
BEGIN SELECT RAISE(ABORT, 'a settled statement is immutable'); END;
CREATE TABLE survey_voter (
    kind TEXT NOT NULL, subject_id TEXT NOT NULL, voter_hash TEXT NOT NULL, PRIMARY KEY (kind, subject_id, voter_hash)
) STRICT;
CREATE TABLE survey_answer (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('satisfaction', 'fatigue')), subject_id TEXT NOT NULL,
    value TEXT NOT NULL, day TEXT NOT NULL
) STRICT;
CREATE INDEX survey_answer_by_subject ON survey_answer(kind, subject_id);
"""


@migrations()
def activity(db: Database) -> None:
    """What happened: opening checks, incidents, attendance, doses, pay, and two short anonymous questions."""
    for statement in split_statements(ACTIVITY):
        db.execute(statement)


@migrations()
def stopped_answers(db: Database) -> None:
    """A yes to a call-out that a rule stopped says which rule."""
    db.execute("ALTER TABLE response ADD COLUMN rule TEXT")


ACCOUNTS = """
CREATE TABLE account (
    id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,
    person_id TEXT UNIQUE REFERENCES person(id), email TEXT NOT NULL DEFAULT '', password_hash TEXT NOT NULL DEFAULT '',
    password_changed_at TEXT, totp_sealed BLOB, totp_since TEXT, totp_last_step INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL, disabled_at TEXT, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE recovery_code (
    account_id TEXT NOT NULL REFERENCES account(id), code_hash TEXT NOT NULL, used_at TEXT,
    PRIMARY KEY (account_id, code_hash)
) STRICT;
CREATE TABLE identity (
    issuer TEXT NOT NULL, subject TEXT NOT NULL, account_id TEXT NOT NULL REFERENCES account(id), linked_at TEXT NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT;
CREATE TABLE login (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account(id), token_hash TEXT NOT NULL UNIQUE,
    opened_at TEXT NOT NULL, seen_at TEXT NOT NULL, expires_at TEXT NOT NULL, ended_at TEXT,
    how TEXT NOT NULL CHECK (how IN ('password', 'totp', 'recovery_code', 'link', 'provider')),
    device TEXT NOT NULL DEFAULT '', proof TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX login_by_account ON login(account_id, opened_at);
CREATE TABLE one_time_link (
    token_hash TEXT PRIMARY KEY, purpose TEXT NOT NULL CHECK (purpose IN ('first', 'invitation', 'recovery')),
    account_id TEXT REFERENCES account(id), created_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT
) STRICT;
CREATE TABLE login_attempt (
    id INTEGER PRIMARY KEY, account_key TEXT NOT NULL, client_key TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX login_attempt_by_account ON login_attempt(account_key, at);
CREATE INDEX login_attempt_by_client ON login_attempt(client_key, at);
CREATE TABLE provider_request (
    state_hash TEXT PRIMARY KEY, provider TEXT NOT NULL, browser_hash TEXT NOT NULL, nonce TEXT NOT NULL,
    verifier TEXT NOT NULL, next TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL, used_at TEXT
) STRICT;
"""


@migrations()
def accounts(db: Database) -> None:
    """Who signs in, how, from which devices, and what was tried."""
    for statement in split_statements(ACCOUNTS):
        db.execute(statement)


TRACE = """
CREATE TABLE checkpoint (
    chain TEXT NOT NULL CHECK (chain IN ('journal', 'log')), up_to_seq INTEGER NOT NULL, hash TEXT NOT NULL,
    entries INTEGER NOT NULL, at TEXT NOT NULL, actor_id TEXT NOT NULL, signature TEXT NOT NULL,
    PRIMARY KEY (chain, up_to_seq)
) STRICT;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is immutable'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is immutable'); END;
DROP TRIGGER journal_no_delete;
DROP TRIGGER journal_payload_no_delete;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
WHEN NOT EXISTS (SELECT 1 FROM checkpoint WHERE chain = 'journal' AND up_to_seq >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_payload_no_delete BEFORE DELETE ON journal_payload
WHEN NOT EXISTS (SELECT 1 FROM checkpoint WHERE chain = 'journal' AND up_to_seq >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE INDEX journal_by_subject ON journal(subject_id, seq);
CREATE INDEX journal_by_actor ON journal(actor_id, seq);
CREATE INDEX journal_by_time ON journal(at);
CREATE TABLE log_payload (seq INTEGER PRIMARY KEY, salt BLOB, payload TEXT) STRICT;
CREATE TABLE log (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, type TEXT NOT NULL, subject_id TEXT NOT NULL,
    payload_hash TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX log_by_subject ON log(subject_id, seq);
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log
WHEN NOT EXISTS (SELECT 1 FROM checkpoint WHERE chain = 'log' AND up_to_seq >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_payload_no_delete BEFORE DELETE ON log_payload
WHEN NOT EXISTS (SELECT 1 FROM checkpoint WHERE chain = 'log' AND up_to_seq >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_payload_blank_only BEFORE UPDATE ON log_payload
WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq <> OLD.seq
BEGIN SELECT RAISE(ABORT, 'log payloads may only be erased'); END;
CREATE TABLE reading (
    actor_id TEXT NOT NULL, subject_id TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (actor_id, subject_id, what)
) STRICT;
"""


@migrations()
def trace(db: Database) -> None:
    """Purges leave a signed checkpoint; the main courante is chained like the journal; readings are journaled once an hour."""
    for statement in split_statements(TRACE):
        db.execute(statement)


KEEPING = """
CREATE TABLE care_key (
    practice_id TEXT PRIMARY KEY REFERENCES practice(id), fingerprint TEXT NOT NULL, made_at TEXT NOT NULL,
    rotated_at TEXT, saved_at TEXT, shredded_at TEXT
) STRICT;
CREATE TABLE care_need (
    id TEXT PRIMARY KEY, practice_id TEXT NOT NULL REFERENCES practice(id), expires_at TEXT NOT NULL,
    sealed BLOB NOT NULL, revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX care_need_by_practice ON care_need(practice_id, expires_at);
CREATE TABLE backup_run (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL, bytes INTEGER NOT NULL,
    journal_head TEXT NOT NULL, verified_at TEXT, trouble TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX backup_run_by_time ON backup_run(at);
CREATE TABLE notice (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL, legal_basis TEXT NOT NULL,
    in_force_from TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE (kind, version)
) STRICT;
CREATE TRIGGER notice_no_update BEFORE UPDATE ON notice BEGIN SELECT RAISE(ABORT, 'a notice is immutable'); END;
CREATE TABLE notice_given (
    person_id TEXT NOT NULL REFERENCES person(id), notice_id TEXT NOT NULL REFERENCES notice(id), at TEXT NOT NULL,
    how TEXT NOT NULL, PRIMARY KEY (person_id, notice_id)
) STRICT;
CREATE TABLE purge_run (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, counts TEXT NOT NULL
) STRICT;
"""


@migrations()
def keeping(db: Database) -> None:
    """Sealed care needs and their keys, backups, notices, and what was purged."""
    for statement in split_statements(KEEPING):
        db.execute(statement)


KEY_BACKUPS = """
CREATE TABLE key_backup (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, place TEXT NOT NULL DEFAULT '', destroyed_at TEXT
) STRICT;
CREATE TABLE key_backup_holds (
    key_backup_id TEXT NOT NULL REFERENCES key_backup(id), practice_id TEXT NOT NULL REFERENCES practice(id),
    fingerprint TEXT NOT NULL, PRIMARY KEY (key_backup_id, practice_id)
) STRICT;
"""


@migrations()
def key_backups(db: Database) -> None:
    """Which backups of keys hold which practice's key: destroying a key means destroying those too."""
    for statement in split_statements(KEY_BACKUPS):
        db.execute(statement)


ACCOUNT_LETTERS = """
CREATE TABLE known_client (
    account_id TEXT NOT NULL REFERENCES account(id), client_key TEXT NOT NULL, last_at TEXT NOT NULL,
    PRIMARY KEY (account_id, client_key)
) STRICT;
CREATE TABLE account_letter (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account(id), language TEXT NOT NULL DEFAULT 'fr',
    created_at TEXT NOT NULL, next_at TEXT NOT NULL, useless_after TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
    error TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX account_letter_waiting ON account_letter(next_at) WHERE state IN ('queued', 'sending');
"""


@migrations()
def account_letters(db: Database) -> None:
    """Clients that signed in well, and letters with a link to a new password: never among the messages that others read."""
    for statement in split_statements(ACCOUNT_LETTERS):
        db.execute(statement)


ERASURES = """
CREATE TABLE erased_person (person_id TEXT PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL) STRICT;
"""


@migrations()
def erasures(db: Database) -> None:
    """Who was erased: their row stays, named nobody, so that counts stand."""
    for statement in split_statements(ERASURES):
        db.execute(statement)


GUARDS = """
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_payload_no_replace BEFORE INSERT ON journal_payload
WHEN EXISTS (SELECT 1 FROM journal_payload WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER log_no_replace BEFORE INSERT ON log
WHEN EXISTS (SELECT 1 FROM log WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_payload_no_replace BEFORE INSERT ON log_payload
WHEN EXISTS (SELECT 1 FROM log_payload WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER checkpoint_no_replace BEFORE INSERT ON checkpoint
WHEN EXISTS (SELECT 1 FROM checkpoint WHERE chain = NEW.chain AND up_to_seq = NEW.up_to_seq)
BEGIN SELECT RAISE(ABORT, 'a checkpoint is immutable'); END;
ALTER TABLE backup_run ADD COLUMN log_head TEXT NOT NULL DEFAULT '';
"""


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


def split_statements(script: str) -> list[str]:
    """A script's statements, triggers whole: ``executescript`` would commit the migration's transaction."""
    statements, held = [], ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            statements.append(held.strip())
            held = ""
    return statements
