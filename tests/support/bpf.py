"""The kernel's machine for filters of system calls."""

from deferred.lookahead import seccomp

KILL = 0x80000000


def verdict(machine, number, arguments=(), audit=None, own=4242, stops=(5, 9)):
    """Run the filter of a child as the kernel does; gives what is done with the call."""
    return run(seccomp.program(machine, own, stops), machine.audit if audit is None else audit, number, arguments)


def run(lines, audit, number, arguments=()):
    """Run a filter."""
    data = {0: number, 4: audit}
    for place, value in enumerate(arguments):
        data[16 + 8 * place] = value & 0xFFFFFFFF
        data[20 + 8 * place] = (value >> 32) & 0xFFFFFFFF
    at = held = 0
    while True:
        operation, if_true, if_false, operand = lines[at]
        at += 1
        if operation == 0x20:
            held = data.get(operand, 0)
        elif operation == 0x06:
            return operand
        else:
            holds = {0x15: held == operand, 0x35: held >= operand, 0x45: bool(held & operand)}[operation]
            at += if_true if holds else if_false
