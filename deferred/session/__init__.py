"""One block: which session code belongs to, and what happens to its calls."""
