"""The command line: `deferred`, or `python -m deferred`."""

from deferred.cli.app import main

__all__ = ["main"]
