"""The filter of a child's system calls: what it allows, pretends, and ends, on each machine."""

import errno
import os
import platform
import re
import signal
from pathlib import Path

import pytest

from deferred.lookahead import kernel, lockdown, seccomp
from deferred.lookahead.policy import RULES, Action, Clause
from deferred.lookahead.syscalls import MACHINES
from tests.support import bpf
from tests.support.bpf import verdict

ALLOW, PRETEND, ABSENT, KILL = 0x7FFF0000, 0x00050000, 0x00050000 | errno.ENOSYS, 0x80000000
OWN = 4242
HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), r"#define __NR_(\w+) (\d+)"),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"), r"#define __NR(?:3264)?_(\w+) (\d+)"),
}
# What must never be allowed: it reaches files, other processes, the network or the system.
ENDS = (
    "socket connect bind listen accept accept4 sendmsg sendmmsg recvmsg recvmmsg shutdown setsockopt fork vfork execve "
    "execveat unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink symlinkat mknod mknodat "
    "chmod fchmodat chown fchownat lchown truncate utime utimes utimensat futimesat setxattr lsetxattr removexattr "
    "creat mount umount2 ptrace process_vm_readv process_vm_writev tkill rt_sigqueueinfo rt_tgsigqueueinfo "
    "pidfd_send_signal pidfd_getfd pidfd_open wait4 waitid shmget shmat shmctl semget semop semctl msgget msgsnd msgrcv "
    "mq_open mq_unlink bpf perf_event_open keyctl add_key request_key setns unshare chroot pivot_root reboot "
    "sethostname setdomainname settimeofday clock_settime adjtimex clock_adjtime init_module finit_module "
    "delete_module kexec_load swapon swapoff acct setpriority ioprio_set sched_setscheduler sched_setparam "
    "sched_setattr setrlimit setuid setgid setresuid setgroups setsid setpgid capset personality splice tee vmsplice "
    "io_setup io_submit io_uring_enter userfaultfd move_pages migrate_pages process_madvise open_by_handle_at "
    "copy_file_range name_to_handle_at fanotify_init inotify_add_watch quotactl syslog iopl ioperm modify_ldt landlock_restrict_self "
    "seccomp remap_file_pages fsopen fsmount move_mount open_tree mount_setattr signalfd4 timer_create"
).split()
O_PATH = 0o10000000
CASES = [
    # Opening: reading alone.
    ("openat", (-100, 0, os.O_RDONLY | os.O_CLOEXEC), ALLOW),
    ("openat", (-100, 0, O_PATH), ALLOW),
    *[
        ("openat", (-100, 0, flags), KILL)
        for flags in (os.O_WRONLY, os.O_RDWR, 3, os.O_CREAT, os.O_TRUNC, os.O_TMPFILE)
    ],
    ("openat2", (-100, 0, 0, 24), ABSENT),
    # What was cut off must not be used.
    *[(name, (5, 0, 1), KILL) for name in ("read", "write", "readv", "writev", "pread64", "pwrite64", "dup", "dup3")],
    *[(name, (4, 0, 1), ALLOW) for name in ("read", "write", "readv", "writev", "pread64", "pwrite64", "dup", "dup3")],
    ("sendfile", (4, 9, 0, 1), KILL),
    ("sendfile", (9, 4, 0, 1), KILL),
    ("sendfile", (4, 6, 0, 1), ALLOW),
    # Locks, modes and syncs of files are pretended.
    *[("fcntl", (4, command), PRETEND) for command in (6, 7, 37, 38)],
    *[("fcntl", (4, command), ALLOW) for command in (0, 1, 2, 3, 4, 5, 1030, 1034)],
    *[("fcntl", (4, command), KILL) for command in (8, 10, 1024, 1026, 1036, 99)],
    ("fcntl", (9, 0), KILL),
    *[(name, (4,), PRETEND) for name in ("flock", "fchmod", "fchown", "fsync", "fdatasync", "fsetxattr")],
    # Control of devices: only questions.
    *[("ioctl", (4, number), ALLOW) for number in (0x5401, 0x5413, 0x541B, 0x5451)],
    *[("ioctl", (4, number), KILL) for number in (0x5412, 0x40086602, 0xC0045877, 0x1268, 0x5402)],
    ("ioctl", (5, 0x541B), KILL),
    # Memory.
    ("madvise", (0, 1, 4), ALLOW),
    ("madvise", (0, 1, 9), KILL),
    ("madvise", (0, 1, 100), KILL),
    ("mbind", (0, 1, 2, 0, 0, 0), ALLOW),
    ("mbind", (0, 1, 2, 0, 0, 4), KILL),
    # Sockets: pairs of streams, which reach nobody else.
    ("socketpair", (1, 1 | 0x80000, 0, 0), ALLOW),
    ("socketpair", (1, 2, 0, 0), KILL),
    ("socketpair", (2, 1, 0, 0), KILL),
    ("sendto", (4, 0, 1, 0, 0), ALLOW),
    ("sendto", (4, 0, 1, 0, 0x7FFF00000000), KILL),
    ("sendto", (4, 0, 1, 0, 16), KILL),
    ("sendto", (5, 0, 1, 0, 0), KILL),
    ("recvfrom", (5, 0, 1, 0, 0), KILL),
    # Processes: threads of its own, and nobody else.
    ("clone", (0x3D0F00,), ALLOW),
    ("clone", (17,), KILL),
    ("clone", (0x3D0F00 | 0x10000000,), KILL),
    ("clone3", (0, 88), ABSENT),
    ("kill", (1, 0), ALLOW),
    ("kill", (1, 9), KILL),
    ("tgkill", (OWN, OWN, 6), ALLOW),
    ("tgkill", (1, 1, 6), KILL),
    ("prlimit64", (0, 7, 0, 0x7FFF00000000), ALLOW),
    ("prlimit64", (OWN, 7, 0, 0x7FFF00000000), ALLOW),
    ("prlimit64", (0, 7, 0x7FFF00000000, 0), KILL),
    ("prlimit64", (1, 7, 0, 0x7FFF00000000), KILL),
    ("sched_setaffinity", (0, 8, 0), ALLOW),
    ("sched_setaffinity", (1, 8, 0), KILL),
    ("prctl", (15,), ALLOW),
    ("prctl", (1, 0), KILL),
    ("prctl", (22, 2, 0), KILL),
    ("io_uring_setup", (4, 0), ABSENT),
]


def numbers_in(name):
    """The numbers of the kernel's own header."""
    path, line = HEADERS[name]
    if not path.exists():
        pytest.skip("the kernel's headers are not installed")
    found = {word: int(number) for word, number in re.findall(line, path.read_text())}
    return {"newfstatat": found.get("fstatat"), **found} if name == "aarch64" else found


@pytest.mark.parametrize("name", MACHINES)
def test_the_numbers_are_those_of_the_kernels_headers(name):
    known = numbers_in(name)
    assert dict(MACHINES[name].numbers) == {word: known[word] for word in RULES if known.get(word) is not None}


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize(("call", "arguments", "wanted"), CASES)
def test_each_call_is_allowed_pretended_or_ended(name, call, arguments, wanted):
    machine = MACHINES[name]
    if call not in machine.numbers:
        pytest.skip("this machine has no such call")
    assert verdict(machine, machine.numbers[call], arguments) == wanted


@pytest.mark.parametrize("name", MACHINES)
def test_what_reaches_the_world_is_in_no_table(name):
    known = numbers_in(name)
    machine = MACHINES[name]
    assert {call: verdict(machine, known[call]) for call in ENDS if known.get(call) is not None and call in known} == {
        call: KILL for call in ENDS if known.get(call) is not None
    }


@pytest.mark.parametrize("name", MACHINES)
def test_a_call_that_a_later_kernel_brings_is_ended(name):
    assert {verdict(MACHINES[name], number) for number in range(451, 600)} == {KILL}


@pytest.mark.parametrize("name", MACHINES)
def test_of_all_numbers_only_those_of_the_table_are_not_ended(name):
    machine = MACHINES[name]
    names = {number: call for call, number in machine.numbers.items()}
    whole = {
        call: rules[0].action for call, rules in RULES.items() if rules in {(Clause(action),) for action in Action}
    }
    results = {Action.ALLOW: ALLOW, Action.PRETEND: PRETEND, Action.ABSENT: ABSENT}
    lines = seccomp.program(machine, OWN, (5, 9))
    found = {number: bpf.run(lines, machine.audit, number, (0xFFFF_FFFF_FFFF_FFFF,) * 6) for number in range(1024)}
    assert {number for number, result in found.items() if result != KILL} <= set(names)
    decided = {number: results[whole[call]] for number, call in names.items() if call in whole}
    assert {number: found[number] for number in decided} == decided
    assert len(decided) > 100


@pytest.mark.parametrize("name", MACHINES)
def test_numbers_of_a_machine_are_those_of_one_call_each(name):
    numbers = list(MACHINES[name].numbers.values())
    assert len(numbers) == len(set(numbers))


def test_another_convention_of_the_same_machine_is_ended():
    x86 = MACHINES["x86_64"]
    assert verdict(x86, 1 | 0x40000000, (4, 0, 1)) == KILL
    assert verdict(x86, 1, (4, 0, 1), audit=0x40000003) == KILL


@pytest.mark.parametrize("name", MACHINES)
def test_calls_of_another_machine_are_ended(name):
    machine = MACHINES[name]
    others = {0x40000003, 0x40000028, 0, *(one.audit for one in MACHINES.values())} - {machine.audit}  # also 32 bits
    lines = seccomp.program(machine, OWN, (5, 9))
    assert {bpf.run(lines, audit, number, (4,)) for number in range(460) for audit in others} == {KILL}


@pytest.mark.skipif(bool(lockdown.why_not()), reason="no isolation here")
@pytest.mark.parametrize("name", MACHINES)
def test_the_kernel_takes_the_filter_and_holds_to_the_machine(name):
    pid = os.fork()
    if pid == 0:
        kernel.forbid_new_privileges()
        kernel.install_filter(seccomp.program(MACHINES[name], os.getpid(), range(3, 103)))
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert ended == (0 if name == platform.machine() else -signal.SIGSYS)


def test_too_many_cut_files_are_refused():
    machine = MACHINES["x86_64"]
    assert len(seccomp.program(machine, OWN, range(100, 200))) < 4096
    with pytest.raises(OverflowError, match="more than 100"):
        seccomp.program(machine, OWN, range(101))
