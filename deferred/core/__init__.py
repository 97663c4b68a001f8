"""Values that every layer shares: calls, jobs, errors, text; imports nothing of the package."""
