"""The migration ``guards``: what may only be added to can’t be replaced either; copies hold the head of the main courante."""

from __future__ import annotations

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
