"""The names of the providers stand only where their SDKs, batch APIs, responses and stand-ins are.

What depends on a provider is in its profile; a module that named one would have to be found, and changed, for the next.
"""

import ast
from pathlib import Path

import pytest

import deferred

PACKAGE = Path(deferred.__file__).parent
NAMES = ("anthropic", "openai", "google")
AT_HOME = ("capture", "providers", "citations", "simulator")
# Module: what it may hold, and why.
EXCEPTIONS = {
    # A header that is part of what a call is known by in every ledger, whichever provider it goes to.
    "core/call.py": {"anthropic-beta"},
    # Fields of Gemini's requests; a body is read alike for all providers, for a proxy may speak for another one.
    "pricing/request_bounds.py": {"googleSearch", "google_search", "googleSearchRetrieval", "googleMaps", "google_maps",
                                  "google_search_retrieval"},
    # Examples of commands, for people.
    "cli/help_text.py": {"--provider openai", "--provider anthropic"},
}  # fmt: skip


def modules():
    """Every module of the package that is to name no provider, by its path in it."""
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
    return {name: path for name, path in paths.items() if name.partition("/")[0] not in AT_HOME}


def without_docstrings(tree):
    """The nodes of a module, but for strings that stand alone."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node for node in ast.walk(tree) if id(node) not in alone]


def words(node):
    """The identifiers, modules and strings that a node names."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    found = [getattr(node, part, None) for part in ("id", "attr", "name", "arg", "module", "asname")]
    return [word for word in found if isinstance(word, str)]


def named(tree):
    """The words that hold the name of a provider; in texts for people it is written with a capital letter."""
    for node in without_docstrings(tree):
        for word in words(node):
            if any(name in (word if isinstance(node, ast.Constant) else word.lower()) for name in NAMES):
                yield word


def allowed(module, word):
    if module == "cli/help_text.py":
        for example in EXCEPTIONS[module]:
            word = word.replace(example, "")
        return not any(name in word for name in NAMES)
    return word in EXCEPTIONS.get(module, ())


@pytest.mark.parametrize("module", modules())
def test_no_other_module_names_a_provider(module):
    tree = ast.parse(modules()[module].read_text("utf-8"))
    assert [word for word in named(tree) if not allowed(module, word)] == []


@pytest.mark.parametrize("module", EXCEPTIONS)
def test_every_exception_is_still_needed(module):
    tree = ast.parse(modules()[module].read_text("utf-8"))
    everything = "\n".join(named(tree))
    assert all(word in everything for word in EXCEPTIONS[module])


@pytest.mark.parametrize("source", ['x = "openai"', "if p == 'google': pass", "import anthropic", "def _openai(): pass",
                                    "from deferred.citations import google", "a.is_google = 1", 'f"{x} openai"'])  # fmt: skip
def test_a_name_is_seen(source):
    assert list(named(ast.parse(source)))


def test_docstrings_and_comments_may_name_them():
    assert not list(named(ast.parse('"""As openai does."""\nx = 1  # google')))


def imports(path):
    """The modules of the package that a module imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


@pytest.mark.parametrize(
    ("folder", "never"),
    [
        ("pricing", ("providers", "storage", "futures", "engine", "session")),
        ("providers", ("pricing", "storage", "futures", "engine", "session", "results", "citations", "capture")),
        ("core", ("providers", "pricing", "storage", "futures", "engine", "session", "results", "citations", "config")),
    ],
)
def test_prices_and_providers_meet_only_in_the_core(folder, never):
    found = {name for path in (PACKAGE / folder).rglob("*.py") for name in imports(path)}
    assert [name for name in sorted(found) if name.startswith(tuple(f"deferred.{other}" for other in never))] == []
