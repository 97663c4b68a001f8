"""The tables of a ledger in PostgreSQL, and their versions. Each version is made in one transaction, under a lock."""

from __future__ import annotations

import secrets

from deferred.core.errors import LedgerError
from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.views import VIEWS

# Keys are bytes: 20 where they are 40 hex digits. `numeric` has no scale: a bound that is rounded would break a limit.
_FIRST = """
CREATE SCHEMA IF NOT EXISTS {s};
CREATE TABLE {s}.meta (
    one bool PRIMARY KEY DEFAULT true CHECK (one), version int NOT NULL, min_version int NOT NULL,
    ledger text NOT NULL);
CREATE TABLE {s}.runs (
    id text PRIMARY KEY, name text NOT NULL, number bigserial, began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    is_over bool NOT NULL DEFAULT false, versions text NOT NULL DEFAULT '{}',
    committed numeric NOT NULL DEFAULT 0 CHECK (committed >= 0), spent numeric NOT NULL DEFAULT 0) WITH (fillfactor=50);
CREATE UNIQUE INDEX ON {s}.runs (name) WHERE NOT is_over;
CREATE TABLE {s}.members (
    id text PRIMARY KEY, host text NOT NULL, pid int NOT NULL, joined_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    until timestamptz NOT NULL) WITH (fillfactor=50);
CREATE TABLE {s}.participants (id text PRIMARY KEY, run text NOT NULL, member text);
CREATE INDEX ON {s}.participants (run);
CREATE TABLE {s}.jobs (
    nonce text PRIMARY KEY, run text NOT NULL, provider text NOT NULL, base_url text NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'uploaded', 'submitted', 'ended', 'collected')),
    outcome text NOT NULL DEFAULT '', batch_id text, spool text NOT NULL DEFAULT '',
    reserved numeric NOT NULL CHECK (reserved >= 0), spent numeric NOT NULL CHECK (spent >= 0),
    planned_at float8 NOT NULL, has_leftovers bool NOT NULL DEFAULT false, facts text NOT NULL,
    holder text, term int NOT NULL DEFAULT 1) WITH (fillfactor=70);
CREATE INDEX ON {s}.jobs (run, planned_at);
CREATE INDEX ON {s}.jobs (run) WHERE state <> 'collected';
CREATE INDEX ON {s}.jobs (holder) WHERE holder IS NOT NULL;
CREATE INDEX ON {s}.jobs (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX ON {s}.jobs (spool);
CREATE TABLE {s}.job_rows (nonce text PRIMARY KEY, keys bytea[] NOT NULL, refs bytea NOT NULL);
CREATE TABLE {s}.open_rows (key bytea PRIMARY KEY, nonce text NOT NULL);
CREATE INDEX ON {s}.open_rows (nonce);
CREATE TABLE {s}.answers (
    key bytea PRIMARY KEY, status int NOT NULL, request_id text, batch_id text, route text NOT NULL DEFAULT '',
    body bytea NOT NULL, xact xid8 NOT NULL DEFAULT pg_current_xact_id());
CREATE INDEX ON {s}.answers (xact);
CREATE TABLE {s}.claims (name text PRIMARY KEY, member text NOT NULL, token text NOT NULL);
CREATE TABLE {s}.found_rows (name text NOT NULL, key bytea NOT NULL, PRIMARY KEY (name, key));
CREATE INDEX ON {s}.found_rows (key);
CREATE TABLE {s}.segments (
    spool text NOT NULL, first bigint NOT NULL, size int NOT NULL, data bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (spool, first));
ALTER TABLE {s}.segments ALTER data SET STORAGE EXTERNAL;
CREATE TABLE {s}.pooled (
    run text NOT NULL, key bytea NOT NULL, grp text NOT NULL, units int NOT NULL, size int NOT NULL,
    body bytea NOT NULL, put_at timestamptz NOT NULL DEFAULT clock_timestamp(), number bigserial,
    tags text NOT NULL, is_given_back bool NOT NULL DEFAULT false,
    PRIMARY KEY (run, key)) WITH (fillfactor=70);
CREATE INDEX ON {s}.pooled (run, grp, number);
CREATE TABLE {s}.kept_rows (nonce text NOT NULL, number int NOT NULL, row bytea NOT NULL, PRIMARY KEY (nonce, number));
CREATE VIEW {s}.v_members AS SELECT m.id, m.host, m.pid, m.joined_at, m.until > clock_timestamp() AS is_alive,
    greatest(0, extract(epoch FROM m.until - clock_timestamp()))::float8 AS lease_left,
    (SELECT count(*) FROM {s}.jobs j WHERE j.holder = m.id) AS jobs,
    ARRAY(SELECT DISTINCT r.name FROM {s}.participants p JOIN {s}.runs r ON r.id = p.run WHERE p.member = m.id) AS runs
    FROM {s}.members m;
CREATE VIEW {s}.v_runs AS SELECT r.id, r.name, r.began_at, r.is_over, r.committed, r.spent, count(j.nonce) AS jobs,
    count(j.nonce) FILTER (WHERE j.state <> 'collected') AS open_jobs
    FROM {s}.runs r LEFT JOIN {s}.jobs j ON j.run = r.id GROUP BY r.id;
CREATE VIEW {s}.v_jobs AS SELECT j.nonce, r.name AS run, j.provider, j.state, j.outcome, j.batch_id,
    j.reserved, j.spent, to_timestamp(j.planned_at) AS planned_at, m.host, m.pid, m.lease_left, j.term
    FROM {s}.jobs j JOIN {s}.runs r ON r.id = j.run LEFT JOIN {s}.v_members m ON m.id = j.holder;
"""
# What `deferred.tag(row=...)` named calls by: of each job a JSON object by key, of a call in the pool a JSON value.
# And what a budget counts: jobs by the time at which they were planned, and what those cost that are forgotten.
_SECOND = """
CREATE TABLE {s}.row_ids (nonce text PRIMARY KEY, ids text NOT NULL);
ALTER TABLE {s}.pooled ADD COLUMN row_id text NOT NULL DEFAULT 'null';
CREATE INDEX ON {s}.jobs (planned_at);
CREATE TABLE {s}.forgotten (nonce text PRIMARY KEY, planned_at float8 NOT NULL, spent numeric NOT NULL);
"""
MIGRATIONS = (_FIRST, _SECOND)  # version n is made of the first n of them; they only add
VERSION = len(MIGRATIONS)
_SEARCH = (
    "SELECT n.oid, c.oid FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'meta'"
)
_WRITABLE_BY_ALL = """
SELECT 1 FROM pg_namespace n WHERE n.nspname = %s AND has_schema_privilege('public', n.oid, 'CREATE')
UNION ALL SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
WHERE n.nspname = %s AND a.grantee = 0 AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
LIMIT 1
"""


def bring_up_to_date(database: Database) -> str:
    """Check the schema, or make it if it is missing; returns the id of the ledger.

    Raises:
        LedgerError: it cannot be made or trusted, or another version of deferred is needed.
    """
    schema, place = database.address.schema, database.address.location
    found = database.read(lambda db: _version(db, schema))
    if found is None:
        create(database)
        found = database.read(lambda db: _version(db, schema))
    if found is None:
        message = f"the ledger at {place} has no tables in the schema {schema}; make them: deferred ledger create URL"
        raise LedgerError(message)
    version, least, ledger = found
    if least > VERSION:
        message = (
            f"the ledger at {place} was made for a newer deferred (its schema has version {version}, this one knows "
            f"{VERSION}). Nothing was sent. Install that version: pip install -U deferred"
        )
        raise LedgerError(message)
    if version < VERSION:
        message = (
            f"the ledger at {place} has schema version {version}, and this deferred needs {VERSION}. Nothing was sent. "
            "Run once, with a role that owns the tables: deferred ledger migrate URL"
        )
        raise LedgerError(message)
    _refuse_public(database)
    return ledger


def is_made(database: Database) -> bool:
    """Whether the tables of a ledger are there, of whatever version."""
    return database.read(lambda db: _version(db, database.address.schema)) is not None


def create(database: Database) -> int:
    """Make the schema, or what newer versions have added; returns the version.

    Raises:
        LedgerError: the role may not make it.
    """
    schema = database.address.schema

    def make(db: Statements) -> int:
        # Released with the transaction, so that it holds behind a connection pooler too.
        db.row("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))::text", f"deferred ledger {schema}")
        found = _version(db, schema)
        version = found[0] if found else 0
        for number in range(version, VERSION):
            db.script(MIGRATIONS[number])
        if not found:
            db.do(
                "INSERT INTO {s}.meta (version, min_version, ledger) VALUES (%s, 1, %s)", VERSION, secrets.token_hex(8)
            )
        elif version < VERSION:
            db.do("UPDATE {s}.meta SET version = %s", VERSION)
        return VERSION

    return database.run(make)


def grant(database: Database, role: str) -> None:
    """Let a role use the ledger: read and write its tables, and nothing else.

    Raises:
        LedgerError: there is no such role, or it may not be granted.
    """
    database.run(lambda db: _grant(db, database, role))


def grant_views(database: Database, role: str) -> None:
    """Let a role read the views, which show neither requests nor answers.

    Raises:
        LedgerError: there is no such role, or it may not be granted.
    """
    views = ", ".join(f"{{s}}.{name}" for name in VIEWS)
    asked = "GRANT USAGE ON SCHEMA {{s}} TO {0}; GRANT SELECT ON " + views.replace("{s}", "{{s}}") + " TO {0}"
    database.run(lambda db: db.script(asked.format(_quoted(db, database, role))))


def _grant(db: Statements, database: Database, role: str) -> None:
    name = _quoted(db, database, role)
    db.script(
        f"GRANT USAGE ON SCHEMA {{s}} TO {name}; "
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {{s}} TO {name}; "
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {{s}} TO {name}; "
        f"REVOKE INSERT, UPDATE, DELETE ON {{s}}.meta FROM {name}"
    )


def _quoted(db: Statements, database: Database, role: str) -> str:
    found = db.row("SELECT quote_ident(rolname)::text FROM pg_roles WHERE rolname = %s", role)
    if found is None:
        message = (
            f"the server of the ledger at {database.address.location} has no role {role!r}; make it: CREATE ROLE ..."
        )
        raise LedgerError(message)
    return str(found[0])


def _version(db: Statements, schema: str) -> tuple[int, int, str] | None:
    if db.row(f"{_SEARCH} WHERE n.nspname = %s AND c.oid IS NOT NULL", schema) is None:
        return None
    found = db.row("SELECT version, min_version, ledger FROM {s}.meta")
    return None if found is None else (found[0], found[1], found[2])


def _refuse_public(database: Database) -> None:
    schema = database.address.schema
    if database.read(lambda db: db.row(_WRITABLE_BY_ALL, schema, schema)) is not None:
        message = (
            f"the ledger at {database.address.location}: every role of the server may write in the schema {schema}, so "
            f'its answers cannot be trusted. Nothing was sent. REVOKE ALL ON SCHEMA "{schema}" FROM PUBLIC (and on its '
            "tables), or use another schema: ...?schema=deferred"
        )
        raise LedgerError(message)
