"""What a process can do to the world: each act by a raw call, tried in a locked child, with the world compared after it.

No function of Python is replaced here and no audit hook watches: the kernel alone must hold.
"""

import contextlib
import ctypes
import encodings.idna
import fcntl
import gc
import json
import mmap
import os
import platform
import resource
import select
import signal
import socket
import sqlite3
import struct
import sys
import threading
from multiprocessing import resource_tracker, shared_memory

from deferred.lookahead import databases, lockdown, memory, open_files
from deferred.lookahead.kernel import libc
from deferred.lookahead.syscalls import MACHINES

NUMBERS = {**MACHINES["x86_64"].numbers,
    "creat": 85, "unlink": 87, "unlinkat": 263, "rename": 82, "renameat2": 316, "mkdir": 83, "rmdir": 84, "link": 86,
    "symlink": 88, "chmod": 90, "truncate": 76, "utimensat": 280, "setxattr": 188, "shutdown": 48, "connect": 42,
    "socket": 41, "sigqueue": 129, "fork": 57, "vfork": 58, "ptrace": 101, "vm_writev": 311, "shmget": 29,
    "mq_open": 240, "sethostname": 170, "clock_settime": 227, "mount": 165, "setpriority": 141, "tkill": 200,
    "sendmsg": 46, "splice": 275, "inotify_add_watch": 254, "inotify_init": 253, "setsid": 112, "bpf": 321,
    "sync": 162, "mknod": 133, "fanotify_init": 300, "pidfd_open": 434, "wait4": 61
}  # fmt: skip


_ = encodings.idna  # another user may not be able to load it later


def call(name, *arguments):
    """Make a raw system call."""
    words = [ctypes.c_void_p(one) if isinstance(one, int) else one for one in arguments]
    return libc.syscall(NUMBERS[name], *words)


def text(value):
    """A C string."""
    return ctypes.c_char_p(value)


class World:
    """Files, sockets, memory, locks and databases of a process, and what can be seen of them."""

    def __init__(self):
        resource_tracker.register = resource_tracker.unregister = lambda *_: None
        for name, content in (("victim", "original"), ("lines", "".join(f"line {n}\n" for n in range(2000)))):
            with open(name, "w") as file:
                file.write(content)
        os.mkdir("folder")
        for number in range(3):
            with open(f"folder/{number}", "w") as file:
                file.write("")
        os.mkfifo("fifo")
        self.parent = os.getpid()
        self.append, self.both = os.open("victim", os.O_WRONLY | os.O_APPEND), os.open("victim", os.O_RDWR)
        self.lines = open("lines")
        self.lines.readline()
        self.folder = os.open("folder", os.O_RDONLY | os.O_DIRECTORY)
        self.pipe_out, self.pipe_in = os.pipe()
        os.write(self.pipe_in, b"precious")
        os.set_blocking(self.pipe_out, False)
        self._sockets()
        self.shared = shared_memory.SharedMemory(create=True, size=4096)
        self.shared.buf[0] = 1
        self.mapped_file = open("mapped", "w+b")
        self.mapped_file.write(b"\0" * 4096)
        self.mapped_file.flush()
        self.mapped = mmap.mmap(self.mapped_file.fileno(), 4096)
        self.read_map = mmap.mmap(self.mapped_file.fileno(), 4096, prot=mmap.PROT_READ)
        self.database = sqlite3.connect("x.db")
        self.database.execute("pragma journal_mode=wal")
        self.database.execute("create table a(x)")
        self.database.execute("insert into a values(1)")
        self.database.commit()
        self.lock = open("lock", "w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.signals = []
        signal.signal(signal.SIGUSR1, lambda *_: self.signals.append(1))
        self.address = struct.pack("<HH4s8x", 2, socket.htons(self.server.getsockname()[1]), b"\x7f\0\0\1")

    def _sockets(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.client = socket.create_connection(self.server.getsockname())
        self.accepted, _ = self.server.accept()
        self.accepted.setblocking(False)
        self.accepted.send(b"answer")
        self.udp_server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp_server.bind(("127.0.0.1", 0))
        self.udp_server.setblocking(False)
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.connect(self.udp_server.getsockname())
        self.unix_server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.unix_server.bind("socket")
        self.unix_server.setblocking(False)
        self.unix = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.unix.connect("socket")

    def seen(self):
        """Everything that an act could have changed."""
        found = {}
        for name in sorted(os.listdir(".")):
            if name in {"x.db-shm", "x.db-wal"}:
                continue
            about = os.lstat(name)
            found[name] = [about.st_mode, about.st_size, about.st_nlink]
            if name in {"victim", "mapped"}:
                with open(name, "rb") as file:
                    found[name] += [about.st_mtime_ns, file.read(), os.listxattr(name)]
        found["position"] = os.lseek(self.lines.fileno(), 0, os.SEEK_CUR)
        found["position in the folder"] = os.lseek(self.folder, 0, os.SEEK_CUR)
        found["memory"] = [self.shared.buf[0], self.mapped[0], self.read_map[0]]
        found["signals"] = len(self.signals)
        other = sqlite3.connect("x.db")
        found["rows"] = [one.execute("select count(*) from a").fetchone() for one in (other, self.database)]
        other.close()
        found["limits"] = [resource.getrlimit(resource.RLIMIT_NOFILE), sorted(os.sched_getaffinity(0))]
        found["process"] = [os.getpriority(os.PRIO_PROCESS, 0), os.getsid(0), platform.node()]
        found["flags"] = [fcntl.fcntl(one, fcntl.F_GETFL) for one in (self.append, self.pipe_out, self.pipe_in)]
        found["sockets"] = [_peek(one) for one in (self.accepted, self.udp_server, self.unix_server, self.client)]
        found["pipe"] = fcntl.ioctl(self.pipe_out, 0x541B, b"\0\0\0\0")
        found["locks"] = [_is_locked("lock"), _is_locked("victim"), _is_locked("lines")]
        self.server.settimeout(0.0)
        try:
            self.server.accept()
            found["connected"] = True
        except BlockingIOError:
            found["connected"] = False
        return found


def _peek(one):
    try:
        return one.recv(99, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except OSError as error:
        return type(error).__name__


def _is_locked(name):
    with open(name) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


def acts(world):
    """Every act, by name; those that end in "ok" do no harm and must work."""
    w, parent, flags = world, world.parent, os.O_CREAT | os.O_WRONLY
    return {
        "openat new": lambda: call("openat", -100, text(b"new"), flags, 0o644),
        "openat tmpfile": lambda: call("openat", -100, text(b"."), os.O_TMPFILE | os.O_RDWR, 0o644),
        "creat": lambda: call("creat", text(b"new2"), 0o644),
        "openat2 new": lambda: call("openat2", -100, text(b"new3"), text(struct.pack("<QQQ", flags, 0o644, 0)), 24),
        "open truncate": lambda: call("open", text(b"victim"), os.O_WRONLY | os.O_TRUNC, 0),
        "open read and truncate": lambda: call("open", text(b"victim"), os.O_RDONLY | os.O_TRUNC, 0),
        "unlink": lambda: call("unlink", text(b"victim")),
        "unlinkat": lambda: call("unlinkat", -100, text(b"victim"), 0),
        "rename": lambda: call("rename", text(b"victim"), text(b"moved")),
        "renameat2": lambda: call("renameat2", -100, text(b"victim"), -100, text(b"moved"), 0),
        "mkdir": lambda: call("mkdir", text(b"folder2"), 0o755),
        "rmdir": lambda: call("rmdir", text(b"folder")),
        "link": lambda: call("link", text(b"victim"), text(b"linked")),
        "symlink": lambda: call("symlink", text(b"victim"), text(b"linked2")),
        "mknod": lambda: call("mknod", text(b"node"), 0o10644, 0),
        "chmod": lambda: call("chmod", text(b"victim"), 0),
        "truncate": lambda: call("truncate", text(b"victim"), 0),
        "utimensat": lambda: call("utimensat", -100, text(b"victim"), 0, 0),
        "utimensat of a file": lambda: call("utimensat", os.open("victim", os.O_RDONLY), 0, 0, 0),
        "setxattr": lambda: call("setxattr", text(b"victim"), text(b"user.a"), text(b"1"), 1, 0),
        "fsetxattr of a file": lambda: call(
            "fsetxattr", os.open("victim", os.O_RDONLY), text(b"user.a"), text(b"1"), 1, 0
        ),
        "fchmod of a file": lambda: call("fchmod", os.open("victim", os.O_RDONLY), 0),
        "fchown of a file": lambda: call("fchown", os.open("victim", os.O_RDONLY), 1, 1),
        "write appending": lambda: os.write(w.append, b"LEAK"),
        "pwrite": lambda: os.pwrite(w.both, b"LEAK", 0),
        "ftruncate": lambda: os.ftruncate(w.both, 0),
        "fallocate": lambda: os.posix_fallocate(w.both, 0, 9999),
        "fchmod": lambda: call("fchmod", w.both, 0),
        "copy_file_range": lambda: os.copy_file_range(w.lines.fileno(), w.both, 4, 0, 0),
        "sendfile": lambda: os.sendfile(w.both, w.lines.fileno(), 0, 4),
        "chattr": lambda: fcntl.ioctl(os.open("victim", os.O_RDONLY), 0x40086602, b"\x10\0\0\0\0\0\0\0"),
        "read a shared position": lambda: (os.read(w.lines.fileno(), 500), os.lseek(w.lines.fileno(), 0, 0)),
        "read a shared folder": lambda: call("getdents64", w.folder, ctypes.create_string_buffer(999), 999),
        "pipe write": lambda: os.write(w.pipe_in, b"LEAK"),
        "pipe read": lambda: os.read(w.pipe_out, 4),
        "pipe read of a duplicate": lambda: os.read(os.dup(w.pipe_out), 4),
        "pipe flags": lambda: fcntl.fcntl(w.pipe_out, fcntl.F_SETFL, 0),
        "file flags": lambda: fcntl.fcntl(w.append, fcntl.F_SETFL, 0),
        "pipe by /proc": lambda: os.read(
            os.open(f"/proc/{parent}/fd/{w.pipe_out}", os.O_RDONLY | os.O_NONBLOCK), 4
        ),
        "memory by /proc": lambda: os.open(f"/proc/{parent}/mem", os.O_RDWR),
        "tcp write": lambda: os.write(w.client.fileno(), b"LEAK"),
        "tcp send": lambda: call("sendto", w.client.fileno(), text(b"LEAK"), 4, 0, 0, 0),
        "tcp receive": lambda: w.client.recv(3),
        "tcp shutdown": lambda: call("shutdown", w.client.fileno(), 2),
        "udp send": lambda: w.udp.send(b"LEAK"),
        "udp sendmsg": lambda: w.udp.sendmsg([b"LEAK"]),
        "unix send": lambda: w.unix.send(b"LEAK"),
        "unix send from a pair": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"LEAK", "socket"),
        "socket and connect": lambda: call("connect", call("socket", 2, 1, 0), text(w.address), 16),
        "splice": lambda: call("splice", w.pipe_out, 0, w.both, 0, 4, 0),
        "shared memory": lambda: w.shared.buf.__setitem__(0, 99),
        "mapped memory": lambda: (w.mapped.__setitem__(0, 99), w.mapped.flush()),
        "mapped memory made writable": lambda: _write_read_only(w.read_map),
        "memory advice": lambda: w.mapped.madvise(9),
        "shmget": lambda: call("shmget", 1234, 4096, 0o1600),
        "mq_open": lambda: call("mq_open", text(b"q"), os.O_CREAT | os.O_RDWR, 0o600, 0),
        "sqlite write": lambda: (w.database.execute("insert into a values(2)"), w.database.commit()),
        "sqlite connect": lambda: sqlite3.connect("x.db").execute("insert into a values(3)"),
        "kill": lambda: call("kill", parent, 10),
        "kill all": lambda: call("kill", 0, 10),
        "tgkill": lambda: call("tgkill", parent, parent, 10),
        "tkill": lambda: call("tkill", parent, 10),
        "sigqueue": lambda: call("sigqueue", parent, 10, text(struct.pack("<iii", 10, 0, -1) + b"\0" * 120)),
        "fork": lambda: call("fork"),
        "vfork": lambda: call("vfork"),
        "clone": lambda: call("clone", 17, 0, 0, 0, 0),
        "execve": lambda: os.execv("/bin/touch", ["touch", "executed"]),
        "ptrace": lambda: call("ptrace", 16, parent, 0, 0),
        "process_vm_writev": lambda: call("vm_writev", parent, 0, 0, 0, 0, 0),
        "limits of the parent": lambda: call("prlimit64", parent, 7, text(struct.pack("<QQ", 10, 10)), 0),
        "affinity of the parent": lambda: os.sched_setaffinity(parent, {0}),
        "priority of the parent": lambda: call("setpriority", 0, parent, 19),
        "unlock": lambda: fcntl.flock(w.lock, fcntl.LOCK_UN),
        "lock": lambda: fcntl.flock(os.open("victim", os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB),
        "lease": lambda: fcntl.fcntl(os.open("victim", os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK),
        "io_uring": lambda: call("io_uring_setup", 4, text(b"\0" * 200)),
        "bpf": lambda: call("bpf", 0, 0, 0),
        "inotify": lambda: call("inotify_add_watch", 0, text(b"victim"), 2),
        "setsid": lambda: call("setsid"),
        "wait": lambda: call("wait4", -1, 0, 1, 0),
        "sethostname": lambda: call("sethostname", text(b"x"), 1),
        "clock_settime": lambda: call("clock_settime", 0, text(struct.pack("<qq", 1, 1))),
        "mount": lambda: call("mount", text(b"n"), text(b"folder"), text(b"tmpfs"), 0, 0),
        "fifo open for writing": lambda: os.open("fifo", os.O_WRONLY | os.O_NONBLOCK),
        "memory file ok": lambda: os.write(os.memfd_create("x"), b"fine"),
        "read a file ok": lambda: open("victim").read() == "original" or sys.exit(9),
        "list a folder ok": lambda: len(os.listdir("folder")) == 3 or sys.exit(9),
        "memory ok": lambda: mmap.mmap(-1, 1 << 20),
        "thread ok": lambda: _thread(),
        "pair of sockets ok": _pair,
        "sqlite ok": lambda: w.database.execute("select * from a").fetchall(),
    }  # fmt: skip


def _thread():
    done = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    thread.join()
    return done[0]


def _pair():
    one, two = socket.socketpair()
    one.send(b"x")
    assert two.recv(1) == b"x"


def _write_read_only(mapped):
    view = ctypes.addressof(ctypes.c_char.from_buffer_copy(mapped))
    for mapping in [line.split() for line in open("/proc/self/maps") if line.rstrip().endswith("/mapped")]:
        start = int(mapping[0].partition("-")[0], 16)
        if libc.mprotect(ctypes.c_void_p(start), ctypes.c_size_t(4096), 3) == 0:
            ctypes.memmove(start, b"LEAK", 4)
    return view


def in_a_locked_child(act, seconds=3):
    """Do something in a process that is isolated as a child of look-ahead is; gives how the process ended.

    It is killed after some time from outside, as look-ahead does: its own alarm is a call that it may take back.
    """
    pid = os.fork()
    if pid == 0:
        code = 70
        with contextlib.suppress(BaseException):
            lock_this_process()
            code = 7
            act()
            code = 0
        os._exit(code)
    watched = os.pidfd_open(pid)
    if not select.select([watched], [], [], seconds)[0]:
        os.kill(pid, signal.SIGKILL)
    os.close(watched)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def lock_this_process():
    """Isolate this process by what the kernel can do."""
    gc.disable()
    signal.signal(signal.SIGUSR1, signal.SIG_DFL)
    cut = open_files.cut((), "/nonexistent")
    memory.make_private()
    databases.keep_journals_in_memory(cut.copies.values())
    lockdown.limit_resources()
    lockdown.lock_down(cut.stops)


def run(folder, user=None):
    """Try every act in a world of its own, as another user if one is given; gives what leaked, and how each ended."""
    os.chdir(folder)
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    world = World()
    before, leaks, ends = world.seen(), {}, {}
    for name, act in acts(world).items():
        ends[name] = in_a_locked_child(act)
        now = world.seen()
        changed = {
            part: (before.get(part), now.get(part)) for part in {*before, *now} if before.get(part) != now.get(part)
        }
        if changed:
            leaks[name] = repr(changed)
        before = now
    world.shared.unlink()
    return leaks, ends


def main(folder, user, is_locked):
    """Try every act, or a few in a process that is not locked; print what leaked, and how each ended."""
    if not is_locked:
        globals()["lock_this_process"] = lambda: None
        few = ("write appending", "read a shared position", "read a shared folder", "mkdir", "pipe read", "kill")
        globals()["acts"] = lambda world, every=acts: {name: every(world)[name] for name in few}
    print(json.dumps(run(folder, user)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) or None, sys.argv[3] == "locked")
