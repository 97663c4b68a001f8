"""The ledger on disk: answers, jobs, runs, claims, and the spool of request bodies."""
