"""Names of the views of a ledger, which show neither requests nor answers."""

VIEWS = ("v_runs", "v_jobs", "v_members")
