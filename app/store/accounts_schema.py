"""The tables of the migration ``accounts``: who signs in, how, from which devices, and what was tried."""

from __future__ import annotations

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
