"""seccomp: the policy as a BPF program, which the kernel runs on each system call of a child."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterator

from deferred.lookahead.policy import RULES, Action, Check, Clause, Is, NotStopped, Null, Own, With, Without
from deferred.lookahead.syscalls import Machine

Line = tuple[int, int, int, int]  # operation, jump if true, jump if false, operand
_LOAD, _EQUAL, _NOT_LESS, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
_RESULTS = {
    Action.ALLOW: 0x7FFF0000,
    Action.PRETEND: 0x00050000,
    Action.ABSENT: 0x00050000 | errno.ENOSYS,
    Action.KILL: 0x80000000,  # the whole process
}
MOST_STOPS = 100  # a jump reaches 255 lines


def program(machine: Machine, own: int, stops: Collection[int]) -> list[Line]:
    """Write the filter of a child: its process id is `own`; `stops` are file descriptors that must not be used.

    Raises:
        OverflowError: there are too many of them.
    """
    if len(stops) > MOST_STOPS:
        message = f"more than {MOST_STOPS} sockets, pipes and terminals are open"
        raise OverflowError(message)
    lines = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, machine.audit), _give(Action.KILL), (_LOAD, 0, 0, _NUMBER)]
    if machine.foreign is not None:
        lines += [(_NOT_LESS, 0, 1, machine.foreign), _give(Action.KILL)]
    for name, number in machine.numbers.items():
        body = [line for clause in RULES[name] for line in _clause(clause, own, stops)] + [_give(Action.KILL)]
        lines += [(_EQUAL, 0, len(body), number), *body]
    return [*lines, _give(Action.KILL)]


def _give(action: Action) -> Line:
    return (_RETURN, 0, 0, _RESULTS[action])


def _clause(clause: Clause, own: int, stops: Collection[int]) -> Iterator[Line]:
    """Write a clause; where a check fails, the lines after the clause go on."""
    end: list[Line] = [_give(clause.action)]
    for check in reversed(clause.checks):
        end = [*_check(check, own, stops, len(end)), *end]
    yield from end


def _check(check: Check, own: int, stops: Collection[int], rest: int) -> list[Line]:
    """Write a check; if it does not hold, it jumps over the `rest` of the clause."""
    low = 16 + 8 * check.argument
    load: Line = (_LOAD, 0, 0, low)
    match check:
        case Is():
            values = list(check.values)
            tests = [(_EQUAL, len(values) - 1 - place, 0, value) for place, value in enumerate(values[:-1])]
            return [load, *tests, (_EQUAL, 0, rest, values[-1])]
        case Own():
            return [load, (_EQUAL, 0, rest, own)]
        case Without():
            return [load, (_ANY_BIT, rest, 0, check.bits)]
        case With():
            return [load, (_ANY_BIT, 0, rest, check.bits)]
        case Null():
            return [load, (_EQUAL, 0, rest + 2, 0), (_LOAD, 0, 0, low + 4), (_EQUAL, 0, rest, 0)]
        case NotStopped():
            numbers = sorted(stops)
            return [load, *((_EQUAL, len(numbers) - 1 - place + rest, 0, fd) for place, fd in enumerate(numbers))]
