"""An option has one name, one default and one help text, wherever a person meets it."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

import duizhao
from duizhao.cli import parser
from duizhao.collection.job import BatchOptions
from duizhao.options import AlignOptions
from duizhao.pipeline import align

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").rglob("*.md"))]
_COMMAND = re.compile(r"duizhao ((?:tm |terms )?[a-z-]+)[^\n`]*?(?=\n|`|$)")
_OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z0-9-]+)")


def commands(top: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each command and the options that it has."""
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each, sub in action.choices.items():
                yield from commands(sub, f"{name} {each}".strip())
    yield name, {text for action in top._actions for text in action.option_strings}


OPTIONS = dict(commands(parser()))
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts").glob("*.py"))
ALL = set().union(*OPTIONS.values(), re.findall(r'"(--[a-z0-9-]+)"', SCRIPTS))


@pytest.mark.parametrize(
    ("function", "options"), [(align, AlignOptions), (duizhao.batch, BatchOptions)]
)
def test_functions_take_the_options(function: object, options: type) -> None:
    taken = inspect.signature(function).parameters  # type: ignore[arg-type]
    text = inspect.getdoc(function) or ""
    described = text.partition("Args:")[2].partition("Returns:")[0].partition("Raises:")[0]
    for each in fields(options):
        assert each.default is not MISSING
        assert taken[each.name].default == each.default
        assert taken[each.name].kind is inspect.Parameter.KEYWORD_ONLY
        assert re.search(rf"\b{each.name}\b", described), f"{each.name} is not described"


@pytest.mark.parametrize("command", ["align", "batch"])
def test_commands_take_the_options(command: str) -> None:
    named = {f"--{each.name.replace('_', '-')}" for each in fields(AlignOptions)}
    assert named <= OPTIONS[command]


def unknown(text: str) -> list[str]:
    """Options in a text that no command has, or not the command that they stand beside."""
    lines = re.sub(r"\\\n\s*", " ", text)
    found = [option for option in _OPTION.findall(lines) if option not in ALL]
    for match in _COMMAND.finditer(lines):
        if match[1] in OPTIONS:
            wrong = [each for each in _OPTION.findall(match[0]) if each not in OPTIONS[match[1]]]
            found += [f"{match[1]} {each}" for each in wrong]
    return found


def test_what_is_unknown_is_found() -> None:
    text = "`duizhao align a b --lines` and `--nothing`; `duizhao tm search m x --level line`"
    assert unknown(text) == ["--lines", "--nothing", "align --lines", "tm search --level"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_name_options_that_exist(page: Path) -> None:
    assert not unknown(page.read_text(encoding="utf-8"))


def test_every_option_is_explained() -> None:
    def silent(top: argparse.ArgumentParser) -> Iterator[str]:
        for action in top._actions:
            if isinstance(action, argparse._SubParsersAction):
                for sub in action.choices.values():
                    yield from silent(sub)
            elif not action.help:
                yield f"{top.prog} {action.dest}"

    assert not list(silent(parser()))


def test_public_names_are_importable_and_documented() -> None:
    for name in duizhao.__all__:
        value = getattr(duizhao, name)
        if name != "__version__":
            assert inspect.getdoc(value), name
