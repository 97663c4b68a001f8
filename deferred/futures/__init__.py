"""The outcome of a call, and how threads and coroutines wait for it."""
