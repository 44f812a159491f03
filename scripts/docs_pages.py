"""Pages of the documentation that are made from the code: a hook of mkdocs.

The start page is the README; the reference of commands is their help; the reference of Python
is the docstrings of every public name, that is, of everything in the ``__all__`` of a package.
A page that somebody adds to ``docs/`` appears in the navigation by itself.
"""

from __future__ import annotations

import argparse
import os
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass, isfunction
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

import duizhao
from duizhao.cli import parser

ROOT = Path(__file__).resolve().parents[1]
GUIDES = (
    "segmentation",
    "formats",
    "accuracy",
    "encoders",
    "review",
    "learn",
    "batch",
    "memory",
    "checks",
    "terms",
)
"""Pages in the order of reading; others follow by name."""
FROM_ROOT = {
    "README.md": "index.md",
    "README.zh-CN.md": "zh-CN.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changes.md",
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill in the navigation."""
    docs = Path(config.docs_dir)
    stems = sorted(path.stem for path in docs.glob("*.md"))
    guides = [*(name for name in GUIDES if name in stems), *(s for s in stems if s not in GUIDES)]
    sections: list[Any] = [
        {"Start": "index.md"},
        {"中文": "zh-CN.md"},
        {"Guides": [f"{name}.md" for name in guides]},
        {"Reference": ["commands.md", *(page for page, _ in _reference())]},
        {"Project": ["contributing.md", "changes.md"]},
    ]
    clients = sorted((docs / "clients").glob("*.md"), key=lambda path: (path.stem != "index", path))
    if clients:
        sections.insert(1, {"Clients": [f"clients/{path.name}" for path in clients]})
    config.nav = sections
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file in docs/ holds."""
    pages = {
        target: _moved((ROOT / source).read_text(encoding="utf-8"))
        for source, target in FROM_ROOT.items()
    }
    pages["commands.md"] = "\n".join(_commands())
    pages.update(_reference())
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    return files


def _moved(text: str) -> str:
    """A page of the root, its links turned to where things stand among the pages."""
    text = re.sub(r"\]\(docs/(?=\w)", "](", text)
    for source, target in FROM_ROOT.items():
        text = text.replace(f"]({source})", f"]({target})")
    return text


def _commands() -> Iterator[str]:
    os.environ["COLUMNS"] = "96"  # argparse breaks its lines at the width of the terminal
    whole = parser()
    yield "# Commands\n"
    yield f"```text\n{whole.format_help()}```\n"
    for command in _children(whole).values():
        yield from _helps(command)


def _helps(command: argparse.ArgumentParser) -> Iterator[str]:
    depth = len(command.prog.split())
    yield f"{'#' * depth} {command.prog}\n"
    yield f"```text\n{command.format_help()}```\n"
    for child in _children(command).values():
        yield from _helps(child)


def _children(command: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _reference() -> Iterator[tuple[str, str]]:
    """Pages of the Python reference: the front door, then each package with public names."""
    seen: dict[str, str] = {}
    yield "reference/duizhao.md", _page("duizhao", duizhao, seen)
    for info in pkgutil.walk_packages(duizhao.__path__, "duizhao."):
        if info.ispkg:
            module = import_module(info.name)
            if getattr(module, "__all__", ()):
                yield f"reference/{info.name}.md", _page(info.name, module, seen)


def _page(name: str, module: Any, seen: dict[str, str]) -> str:
    """A page of a package.

    Args:
        seen: objects that a page describes already, and its package; those of this page are added.
    """
    entries = []
    for public in module.__all__:
        if public[0] == "_":
            continue
        home = _home(module, public)
        if seen.setdefault(home, name) == name:
            entries.append(f"::: {home}\n    options:\n      heading: {name}.{public}")
            if _inherits(getattr(module, public)):
                entries[-1] += "\n      inherited_members: true"
        else:
            entries.append(f"`{name}.{public}`: see [{seen[home]}]({seen[home]}.md).")
    return "\n\n".join([f"# {name}", module.__doc__ or "", *entries]) + "\n"


def _inherits(value: Any) -> bool:
    """Whether a class has methods from another class of the project."""
    return isclass(value) and any(base.__module__.startswith("duizhao") for base in value.__bases__)


def _home(module: Any, name: str) -> str:
    """Where a public name is defined: that is where its docstring stands."""
    value = getattr(module, name)
    if value is duizhao.align:
        return "duizhao.pipeline.align"
    if isclass(value) or isfunction(value):
        return f"{value.__module__}.{value.__qualname__}"
    return f"{module.__name__}.{name}"
