"""A page to watch and search: `deferred ui` serves runs, results and spending of a ledger to this machine alone."""
