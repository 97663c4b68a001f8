"""Shutdown: run every step, whatever the steps before it did."""

from __future__ import annotations

from collections.abc import Callable


def run_all(*steps: Callable[[], object]) -> None:
    """Run all steps in order; the first error is raised after the last step, with the others as its notes.

    Example:
        >>> run_all(lambda: 1 / 0, lambda: print("closed"))
        Traceback (most recent call last):
        ZeroDivisionError: division by zero
    """
    errors: list[BaseException] = []
    for step in steps:
        try:
            step()
        except BaseException as error:  # noqa: BLE001 - raised below, after the other steps
            errors.append(error)
    for later in errors[1:]:
        errors[0].add_note(f"And a later step of the shutdown failed: {type(later).__name__}: {later}")
    if errors:
        raise errors[0]
