"""The tables of the migration ``foundation``: journal, roster, centres, sessions, seats, rota, answers, links. All a centre needs."""

from __future__ import annotations

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
