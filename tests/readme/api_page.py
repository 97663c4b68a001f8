"""docs/api.md, made from the docstrings of the public names: `python -m tests.readme.api_page` writes it."""

import inspect
import re

import deferred
from deferred.report.plan import Plan
from deferred.report.report import Report
from tests.support import places

PAGE = places.ROOT / "docs" / "api.md"
FUNCTIONS = (
    "batch", "map", "task", "future", "wait", "as_completed", "result", "document", "tag", "sample", "guard",
    "pending_as",
)  # fmt: skip
CLASSES = ("Session", "Future", "Task", "Mapped", "Result", "Results", "Citation", "Event", "Pending")
RETURNED = {"Plan": Plan, "Report": Report}  # by methods of a session; nobody imports them
ELSEWHERE = {"Settings"}  # docs/settings.md
# Of these classes the rest of the package uses methods too.
PUBLIC = {
    "Session": {"flush", "wait", "cancel", "status", "plan", "results", "report"},
    "Future": {"result", "exception", "done", "cancel", "cancelled", "running", "add_done_callback"},
}
TOP = """# API

The public names of the package, with the first sentence of each docstring. `help(deferred.map)` shows the whole
docstring, with types, arguments and errors. Commands are in [The command line](command-line.md), settings in
[Settings](settings.md), errors in [Replies](replies.md#a-failed-call).

## Functions

| name | what it does |
|---|---|
"""
END = """
This page is made from the code, by `python -m tests.readme.api_page`.
"""


def page():
    """Write the page."""
    functions = "".join(row(f"deferred.{name}", getattr(deferred, name)) for name in FUNCTIONS)
    kinds = {name: getattr(deferred, name) for name in CLASSES} | RETURNED
    return TOP + functions + "".join(section(name, kind) for name, kind in kinds.items()) + END


def section(name, kind):
    """Write the section of a class."""
    told = first(kind)
    facts = "".join(f"| `{fact}` | {words} |\n" for fact, words in facts_of(kind))
    rows = f"{facts}{''.join(members(kind))}"
    return f"\n## {name}\n\n{told}\n" + (f"\n| name | meaning |\n|---|---|\n{rows}" if rows else "")


def members(kind):
    """Write a row for each method and property of a class that is for users."""
    known = {fact for fact, _ in facts_of(kind)}
    for name, member in sorted(vars(kind).items()):
        is_shown = name in PUBLIC.get(kind.__name__, {name}) and not name.startswith("_") and name not in known
        if is_shown and (callable(member) or isinstance(member, property | classmethod)):
            yield row(name, member.__func__ if isinstance(member, classmethod) else member)


def row(name, member):
    """Write the row of a function, a method or a property."""
    words = f"{name}{signature(member)}" if callable(member) else name
    return f"| `{words}` | {first(member)} |\n".replace("|  |", "| |")


def signature(function):
    """Write the names and the defaults of the parameters."""
    if function is deferred.batch:
        return "(cost_limit=None, time_limit=None, **settings)"
    given = [
        one.replace(annotation=inspect.Parameter.empty)
        for name, one in inspect.signature(function).parameters.items()
        if name not in {"self", "cls"}
    ]
    return str(inspect.Signature(given))


def facts_of(kind):
    """Give the attributes that the docstring of a class lists."""
    _, _, listed = (inspect.getdoc(kind) or "").partition("Attributes:\n")
    found = re.findall(r"^    (\w+(?:, \w+)*): (.+(?:\n        .+)*)", listed.partition("\n\n")[0], re.MULTILINE)
    return [(names, clean(words)) for names, words in found]


def first(thing):
    """Give the first paragraph of a docstring."""
    return clean((inspect.getdoc(thing) or "").partition("\n\n")[0])


def clean(words):
    """Write words in one line of a table."""
    text = " ".join(words.split()).replace("|", "\\|")
    return text[:1].upper() + text[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
