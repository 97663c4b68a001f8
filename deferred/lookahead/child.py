"""Child: turn a forked process into one that cannot touch the world, and let it run on with phantoms."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deferred.core.profile import profiles
from deferred.lookahead import (
    audit,
    clock,
    databases,
    event_loop,
    files,
    ghosts,
    kernel,
    lockdown,
    memory,
    open_files,
    overlay,
    process,
)
from deferred.lookahead.backend import ChildBackend
from deferred.lookahead.certainty import Certainties, load_untraced
from deferred.lookahead.posix import fcntl
from deferred.lookahead.replacing import replace_everywhere
from deferred.lookahead.variants import Phantoms, Variant

FAILED = 70  # the exit code of a child that could not be isolated


@dataclass(frozen=True, slots=True)
class Birth:
    """What a child is made of.

    Attributes:
        variant: how its phantoms lean.
        phantoms: its phantoms.
        certainties: what judges its calls.
        parent: the id of the user's process; `grandparent` is that of its own parent.
        pipes: to the parent, and from it.
        dice: the state of the module `random`, which a fork changes.
        mask: the signals that the user's process does not take; a child takes none before it is isolated.
        ledger: the folder of the ledger.
        divert: lets the session of this process use another backend.
        loop: the running event loop, if there is one.
    """

    variant: Variant
    phantoms: Phantoms
    certainties: Certainties
    parent: int
    grandparent: int
    pipes: tuple[int, int]
    dice: Any
    mask: set[int]
    ledger: str
    divert: Callable[[ChildBackend], None]
    loop: Any = None


def become(birth: Birth) -> None:
    """Isolate this process for good. Where a step fails, it ends, and the parent hears why."""
    try:
        _become(birth)
    except BaseException as error:  # noqa: BLE001 - it must never run on as if it were the user's process
        with contextlib.suppress(BaseException):
            process.connect(*birth.pipes)
            process.tell("failed", f"{type(error).__name__}: {error}")
        os._exit(FAILED)


def _become(birth: Birth) -> None:
    gc.disable()  # no finalizers of what is the parent's
    kernel.set_death_signal(signal.SIGKILL)
    if os.getppid() != birth.parent:
        os._exit(0)
    _reset_signals(birth.mask)
    _be_first_when_memory_is_short()
    random.setstate(birth.dice)
    highest = open_files.high_number()
    process.connect(*(fcntl.fcntl(pipe, fcntl.F_DUPFD_CLOEXEC, highest + 1) for pipe in birth.pipes))
    cut = open_files.cut(process.pipes(), birth.ledger)
    memory.make_private()
    inner = frozenset(name for profile in profiles() for name in profile.phantoms.inner)
    haunting = ghosts.Haunting(birth.phantoms.mark, inner)
    birth.divert(ChildBackend(birth.phantoms, birth.certainties, haunting))
    own_clock = process.ChildClock(birth.variant.clock)
    if birth.loop is not None:
        event_loop.go_on(birth.loop, own_clock)
    made = {**clock.clock_functions(own_clock), **files.file_functions(overlay.Overlay(cut.copies))}
    replace_everywhere({**made, os.getppid: lambda: birth.grandparent})
    clock.shift_timestamps(own_clock)
    ghosts.haunt_json(haunting)
    atexit.register(process.leave, process.END_OF_SCRIPT)
    lockdown.limit_resources()
    lockdown.lock_down(cut.stops)
    audit.watch()
    databases.keep_journals_in_memory(cut.copies.values())  # may run the user's functions
    load_untraced()
    birth.certainties.begin(birth.loop)


def _reset_signals(mask: set[int]) -> None:
    for number in signal.valid_signals():
        if number not in {signal.SIGKILL, signal.SIGSTOP} and callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _be_first_when_memory_is_short() -> None:
    """Have the kernel end the child, not the user's process."""
    with contextlib.suppress(OSError):
        kernel.write_file("/proc/self/oom_score_adj", b"1000")
