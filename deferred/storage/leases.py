"""Leases: for how long the claims of a process on another host hold, and when others may rely on its silence."""

from __future__ import annotations

from dataclasses import dataclass

_PATIENCE = 900.0  # seconds
_OPENING = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Leases:
    """The times of a ledger that many hosts share.

    Attributes:
        lease: seconds for which claims hold after their process was last heard of.
        takeover_grace: seconds for which a request that a process began may still be acted on after its lease.
        patience: seconds for which a database that does not answer is asked again.
        opening: the same, before it has ever answered: nothing was sent by then.
    """

    lease: float = 120.0
    takeover_grace: float = 1_200.0
    patience: float = _PATIENCE
    opening: float = _OPENING

    @property
    def beat(self) -> float:
        """Seconds between two renewals of a lease."""
        return self.lease / 6

    @property
    def margin(self) -> float:
        """Seconds by which a process trusts its lease less than others respect it."""
        return min(10.0, self.lease / 12)


DEFAULT = Leases()
