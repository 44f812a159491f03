"""Every regular expression of the package, with its name and how it is used."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import duizhao
from duizhao.corpora.patterns import LazyPattern

_OF_RE = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "scanner")


def modules() -> Iterator[ModuleType]:
    """Every module of the package but the one that runs it."""
    for found in pkgutil.walk_packages(duizhao.__path__, "duizhao."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def compiled() -> dict[str, re.Pattern[Any]]:
    """The patterns that modules and their classes hold, by a name for people."""
    found: dict[str, re.Pattern[Any]] = {}
    known: set[int] = set()
    used = uses()
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, ModuleType) or name.startswith("__"):
                continue
            for inner, pattern in _within(value, module.__name__):
                # One text is compiled once; it is driven under the name that says how it is used.
                where = module.__name__ if name.startswith("_") else ""
                if id(pattern) in known and (where, name) not in used:
                    continue
                known.add(id(pattern))
                found[f"{module.__name__}:{name}{inner}"] = pattern
    return found


def _within(value: Any, module: str, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, LazyPattern):
        yield "", value.compiled
    elif isinstance(value, re.Pattern):
        yield "", value
    elif depth > 3:
        return
    elif isinstance(value, dict):
        for key, one in value.items():
            for inner, pattern in _within(one, module, depth + 1):
                yield f"[{key!r}]{inner}", pattern
    elif isinstance(value, (list, tuple, set, frozenset)):
        if len(value) < 500:
            for place, one in enumerate(value):
                for inner, pattern in _within(one, module, depth + 1):
                    yield f"[{place}]{inner}", pattern
    elif isinstance(value, type) and value.__module__ == module:
        for name, one in vars(value).items():
            if not name.startswith("__"):
                for inner, pattern in _within(one, module, depth + 1):
                    yield f".{name}{inner}", pattern


def _sources() -> Iterator[tuple[str, ast.Module]]:
    for module in modules():
        if module.__file__:
            yield module.__name__, ast.parse(Path(module.__file__).read_text(encoding="utf-8"))


def uses() -> dict[tuple[str, str], set[str]]:
    """Methods of patterns that a module calls, by (module, name of the pattern).

    A name without an underscore may be used by others: its module is "".
    """
    found: dict[tuple[str, str], set[str]] = {}
    for module, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _OF_RE:
                owner = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                name = owner.id if isinstance(owner, ast.Name) else ""
                name = owner.attr if isinstance(owner, ast.Attribute) else name
                if name:
                    where = module if name.startswith("_") else ""
                    found.setdefault((where, name), set()).add(node.attr)
    return found


def inline() -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """Patterns that stand in a call such as ``re.sub("…", …)``, where they are constant."""
    for module, tree in _sources():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value
            if not (isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in _OF_RE):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, (str, bytes)):
                yield f"{module}:{node.lineno}", re.compile(first.value), node.func.attr


def assembled() -> Iterator[str]:
    """Functions that put a pattern together out of more than constants and escaped text."""
    for module, tree in _sources():
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.Lambda)]
        for function, node in ((f, n) for f in functions for n in ast.walk(f)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = ast.unparse(node.func)
            if called in ("lazy", "re.compile", *(f"re.{name}" for name in _OF_RE)):
                parts = [node.args[0]]
                if isinstance(parts[0], ast.JoinedStr):
                    parts = [v.value for v in parts[0].values if isinstance(v, ast.FormattedValue)]
                if not all(_is_literal(part) for part in parts):
                    yield f"{module}:{getattr(function, 'name', 'lambda')}"


def _is_literal(part: ast.expr) -> bool:
    escaped = isinstance(part, ast.Call) and ast.unparse(part.func) == "re.escape"
    return isinstance(part, ast.Constant) or escaped


def jobs() -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """Each pattern with its name and the method to drive: from the start, or all over a text."""
    used = uses()
    for name, pattern in compiled().items():
        module, _, own = name.partition(":")
        own = own.partition("[")[0].rpartition(".")[2] or own
        methods = used.get((module if own.startswith("_") else "", own), set())
        if not methods or methods - {"match", "fullmatch"}:
            yield name, pattern, "finditer"
        else:
            for method in sorted(methods):
                yield name, pattern, method
    for name, pattern, method in inline():
        yield name, pattern, method if method in ("match", "fullmatch") else "finditer"
