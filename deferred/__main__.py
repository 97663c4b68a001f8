"""`python -m deferred` is the `deferred` command."""

from deferred.cli.app import main

main()
