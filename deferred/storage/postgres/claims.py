"""Claims of members: names in a table, and the jobs and runs that they hold. A claim ends with its member's lease."""

from __future__ import annotations

import secrets

from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.members import Members, alive

_HOLD = (
    "INSERT INTO {s}.claims (name, member, token) VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE "
    f"SET member = excluded.member, token = excluded.token WHERE NOT {alive('claims.member')}"
)
_HELD = (
    "SELECT name FROM (SELECT name, member FROM {s}.claims UNION ALL "
    "SELECT nonce, holder FROM {s}.jobs WHERE holder IS NOT NULL UNION ALL "
    "SELECT 'run-' || run || '-' || id, member FROM {s}.participants WHERE member IS NOT NULL) held "
    f"WHERE starts_with(name, %s) AND member <> %s AND {alive('held.member')}"
)


class MemberClaims:
    """Names that one member at a time can claim."""

    def __init__(self, database: Database, members: Members) -> None:
        """Use the other parts of the same ledger."""
        self._database, self._members = database, members

    def hold(self, name: str) -> bool:
        """Claim a name; False if it is claimed already."""
        self._members.join()
        token = secrets.token_hex(8)  # tells a claim of this call, whose commit was not answered, from an older one

        def claim(db: Statements) -> bool:
            db.do(_HOLD, name, self._members.id, token)
            return db.row("SELECT 1 FROM {s}.claims WHERE name = %s AND token = %s", name, token) is not None

        return self._database.run(claim)

    def release(self, name: str) -> None:
        """Release a claim."""
        if self._members.id:
            asked = "DELETE FROM {s}.claims WHERE name = %s AND member = %s"
            self._database.run(lambda db: db.do(asked, name, self._members.id))

    def held_by_others(self, prefix: str = "") -> set[str]:
        """Return the names with this prefix, without it, that other live processes have claimed."""
        found = self._database.read(lambda db: db.rows(_HELD, prefix, self._members.id))
        return {name.removeprefix(prefix) for (name,) in found}

    def are_sure(self, nonce: str) -> bool:
        """Whether this process surely has the claim on a job now, by its own clock."""
        return nonce in self._members.terms and self._members.is_trusted
