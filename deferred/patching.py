"""Attributes that are patched while a session is open; this module knows no SDK.

Modules register their targets. `arm` patches what is imported and waits for what is imported later; `disarm` puts
every attribute back.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any, TypeAlias

import wrapt

from deferred.core.errors import DeferredError


@dataclass(slots=True)
class Patch:
    """One attribute that is patched while a session is open."""

    owner: Any
    name: str
    original: Any
    inherited: bool
    ours: Any


# A module's targets: the path of each attribute, and the wrapper of it. "?" before a path: it may be missing;
# "~": it is patched only if other code has replaced it.
Targets: TypeAlias = dict[str, list[tuple[str, Callable[..., Any]]]]
_TABLE: defaultdict[str, list[tuple[str, Callable[..., Any]]]] = defaultdict(list)  # several may name one module
_patches: list[Patch] = []
_left_behind: list[Any] = []  # wrappers of ours that other code still holds
_armed: set[str] = set()
_sessions = 0
_lock = threading.RLock()


def register(targets: Targets) -> None:
    """Add attributes to those that are patched while a session is open."""
    for module, wanted in targets.items():
        _TABLE[module] += wanted


def arm() -> None:
    """Patch every SDK that is imported, when the first session opens."""
    global _sessions  # noqa: PLW0603 - how many sessions are open is one fact of the process
    with _lock:
        _sessions += 1
        if _sessions > 1:
            return
        try:
            for module in _TABLE:
                if module in sys.modules:
                    _patch_module(sys.modules[module])
            sys.meta_path.insert(0, _finder)
        except BaseException:
            _sessions -= 1
            _restore_all()
            raise


def disarm() -> None:
    """Put every attribute back, when the last session closes."""
    global _sessions  # noqa: PLW0603 - as above
    with _lock:
        _sessions -= 1
        if _sessions == 0:
            _restore_all()


def targets() -> list[tuple[str, bool, bool]]:
    """Return the targets in imported modules: the name, whether it exists, and whether it must exist."""
    found = []
    for module, wanted in _TABLE.items():
        if module in sys.modules:
            for path, _ in wanted:
                owner, _ = _resolve(sys.modules[module], path.lstrip("?~"), optional=True)
                found.append((f"{module}.{path.lstrip('?~')}", owner is not None, not path.startswith(("?", "~"))))
    return found


def _restore_all() -> None:
    if _finder in sys.meta_path:
        sys.meta_path.remove(_finder)
    while _patches:
        _restore(_patches.pop())
    _armed.clear()


def _patch_module(module: ModuleType) -> None:
    if module.__name__ in _armed:
        return
    _armed.add(module.__name__)
    for path, wrapper in _TABLE[module.__name__]:
        optional = path.startswith(("?", "~"))
        owner, name = _resolve(module, path.lstrip("?~"), optional=optional)
        if owner is not None and (path[0] != "~" or is_replaced(owner, name)):
            _patches.append(_wrap(owner, name, wrapper))


def is_replaced(owner: Any, name: str) -> bool:
    """Whether a method of a package's class is no longer the package's own function."""
    method = vars(owner).get(name)
    return not is_function_of(owner.__module__.partition(".")[0], method)


def is_function_of(package: str, function: Any) -> bool:
    """Whether a plain function is written in the files of an imported package."""
    home = _folder_of(str(sys.modules[package].__file__))
    return type(function) is FunctionType and function.__code__.co_filename.startswith(home)


@lru_cache
def _folder_of(file: str) -> str:
    return os.path.dirname(file) + os.sep  # noqa: PTH120 - compared with co_filename, which is text


def _resolve(module: ModuleType, path: str, *, optional: bool) -> tuple[Any, str]:
    *parents, name = path.split(".")
    owner: Any = module
    for parent in parents:
        owner = getattr(owner, parent, None)
    # Profilers put other objects in place of classes.
    is_patchable = not optional or isinstance(owner, type | ModuleType)
    if is_patchable and owner is not None and hasattr(owner, name):
        return owner, name
    if optional:
        return None, name
    message = (
        f"{module.__name__}.{path} does not exist in the installed version, so its calls would not be captured and "
        "would cost full price. Install a version that deferred supports (see README), or do not import "
        f"{module.__name__}."
    )
    raise DeferredError(message)


def _wrap(owner: Any, name: str, wrapper: Callable[..., Any]) -> Patch:
    _take_back(owner, name)
    inherited = name not in vars(owner)
    original = None if inherited else vars(owner)[name]
    ours = wrapt.wrap_function_wrapper(owner, name, wrapper)
    return Patch(owner, name, original, inherited, ours)


def _take_back(owner: Any, name: str) -> None:
    """Remove a wrapper of an earlier block: a tracer that came in that block, and left after it, has put it back."""
    found = vars(owner).get(name)
    if any(found is one for one in _left_behind):
        _left_behind[:] = [one for one in _left_behind if one is not found]
        setattr(owner, name, found.__wrapped__)


def _restore(patch: Patch) -> None:
    current = vars(patch.owner).get(patch.name)
    if current is patch.ours:
        if patch.inherited:
            delattr(patch.owner, patch.name)
        else:
            setattr(patch.owner, patch.name, patch.original)
        return
    # Other code has wrapped our wrapper. An attribute that holds ours is set to the original; in a closure
    # ours stays, and without a session it only calls the original.
    while isinstance(current, wrapt.FunctionWrapper):
        inner: Any = current.__wrapped__
        if inner is patch.ours:
            current.__wrapped__ = patch.ours.__wrapped__
            return
        current = inner
    _left_behind.append(patch.ours)


class _Finder(importlib.abc.MetaPathFinder):
    """Patches an SDK that is imported while a session is open; wrapt's own hook cannot be removed."""

    def __init__(self) -> None:
        self._busy = threading.local()

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the protocol's signature
        target: ModuleType | None = None,  # noqa: ARG002 - as above
    ) -> ModuleSpec | None:
        if fullname not in _TABLE or getattr(self._busy, "name", None) == fullname:
            return None
        self._busy.name = fullname
        try:
            spec = importlib.util.find_spec(fullname)
        finally:
            self._busy.name = None
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(importlib.abc.Loader):
    """Runs the real loader, then patches the module."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self._real.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self._real
        module.__loader__ = self._real
        self._real.exec_module(module)
        with _lock:
            if _sessions:
                _patch_module(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


_finder = _Finder()
