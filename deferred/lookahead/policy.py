"""Policy: what a locked child may ask of the kernel, as a table. What is not in the table ends the child.

A child that got an error would take its script's error path, and so would all children alike: calls that are never
made would look certain. So a child that asks for what it may not have is killed, and is never given an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Action(Enum):
    """What the kernel does with a system call."""

    ALLOW = "allow"
    PRETEND = "pretend"  # returns success and does nothing
    ABSENT = "absent"  # as on a kernel that does not have it: the C library then uses another one
    KILL = "kill"


@dataclass(frozen=True, slots=True)
class Is:
    """An argument is one of these values."""

    argument: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """An argument has none of these bits."""

    argument: int
    bits: int


@dataclass(frozen=True, slots=True)
class With:
    """An argument has at least one of these bits."""

    argument: int
    bits: int


@dataclass(frozen=True, slots=True)
class Null:
    """An argument is a null pointer."""

    argument: int


@dataclass(frozen=True, slots=True)
class Own:
    """An argument is the child's own process id."""

    argument: int


@dataclass(frozen=True, slots=True)
class NotStopped:
    """An argument is no file descriptor whose other side was cut off."""

    argument: int


Check = Is | Without | With | Null | Own | NotStopped


@dataclass(frozen=True, slots=True)
class Clause:
    """An action, if all checks hold. The first clause of a system call that holds decides; without one it kills."""

    action: Action
    checks: tuple[Check, ...] = ()


def _allow(*checks: Check) -> tuple[Clause, ...]:
    return (Clause(Action.ALLOW, checks),)


_FREE = _allow()
_PRETEND = (Clause(Action.PRETEND),)
_ABSENT = (Clause(Action.ABSENT),)
_HERE = _allow(NotStopped(0))

_WRITES = 0o3 | 0o100 | 0o1000 | 0o20000000  # O_ACCMODE, O_CREAT, O_TRUNC, and the bit of O_TMPFILE
_THREAD = 0x10000  # CLONE_THREAD
_NEW_SPACES = 0x7E020080  # CLONE_NEW* flags
_LOCKS = (6, 7, 37, 38)  # F_SETLK, F_SETLKW, and those of open file descriptions
_DUPLICATES = (0, 1030)  # F_DUPFD, F_DUPFD_CLOEXEC
_OF_DESCRIPTORS = (1, 2, 3, 4, 5, 36, 1032, 1033, 1034)  # F_GETFD .. F_GETLK, F_OFD_GETLK, pipe size, seals
_SIZES = (0x5401, 0x5413, 0x802C542A)  # TCGETS, TIOCGWINSZ, TCGETS2: is this a terminal, and of what size
_MODES = (0x5421, 0x5450, 0x5451)  # FIONBIO, FIONCLEX, FIOCLEX
_READABLE = (0x541B,)  # FIONREAD
_NAMES = (15, 16, 3, 23, 39, 0x53564D41)  # prctl: names of threads and memory, and questions
_REMOVE = 9  # MADV_REMOVE
_LAST_ADVICE = 25  # MADV_COLLAPSE; what is above can break pages of memory, or comes with later kernels
_UNIX, _STREAM, _FLAGS_OF_SOCKETS = 1, 1, 0x80800  # AF_UNIX, SOCK_STREAM, SOCK_CLOEXEC and SOCK_NONBLOCK
_NULL_SIGNAL = 0

RULES: Mapping[str, tuple[Clause, ...]] = {
    # Reading and writing what is open. Every file that was open for writing is a copy by then.
    **dict.fromkeys(
        ("read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "preadv2", "pwritev2"), _HERE
    ),
    "sendfile": _allow(NotStopped(0), NotStopped(1)),
    **dict.fromkeys(("lseek", "close", "close_range", "ftruncate", "fallocate", "fadvise64", "readahead"), _FREE),
    **dict.fromkeys(("dup", "dup2", "dup3"), _HERE),
    "fcntl": (
        Clause(Action.PRETEND, (Is(1, _LOCKS),)),
        Clause(Action.ALLOW, (Is(1, _DUPLICATES), NotStopped(0))),
        Clause(Action.ALLOW, (Is(1, _OF_DESCRIPTORS),)),
    ),
    "ioctl": (
        Clause(Action.ALLOW, (Is(1, (*_SIZES, *_MODES)),)),
        Clause(Action.ALLOW, (Is(1, _READABLE), NotStopped(0))),
    ),
    # A lock on a file that is open for reading would hold up other processes; a new mode would be that of the file.
    **dict.fromkeys(("flock", "fchmod", "fchown", "fsetxattr", "fsync", "fdatasync", "sync_file_range"), _PRETEND),
    # Looking at files.
    "open": _allow(Without(1, _WRITES)),
    "openat": _allow(Without(2, _WRITES)),
    "openat2": _ABSENT,
    **dict.fromkeys(
        ("stat", "lstat", "fstat", "newfstatat", "statx", "statfs", "fstatfs", "access", "faccessat", "faccessat2",
         "readlink", "readlinkat", "getdents", "getdents64", "getcwd", "chdir", "fchdir", "umask", "getxattr",
         "lgetxattr", "fgetxattr", "listxattr", "llistxattr", "flistxattr"), _FREE
    ),
    # Memory. Mappings that were shared with others are private copies by then.
    **dict.fromkeys(
        ("brk", "mmap", "munmap", "mremap", "mprotect", "mincore", "msync", "mlock", "mlock2", "munlock", "membarrier",
         "memfd_create", "get_mempolicy", "set_mempolicy"), _FREE
    ),
    "mbind": _allow(Is(5, (0,))),
    "madvise": _allow(Is(2, tuple(advice for advice in range(_LAST_ADVICE + 1) if advice != _REMOVE))),
    # Pipes, events and sockets within the child: those of event loops.
    **dict.fromkeys(
        ("pipe", "pipe2", "eventfd", "eventfd2", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait",
         "epoll_pwait", "epoll_pwait2", "poll", "ppoll", "select", "pselect6", "timerfd_create", "timerfd_settime",
         "timerfd_gettime"), _FREE
    ),
    "socketpair": _allow(
        Is(0, (_UNIX,)), Is(1, tuple(_STREAM | extra for extra in (0, 0x800, 0x80000, _FLAGS_OF_SOCKETS)))
    ),
    "sendto": _allow(NotStopped(0), Null(4)),
    "recvfrom": _allow(NotStopped(0), Null(4)),
    **dict.fromkeys(("getsockname", "getpeername", "getsockopt"), _HERE),
    # Threads of the child's own.
    "clone": _allow(With(0, _THREAD), Without(0, _NEW_SPACES)),
    "clone3": _ABSENT,
    **dict.fromkeys(
        ("exit", "exit_group", "futex", "futex_waitv", "set_robust_list", "get_robust_list", "set_tid_address", "rseq",
         "sched_yield", "restart_syscall", "arch_prctl"), _FREE
    ),
    "sched_setaffinity": _allow(Is(0, (0,))),
    # Signals to itself.
    **dict.fromkeys(
        ("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigsuspend", "rt_sigtimedwait",
         "sigaltstack", "pause", "alarm", "setitimer", "getitimer"), _FREE
    ),
    "tgkill": _allow(Own(0)),
    "kill": _allow(Is(1, (_NULL_SIGNAL,))),  # asks whether a process is there
    # Time, names and numbers.
    **dict.fromkeys(
        ("clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times", "getrusage",
         "sysinfo", "uname", "getcpu", "getrandom", "getrlimit", "getpid", "gettid", "getppid", "getuid", "geteuid",
         "getgid", "getegid", "getresuid", "getresgid", "getgroups", "getpgrp", "getpgid", "getsid", "getpriority",
         "capget", "ioprio_get", "sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_getattr",
         "sched_get_priority_max", "sched_get_priority_min", "sched_rr_get_interval"), _FREE
    ),
    "prctl": _allow(Is(0, _NAMES)),
    "prlimit64": (Clause(Action.ALLOW, (Is(0, (0,)), Null(2))), Clause(Action.ALLOW, (Own(0), Null(2)))),
    "io_uring_setup": _ABSENT,  # libraries that ask for it can do without
}  # fmt: skip
