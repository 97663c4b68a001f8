"""Random system calls with random arguments in locked children; the world is compared after each few."""

import ctypes
import json
import os
import random
import sys
import time

from deferred.lookahead import seccomp
from deferred.lookahead.kernel import libc
from deferred.lookahead.policy import RULES
from deferred.lookahead.syscalls import MACHINES
from tests.support import bpf, effects

_EACH = 400  # calls that a child makes, if it lives
_BETWEEN = 20  # children between two looks at the world


def run(folder, seconds, seed):
    """Fuzz for some time; gives the number of children and of calls, and what changed, with the seed that did it."""
    os.chdir(folder)
    world = effects.World()
    end, children, before, changes = time.monotonic() + seconds, 0, world.seen(), {}
    ends = {}
    while time.monotonic() < end and not changes:
        first = children
        for _ in range(_BETWEEN):
            code = effects.in_a_locked_child(lambda number=children: _calls(world, seed * 1_000_003 + number), 1)
            ends[code] = ends.get(code, 0) + 1
            children += 1
        now = world.seen()
        changes = {
            name: repr((before.get(name), now.get(name)))
            for name in {*before, *now}
            if before.get(name) != now.get(name)
        }
        if changes:
            changes["children"] = f"{first} to {children} of seed {seed}"
    world.shared.unlink()
    return {"children": children, "ends": ends, "changes": changes}


def _calls(world, seed):
    dice = random.Random(seed)
    numbers = list(MACHINES["x86_64"].numbers.values())
    names = {number: name for name, number in MACHINES["x86_64"].numbers.items()}
    blocking = {"pause", "rt_sigsuspend", "rt_sigtimedwait", "exit", "exit_group", "alarm", "setitimer", "rt_sigprocmask",
                "rt_sigaction", "restart_syscall", "rt_sigreturn"}  # fmt: skip
    harmless = [number for number in numbers if names[number] not in blocking and names[number] in RULES]
    buffer = ctypes.create_string_buffer(bytes(dice.randrange(256) for _ in range(4096)), 4096)
    texts = [ctypes.create_string_buffer(text) for text in (
        b"victim", b"new", b"folder", b"fifo", b"lock", b"socket", b"mapped", b"folder/0", b".", b"x.db", b"lines",
        f"/proc/{world.parent}/mem".encode(), f"/proc/{world.parent}/fd/{world.pipe_in}".encode(), b"/proc/self/fd/1",
    )]  # fmt: skip
    pointers = [ctypes.addressof(one) for one in (buffer, *texts)]
    maps = [int(line.split("-")[0], 16) for line in open("/proc/self/maps") if "/mapped" in line or "/dev/shm" in line]
    plain = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 64, 0o100, 0o1000, 0o2000, 0o101, 0o102, 4096, 0x5401, 0x541B, 0x40086602,
             1024, 1030, 1033, 0x7FFFFFFF, 2**32 - 1, 2**64 - 1, 2**64 - 100]  # fmt: skip
    lines = seccomp.program(MACHINES["x86_64"], os.getpid(), ())
    made = 0
    while made < _EACH:
        number = dice.choice(harmless) if dice.random() < 0.97 else dice.randrange(470)
        words = []
        for _ in range(6):
            kind = dice.random()
            value = (
                dice.randrange(60) if kind < 0.35 else dice.choice(pointers) if kind < 0.6 else dice.choice(plain)
                if kind < 0.85 else dice.choice([world.parent, os.getpid(), 0]) if kind < 0.93
                else dice.choice(maps) if maps else dice.getrandbits(64)
            )  # fmt: skip
            words.append(value)
        # Calls that end the child are tried too, but not so often that it makes no others.
        if bpf.run(lines, MACHINES["x86_64"].audit, number, words) == bpf.KILL and dice.random() < 0.995:
            continue
        made += 1
        libc.syscall(ctypes.c_long(number), *(ctypes.c_void_p(word) for word in words))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))) + "\n")
