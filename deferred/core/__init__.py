"""Values that all layers share: calls, jobs, errors, text. It imports nothing else of the package."""
