"""Headers that keep the calls of a wave apart: calls share a job only if they have the same headers."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator

from deferred.core.call import Target

log = logging.getLogger("deferred")

_MANY = 10  # jobs of one call each


def warn_of_headers(alone: Iterable[Target]) -> None:
    """Warn of headers that give many calls of a wave a job each; `alone` are the targets of calls without company."""
    for name, count in differing_headers(alone):
        log.warning(
            "deferred: %d calls go into a job each, because their header %s differs from call to call, and the calls "
            "of a job have the same headers. Leave it out, or give all calls the same value.",
            count, name,
        )  # fmt: skip


def differing_headers(targets: Iterable[Target]) -> Iterator[tuple[str, int]]:
    """Yield each header whose value alone differs between many targets, and the number of its values."""
    alike: defaultdict[tuple[object, ...], list[Target]] = defaultdict(list)
    for target in targets:
        names = tuple(name for name, _ in target.headers)
        alike[(target.provider, target.base_url, target.endpoint, target.credential, names)].append(target)
    for some in alike.values():
        for place, (name, _) in enumerate(some[0].headers):
            values = {target.headers[place][1] for target in some}
            if len(values) >= _MANY:
                yield name, len(values)
