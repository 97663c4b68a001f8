"""`python -m deferred` is the `deferred` command."""

from deferred.cli import main

main()
