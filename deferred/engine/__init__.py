"""The engine: when calls are sent, and what happens to their jobs."""
