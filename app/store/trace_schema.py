"""The tables of the migration ``trace``: checkpoints that let the journal be purged, the chained main courante, readings."""

from __future__ import annotations

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
