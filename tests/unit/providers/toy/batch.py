"""A batch API that exists only here: jobs of named rows, looked at by their name, with results as JSON lines."""

import json

from deferred.core.grouping import Limits
from deferred.providers.base import Body, Row, State, Status, answer_row, guarded, parsed_lines


class Toy:
    """The adapter; `POST /jobs`, `GET /jobs`, `GET /jobs/ID`, `GET /jobs/ID/rows`, `POST /jobs/ID/stop`."""

    name = "toy"
    limits = Limits(requests=3, bytes=10_000, row_bytes=100, one_model=True)
    recognisable = True
    lists = True

    def upload(self, connection, job, rows):
        return None

    def create(self, connection, job, rows):
        asked = {"name": job.nonce, "rows": [{"name": name, "body": json.loads(body)} for name, body in rows]}
        raw = json.dumps(asked).encode()
        return connection.request("POST", f"{job.base_url}/jobs", body=Body(len(raw), lambda: [raw])).named("id")

    def check(self, connection, job):
        found = connection.request("GET", f"{job.base_url}/jobs/{job.batch_id}").json()
        state = State.ENDED if found.get("over") else State.RUNNING
        return Status(state, "over" if found.get("over") else "running", found.get("done", 0), results=("rows",))

    def collect(self, connection, job, status):
        for name in status.results:
            with connection.lines(f"{job.base_url}/jobs/{job.batch_id}/{name}") as lines:
                yield from guarded(parsed_lines(lines), lambda line: self._row(line, job))

    def _row(self, line, job):
        if "said" not in line:
            return Row(line["name"], None, "the toy has lost it")
        return answer_row(line["name"], line["status"], line["said"], None, job.batch_id)

    def find(self, connection, job, age):
        listed = connection.request("GET", f"{job.base_url}/jobs").json()["jobs"]
        return [found["id"] for found in listed if found["name"] == job.nonce]

    def all_of_ours(self, connection, job):
        return (found["id"] for found in connection.request("GET", f"{job.base_url}/jobs").json()["jobs"])

    def is_ours(self, connection, job, batch_id):
        return True

    def cancel(self, connection, job):
        connection.request("POST", f"{job.base_url}/jobs/{job.batch_id}/stop")

    def leftovers(self, job, results):
        return [job.batch_id] if job.batch_id else []

    def delete(self, connection, job, name):
        connection.request("DELETE", f"{job.base_url}/jobs/{name}")

    def count(self, connection, job, model, body):
        return None
