"""What every batch API keeps whose requests and answers are objects in a bucket of the user, beside the contract."""

import pytest

from deferred.providers.base import State
from tests.unit.providers.contract import TEXTS, ProviderContract


class BucketContract(ProviderContract):
    """The promises; `bucket_headers` are what keeps the bucket with a job."""

    bucket_headers: tuple

    def planned(self, texts=TEXTS):
        job, held = super().planned(texts)
        job.headers = [list(header) for header in self.bucket_headers]
        return job, held

    def use(self, sim, provider, account):
        """Let the tests look at this simulator through a provider and an account."""
        self.sim, self.provider = sim, provider
        self.base_url, self.credential, self.connection = account.base_url, account.credential, account.connection

    @pytest.mark.parametrize("fate", ["cancelled_elsewhere", "expire_batch"])
    def test_rows_are_read_in_every_terminal_state(self, fate):
        setattr(self.sim.faults, fate, 1)
        job, status = self.ended()
        assert status.state is State.ENDED
        assert len(self.rows_of(job, status)) == 2

    def test_what_is_left_is_deleted_and_may_be_gone(self):
        job, status = self.ended()
        for _ in range(2):
            for name in self.provider.leftovers(job, status.results):
                self.provider.delete(self.connection, job, name)
        assert self.sim.stored == []


class VertexContract(BucketContract):
    """The promises of the publishers on Vertex AI."""

    def test_what_is_created_holds_every_row_by_its_name(self):
        job = self.created()
        held = {row.custom_id.removeprefix("r") for row in self.sim.jobs[0].rows}
        assert held == set(job.by_custom_id())
        assert self.sim.live_calls == []

    def test_a_second_upload_finds_the_first(self):
        job, held = self.planned()
        assert self.provider.upload(self.connection, job, held) == self.provider.upload(self.connection, job, held)
        assert self.sim.stored == [f"{self.bucket_headers[0][1]}/{job.nonce}/input.jsonl"]

    def test_work_that_was_not_written_is_unclear(self):
        self.sim.faults.write_forbidden = 1
        job, status = self.ended()
        found = self.rows_of(job, status)
        assert {row.custom_id for row in found} == set(job.by_custom_id())
        assert all(row.is_unclear and "storage.objects.create" in row.lost for row in found)
