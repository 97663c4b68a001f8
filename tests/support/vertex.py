"""A simulator of Vertex AI and of Cloud Storage, which is trusted, and credentials for it."""

import contextlib

from google.auth import credentials

from deferred.simulator import Simulator

BUCKET = "gs://our-bucket/batches"


class Token(credentials.Credentials):
    """Credentials whose token changes with each refresh; `project` pays for what they are used for."""

    def __init__(self, project=None):
        super().__init__()
        self._quota_project_id = project
        self.refreshed = 0

    def refresh(self, request):
        del request
        self.refreshed += 1
        self.token = f"token {self.refreshed}"


@contextlib.contextmanager
def simulated(folder, monkeypatch, **variables):
    """Run the simulator, in an empty folder, with these environment variables beside those that lead to it."""
    with Simulator(speaks="vertex", latency=0.05) as made:
        monkeypatch.chdir(folder)
        ours = {"DEFERRED_HOSTS": f"{made.host}=vertex", "DEFERRED_POLL_INTERVAL": "0.05"}
        for name, value in {**ours, "STORAGE_EMULATOR_HOST": made.url, **variables}.items():
            monkeypatch.setenv(name, value)
        yield made
