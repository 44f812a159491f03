"""Break the modules that decide, one small change at a time, and count what the tests notice.

    python scripts/mutate.py --named               # the faults that must never pass
    python scripts/mutate.py --each 12 -o scores.json

A mutant is a module with one change: a comparison turned round, a number moved by one, a
condition negated, a statement or a decorator left out, a constant swapped (DeMillo, Lipton and
Sayward, 1978). Of each module in `MODULES` as many are drawn as asked, with a fixed seed. Every
mutant runs in a process of its own, forked from one that has the libraries loaded, with the
tests that are named beside its module; a test that fails, or runs five times as long as without
a change, has killed it. Not part of CI: it takes minutes for each module.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib.abc
import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, TypedDict

ROOT = Path(__file__).resolve().parents[1]

MODULES: dict[str, tuple[str, ...]] = {
    "corpora/atomic.py": ("tests/corpora/test_atomic.py", "tests/contracts/test_overwrite.py"),
    "corpora/lock.py": (
        "tests/corpora/test_overwrite.py",
        "tests/contracts/test_lost_updates.py",
    ),
    "corpora/overwrite.py": (
        "tests/corpora/test_overwrite.py",
        "tests/contracts/test_overwrite.py",
    ),
    "duizhao/cli/paths.py": (
        "tests/corpora/test_overwrite.py",
        "tests/contracts/test_overwrite.py",
    ),
    "corpora/readers/limits.py": (
        "tests/corpora/test_limits.py",
        "tests/robust/test_inputs.py",
    ),
    "memory/store/connection.py": (
        "tests/memory/store/test_connection.py",
        "tests/memory/store/test_reading.py",
    ),
    "memory/store/import_runs.py": (
        "tests/memory/store/test_import_runs.py",
        "tests/memory/store/test_durability.py",
    ),
    "memory/store/succession.py": (
        "tests/memory/store/test_succession.py",
        "tests/memory/store/test_replacing.py",
    ),
    "memory/store/store.py": ("tests/memory/store/test_store.py",),
    "memory/clean.py": ("tests/memory/test_clean.py",),
    "memory/terms/decisions.py": ("tests/memory/terms/test_decisions.py",),
    "memory/service/guard.py": ("tests/memory/test_guard.py",),
    "memory/service/pool.py": ("tests/memory/test_pool.py", "tests/memory/test_service.py"),
    "memory/search/lookup.py": (
        "tests/memory/search/test_lookup.py",
        "tests/memory/search/test_search.py",
    ),
}
"""Modules that decide what is kept, refused or answered, and the tests that hold them."""

NAMED: tuple[tuple[str, str, str, str], ...] = (
    (
        "a result is copied, not renamed into place",
        "corpora/atomic.py",
        "    temporary.replace(target)",
        "    shutil.copyfile(temporary, target)",
    ),
    ("no fsync", "corpora/atomic.py", "        os.fsync(stream.fileno())", "        pass"),
    (
        "progress noted outside the transaction",
        "memory/store/importing.py",
        "        run = note_progress(connection, run, len(batch), added)",
        "    with store.writing() as connection:\n"
        "        run = note_progress(connection, run, len(batch), added)",
    ),
    (
        "half a batch committed after an error",
        "memory/store/connection.py",
        '                connection.execute("ROLLBACK")',
        '                connection.execute("COMMIT")',
    ),
    (
        "units cleaned away before their file is there",
        "memory/clean.py",
        "            ids.append(doubt.entry.id)",
        "            store.remove([doubt.entry.id])",
    ),
    (
        "no write-ahead log",
        "memory/store/connection.py",
        '"PRAGMA journal_mode = WAL"',
        '"PRAGMA journal_mode = DELETE"',
    ),
    (
        "bodies of no declared length without limit",
        "memory/service/guard.py",
        "            if left < 0:",
        "            if left < -(1 << 40):",
    ),
    (
        "macros allowed in LibreOffice",
        "corpora/readers/convert.py",
        '"DisableMacrosExecution", "true"',
        '"DisableMacrosExecution", "false"',
    ),
    (
        "hidden sheets are read",
        "corpora/tables/workbook.py",
        'sheet.sheet_state != "visible"',
        'sheet.sheet_state == ""',
    ),
    (
        "never said that another document is more alike",
        "corpora/pairing/check.py",
        "best > score + LEAD",
        "best > 2",
    ),
    (
        "word links count for nothing in extraction",
        "memory/terms/extract/rank.py",
        "linked * 0.25",
        "linked * 0",
    ),
    (
        "no warning of documents that are no translations",
        "duizhao/verdict.py",
        "UNRELATED, ALONE = 0.4, 0.2",
        "UNRELATED, ALONE = 0.0, 0.0",
    ),
    (
        "no warning of a document of which much is missing",
        "duizhao/verdict.py",
        "PARTLY = 0.4",
        "PARTLY = 0.0",
    ),
)
"""What each is, its module, a text in it, and what stands in its place."""
NAMED_TESTS = {
    "memory/store/importing.py": ("tests/memory/store/test_durability.py",),
    "memory/store/connection.py": (
        "tests/memory/store/test_durability.py",
        "tests/memory/store/test_reading.py",
    ),
    "memory/clean.py": ("tests/memory/store/test_durability.py",),
    "corpora/readers/convert.py": ("tests/corpora/test_privacy.py",),
    "corpora/tables/workbook.py": ("tests/contracts/test_pairs.py",),
    "corpora/pairing/check.py": ("tests/corpora/test_pairing.py",),
    "memory/terms/extract/rank.py": ("tests/memory/terms/test_extract.py",),
    "duizhao/verdict.py": ("tests/duizhao/test_verdict.py",),
}

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


class Score(TypedDict):
    """Of a module: mutants that there are, those that ran, and those that nothing noticed."""

    mutants: int
    tried: int
    survived: list[tuple[int, str]]


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Ways to break a node: what is done, and what takes its place."""
    made: Any
    if isinstance(node, ast.Compare):
        made = copy.deepcopy(node)
        made.ops[0] = _FLIPPED[type(made.ops[0])]()
        yield "comparison turned round", made
    elif isinstance(node, ast.BoolOp):
        made = copy.deepcopy(node)
        made.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and for or", made
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", node.operand
    elif isinstance(node, ast.If | ast.While):
        made = copy.deepcopy(node)
        made.test = ast.UnaryOp(ast.Not(), made.test)
        yield "condition negated", made
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "truth swapped", ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "number moved", ast.Constant(node.value + 1)
    elif isinstance(node, ast.Return) and not (
        node.value is None or (isinstance(node.value, ast.Constant) and not node.value.value)
    ):
        yield "nothing returned", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Raise):
        yield "error left out", ast.Pass()
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call left out", ast.Pass()
    elif isinstance(node, ast.AugAssign):
        yield "sum left out", ast.Pass()
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        made = copy.deepcopy(node)
        made.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield "plus for minus", made


class _Swap(ast.NodeTransformer):
    def __init__(self, place: int, new: ast.AST) -> None:
        self.place, self.new, self.count = place, new, -1

    def visit(self, node: ast.AST) -> ast.AST:
        self.count += 1
        if self.count == self.place:
            return ast.copy_location(self.new, node)
        return self.generic_visit(node)


def mutants(source: str) -> list[tuple[int, str, str]]:
    """Line, what is done, and the source, of every mutant of a module."""
    tree = ast.parse(source)
    numbered: list[ast.AST] = []
    # Whether a dataclass is frozen or has slots changes nothing that it does.
    left_out = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        for inner in ast.walk(decorator)
    }

    # What runs on another system is not run here.
    left_out |= {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "sys.platform == 'win32'"
        for part in node.body
        for inner in ast.walk(part)
    }

    class Number(ast.NodeVisitor):
        def visit(self, node: ast.AST) -> None:
            numbered.append(node)
            self.generic_visit(node)

    Number().visit(tree)
    found = []
    for place, node in enumerate(numbered):
        if node in left_out:
            continue
        for what, new in changes(node):
            changed = _Swap(place, new).visit(copy.deepcopy(tree))
            text = ast.unparse(ast.fix_missing_locations(changed))
            found.append((getattr(node, "lineno", 0), what, text))
    return found


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed source for one module."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """This loader, for that module."""
        return ModuleSpec(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(self.source, self.name, "exec"), module.__dict__)


def run_tests(module: str, source: str, tests: Sequence[str], seconds: float) -> str:
    """``killed``, ``late`` or ``survived``: what became of a changed module, in a fork."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        sink = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(sink, handle)
        name = module.removesuffix(".py").replace("/", ".")
        sys.meta_path.insert(
            0, _Instead(name if name.startswith("duizhao") else f"duizhao.{name}", source)
        )
        # For processes that the tests start, which import from files.
        import pytest

        with contextlib.redirect_stdout(io.StringIO()):
            code = pytest.main([*tests, "-x", "-q", "-p", "no:cacheprovider"])
        os._exit(int(code))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "late"


def load_libraries() -> None:
    """What every fork would import again, but nothing of ours."""
    for name in ("numpy", "lxml.etree", "pytest", "rapidfuzz", "opencc", "fastapi", "uvicorn"):
        importlib.import_module(name)
    for name in ("starlette.testclient", "faiss", "pandas"):
        importlib.import_module(name)


def main() -> int:
    """The command; exit code 1 when a named mutant survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--named", action="store_true", help="only the named ones")
    parser.add_argument("--each", type=int, default=12, help="mutants of each module")
    parser.add_argument("--only", default="", help="modules whose path holds this text")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, help="write the scores as JSON")
    args = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    load_libraries()
    survived_named = 0
    if args.named:
        for what, module, old, new in NAMED:
            source = (ROOT / module).read_text("utf-8")
            if source.count(old) != 1:
                raise SystemExit(f"{module}: {old!r} is there {source.count(old)} times")
            tests = NAMED_TESTS.get(module) or MODULES[module]
            end = run_tests(module, source.replace(old, new), tests, 300)
            print(f"{end:9}{module}: {what}", flush=True)
            survived_named += end == "survived"
        return int(survived_named > 0)
    scores: dict[str, Score] = {}
    for module, tests in MODULES.items():
        if args.only not in module:
            continue
        source = (ROOT / module).read_text("utf-8")
        began = time.monotonic()
        if run_tests(module, source, tests, 600) != "survived":
            print(f"{module}: its tests fail without a change; left out", flush=True)
            continue
        usual = time.monotonic() - began
        every = mutants(source)
        chosen = random.Random(args.seed).sample(every, min(args.each, len(every)))
        left = []
        for line, what, changed in sorted(chosen):
            if run_tests(module, changed, tests, 5 * usual + 10) == "survived":
                left.append((line, what))
                print(f"  survived: {module}:{line} {what}", flush=True)
        scores[module] = {"mutants": len(every), "tried": len(chosen), "survived": left}
        print(f"{module}: {len(chosen) - len(left)} of {len(chosen)} killed", flush=True)
    tried = sum(score["tried"] for score in scores.values())
    alive = sum(len(score["survived"]) for score in scores.values())
    print(f"all: {tried - alive} of {tried} killed ({(tried - alive) / max(tried, 1):.2f})")
    if args.output:
        args.output.write_text(json.dumps(scores, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
