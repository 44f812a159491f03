"""What holds for the whole package: who may speak SQL, and who imports whom."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("corpora", "align", "memory")
_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE)\b.*\b(FROM|INTO|SET)\b|\.execute(many)?\(")


def _modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package by its full name."""
    for room in (*ROOMS, "duizhao"):
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if room == "duizhao" and parts[1] in ROOMS:
                continue
            name = ".".join(parts if room == "duizhao" else ("duizhao", *parts))
            yield name.removesuffix(".__init__"), path


def _top_imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports that run when the module is imported; those for types only do not."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.dump(node.test):
            yield from (one for one in node.body if isinstance(one, ast.Import | ast.ImportFrom))


def _imported(name: str, path: Path, known: set[str]) -> set[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in _top_imports(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
            continue
        base = node.module or ""
        if node.level:
            parts = package.split(".")
            above = parts[: len(parts) - node.level + 1]
            base = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            whole = f"{base}.{alias.name}"
            found.add(whole if whole in known else base)
    return (found & known) - {name}


def test_there_is_no_circle_of_imports() -> None:
    modules = dict(_modules())
    known = set(modules)
    graph = {name: _imported(name, path, known) for name, path in modules.items()}
    state: dict[str, int] = {}
    circles: list[list[str]] = []

    def visit(name: str, trail: list[str]) -> None:
        state[name] = 1
        for other in sorted(graph[name]):
            if state.get(other) == 1:
                circles.append([*trail[trail.index(other) :], other])
            elif other not in state:
                visit(other, [*trail, other])
        state[name] = 2

    for name in sorted(graph):
        if name not in state:
            visit(name, [name])
    assert not circles


def test_only_the_store_speaks_sql() -> None:
    speaking = {
        str(path.relative_to(ROOT))
        for name, path in _modules()
        if not name.startswith("duizhao.memory.store.")
        and _SQL.search(path.read_text(encoding="utf-8"))
    }
    # The cache of vectors and the project of a review are databases of their own.
    assert speaking <= {"align/encode/cache.py", "duizhao/review/file.py"}
