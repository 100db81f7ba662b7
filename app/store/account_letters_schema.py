"""The tables of the migration ``account_letters``: clients known to an account, and letters that reopen it. No link is kept."""

from __future__ import annotations

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
