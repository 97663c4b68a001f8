"""Networks of a host's own: namespaces of the kernel, with cables that can be cut so that nobody is told."""

import os
import subprocess
import sys

from tests.support.clusters import free_port

# A script begins with this to be in the network; the threads that it starts are there too.
INTO = """
import ctypes, os
assert ctypes.CDLL(None, use_errno=True).setns(os.open({path!r}, os.O_RDONLY), 0) == 0, ctypes.get_errno()
"""
_FORWARD = """
import asyncio
async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
async def serve(reader, writer):
    there = await asyncio.open_connection("127.0.0.1", {to})
    await asyncio.gather(copy(reader, there[1]), copy(there[0], writer))
async def main():
    server = await asyncio.start_server(serve, {address!r}, {port})
    print("listens", flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


class Forward:
    """A program that passes what comes to an address on to a port of this machine: servers of tests listen on loopback."""

    def __init__(self, address, to):
        self.address, self.port = address, free_port()
        code = _FORWARD.format(to=to, address=address, port=self.port)
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._process.stdout.readline() == b"listens\n"

    def close(self):
        """End it."""
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


class Network:
    """A network namespace, with a cable for each target: a name, and a port of this machine.

    A target is reached by an address of its own, which the machine itself reaches too, whether or not a cable is cut.
    """

    def __init__(self, targets):
        self.name, self._targets = f"deferred{os.getpid()}", targets
        self.path = f"/var/run/netns/{self.name}"
        self._first = 200 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
        self._undo, self.forwards = [], []

    def begin(self):
        """Make it."""
        self._do(["netns", "add", self.name], ["netns", "del", self.name])
        self._do(["-n", self.name, "link", "set", "lo", "up"])
        for n, (cable, port) in enumerate(self._targets.items()):
            near, far = self._ends(cable)
            self._do(["link", "add", near, "type", "veth", "peer", "name", far, "netns", self.name])
            self._do(["addr", "add", f"10.{self._first}.{n}.1/24", "dev", near])
            self._do(["link", "set", near, "up"])
            self._do(["-n", self.name, "addr", "add", f"10.{self._first}.{n}.2/24", "dev", far])
            self._do(["-n", self.name, "link", "set", far, "up"])
            target = f"10.{self._first}.{100 + n}.1"
            self._do(["addr", "add", f"{target}/32", "dev", "lo"], ["addr", "del", f"{target}/32", "dev", "lo"])
            self._do(["-n", self.name, "route", "add", f"{target}/32", "via", f"10.{self._first}.{n}.1"])
            self.forwards.append(Forward(target, port))

    def cut(self, cable):
        """Let nothing pass any more."""
        self._do(["link", "set", self._ends(cable)[0], "down"])

    def heal(self, cable):
        """Let everything pass again."""
        self._do(["link", "set", self._ends(cable)[0], "up"])

    def close(self):
        """Remove what was made."""
        for forward in self.forwards:
            forward.close()
        for words in reversed(self._undo):
            subprocess.run(["ip", *words], check=False)

    def _ends(self, cable):
        return f"{cable[:4]}{os.getpid()}n", f"{cable[:4]}{os.getpid()}f"

    def _do(self, words, undo=None):
        subprocess.run(["ip", *words], check=True)
        if undo is not None:
            self._undo.append(undo)
