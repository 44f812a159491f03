"""Kill every command that writes at many points, and fill its disk at many points.

    python scripts/interrupt.py --points 50

Kill: the command runs in a fork with tracers (`sys.addaudithook`, `sys.setprofile`) that count what
the process opens, renames, removes, writes, brings to the disk and asks of SQLite, and kill it with
SIGKILL at the n-th of these. Disk: the files that the process writes may not grow beyond a size
(RLIMIT_FSIZE), a different one at each point; the system refuses the write as it does where the
disk is full, for libraries in C too. After each, what an earlier run left has to be there, whole or
replaced as a whole by the new result; then the command is given again, and has to end as it does
without any of this. Prints a table: command, way, points, and at how many the command ended early.
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

# As the command does for itself, before it loads numpy.
os.environ |= {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}

from starlette.testclient import TestClient

from duizhao import learning
from duizhao.align.encode import use
from duizhao.align.encode.tokens import Tokenizer
from duizhao.align.encode.weights import load_weights
from duizhao.cli import main as command
from duizhao.cli import parser as command_line
from duizhao.cli.paths import Kept, Results, Written
from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import DuizhaoError, OutputError
from duizhao.memory.search import vector_note
from duizhao.memory.search.vectors import waiting
from duizhao.memory.service.app import create_app as serve_app
from duizhao.memory.store import Store
from duizhao.options import AlignOptions
from duizhao.review.exporting import ExportChoices, entries, export
from duizhao.review.file import ProjectFile
from duizhao.review.opening import create_from_documents
from duizhao.review.project import Project
from duizhao.review.sending import send

WATCHED = frozenset(
    ("open", "os.rename", "os.remove", "os.chmod", "sqlite3.connect", "tempfile.mkstemp")
)
CALLS = frozenset(("write", "fsync", "replace", "execute", "executemany", "commit", "rollback"))
"""Names of built-in functions that are points too, beside the events of `WATCHED`."""
LONGEST = 300
"""Seconds after which a run is taken for hanging."""
NO_LIMIT = -1


@dataclass(frozen=True)
class Done:
    """How a run ended: its exit code (less than 0: by a signal), and what it printed."""

    code: int
    printed: str


@dataclass(frozen=True)
class Case:
    """A command that writes.

    Attributes:
        name: of the command, and what it is to do.
        words: its options, relative to the folder that it runs in; or what a review does when it
            is asked on its page.
        results: files that it makes, which are the same whenever it ends well.
        state: says what is in a memory, for a command that keeps one.
        in_parts: it keeps what is done before it is interrupted, and goes on from there.
        once: given again after it ended, it does something else.
    """

    name: str
    words: tuple[str, ...] | Callable[[], object]
    results: tuple[str, ...] = ()
    state: Callable[[Path], object] | None = None
    in_parts: bool = False
    once: bool = False


def units(folder: Path) -> object:
    """Texts and statuses in the memory."""
    with Store(folder / "m.db", create=False) as store:
        if store.connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return "damaged"
        return sorted((e.unit.zh, e.unit.en, int(e.status)) for e in store.entries())


def vectors(folder: Path) -> object:
    """How many units of the memory have no vector."""
    with Store(folder / "m.db", create=False) as store:
        note, _ = vector_note.read(store)
        whole = note is not None and vector_note.is_whole(store, note)
        return waiting(store, note if whole else None)


def review(folder: Path) -> object:
    """Rows and texts of the project that is opened here; None where there is none."""
    return _rows_of(folder / "a.duizhao")


def corrected(folder: Path) -> object:
    """Rows and texts of the project that was there before."""
    return _rows_of(folder / "r.duizhao")


def _rows_of(path: Path) -> object:
    if not path.exists():
        return None
    file = ProjectFile(path)
    state = file.state()
    file.close()
    rows = [(row.zh, row.en, row.state, row.comment) for row in state.rows]
    return rows, {number: one.text for number, one in state.segments.items()}


def open_documents() -> None:
    """What `review ZH EN` does first."""
    create_from_documents(Path("a.duizhao"), "a.zh.txt", "a.en.txt", AlignOptions(level="sentence"))


def correct() -> None:
    """A correction on the page of a review."""
    with Project("r.duizhao") as project:
        segment = project.state.rows[3].en[0]
        project.perform({"op": "edit", "segment": segment, "text": "Another text."})


def export_review() -> None:
    """Export on the page of a review."""
    with Project("r.duizhao") as project:
        choices = ExportChoices(path="o.tmx")
        export(project.state, project.meta, project.file.path, choices)


def send_review() -> None:
    """Send to memory on the page of a review."""
    with Project("r.duizhao") as project:
        send(Path("m.db"), entries(project.state, project.meta), project)


def serve() -> None:
    """Changes that a client asks of `tm serve`.

    Raises:
        OutputError: one is refused.
    """
    with TestClient(serve_app("m.db"), base_url="http://127.0.0.1") as client:
        for path, body in (
            ("/api/units", {"units": [{"zh": "第八章", "en": "Chapter VIII"}]}),
            ("/api/status", {"ids": [1, 2], "status": "checked"}),
        ):
            answer = client.post(path, json=body)
            if not answer.is_success:
                raise OutputError(answer.text, path="m.db", mend="ask again")


CASES = (
    Case("align", ("align", "a.zh.txt", "a.en.txt", "-o", "o.jsonl", "-o", "o.tmx", "-o", "o.xlsx",
                   "--findings", "f.jsonl", "-q"), ("o.jsonl", "o.tmx", "o.xlsx", "f.jsonl")),
    Case("apply", ("apply", "w.xlsx", "-o", "o.jsonl", "--memory", "m.db", "-q"), ("o.jsonl",),
         units),
    Case("tm import", ("tm", "import", "m.db", "more.tsv", "-q"), state=units, in_parts=True),
    Case("tm import --skipped", ("tm", "import", "m.db", "poor.tsv", "--skipped", "s.jsonl", "-q"),
         ("s.jsonl",), units, in_parts=True),
    Case("tm export (.parquet)", ("tm", "export", "m.db", "o.parquet", "-q"), ("o.parquet",)),
    Case("tm export (.xlsx)", ("tm", "export", "m.db", "o.xlsx", "-q"), ("o.xlsx",)),
    Case("tm export (.tmx.gz)", ("tm", "export", "m.db", "o.tmx.gz", "-q"), ("o.tmx.gz",)),
    Case("tm edit", ("tm", "edit", "m.db", "3", "--en", "Another text."), state=units, once=True),
    Case("tm delete", ("tm", "delete", "m.db", "3", "4"), state=units, once=True),
    Case("tm undo", ("tm", "undo", "m.db"), state=units, once=True),
    Case("tm vectors", ("tm", "vectors", "m.db", "-q"), state=vectors, in_parts=True),
    Case("tm clean", ("tm", "clean", "m.db", "--removed", "gone.jsonl", "-q"), state=units),
    Case("tm status", ("tm", "status", "m.db", "checked", "1", "2"), state=units),
    Case("tm pretranslate", ("tm", "pretranslate", "m.db", "a.en.txt", "-o", "p.txt", "-q"),
         ("p.txt",)),
    Case("tm analyse", ("tm", "analyse", "m.db", "a.en.txt", "-o", "n.csv", "-q"), ("n.csv",)),
    Case("terms check", ("terms", "check", "m.tsv", "--findings", "f.jsonl", "--report", "r.html",
                         "--report", "r.xlsx", "--names", "n.tsv", "-q"),
         ("f.jsonl", "r.html", "n.tsv")),
    Case("terms accept", ("terms", "accept", "g.jsonl", "--all", "--decisions", "d.tsv", "-q"),
         ("d.tsv",)),
    Case("terms extract", ("terms", "extract", "m.tsv", "-o", "e.csv", "--quiet"), ("e.csv",)),
    Case("terms termbase", ("terms", "termbase", "starter", "-o", "t.csv"), ("t.csv",)),
    Case("batch", ("batch", "zh", "en", "-o", "out", "--format", "jsonl", "--checks", "none",
                   "--workers", "0", "-q"), ("out/corpus.jsonl",)),
    Case("learn", ("learn", "r.duizhao", "-o", "w.json", "--anyway", "-q"), ("w.json",)),
    Case("tm serve", serve, state=units, in_parts=True),
    Case("review, opened", open_documents, state=review, once=True),
    Case("review, corrected", correct, state=corrected, once=True),
    Case("review, exported", export_review, ("o.tmx",)),
    Case("review, sent", send_review, state=units),
)  # fmt: skip


def not_tried() -> set[str]:
    """Commands with an option that names what they write, of which there is no case."""
    found: set[str] = set()

    def walk(one: argparse.ArgumentParser, words: str) -> None:
        for action in one._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, inner in action.choices.items():
                    walk(inner, f"{words} {name}".strip())
            elif action.type in (Kept, Written, Results):
                found.add(words)

    walk(command_line(), "")
    return {words for words in found if not any(case.name.startswith(words) for case in CASES)}


def run(folder: Path, kind: str, point: int, words: tuple[str, ...] | Callable[[], object]) -> Done:
    """The command in a fork, killed at a point or with a limit to its files.

    Where the point is `NO_LIMIT` it is neither, and the last line printed is the number of points.
    """
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        os.chdir(folder)
        seen = _watch(kind, point)
        code = _asked(words) if callable(words) else command(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
        if point == NO_LIMIT:
            os.write(2, f"\n{seen[0]}".encode())
        os._exit(code)
    os.close(sink)
    alarm = threading.Timer(LONGEST, os.kill, (child, signal.SIGTERM))
    alarm.start()
    with os.fdopen(source, encoding="utf-8", errors="replace") as stream:
        printed = stream.read()
    _, status = os.waitpid(child, 0)
    alarm.cancel()
    return Done(os.waitstatus_to_exitcode(status), printed)


def _asked(work: Callable[[], object]) -> int:
    try:
        work()
    except DuizhaoError as error:
        print(error)
        return 2
    return 0


def _watch(kind: str, point: int) -> list[int]:
    if kind == "disk" and point != NO_LIMIT:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (point, resource.RLIM_INFINITY))
    seen = [0]

    def count() -> None:
        if kind == "kill" and not seen[0]:
            # Nothing is written before; what is worked out until then would take twice as long.
            sys.setprofile(profile)
        seen[0] += 1
        if kind == "kill" and seen[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, args: tuple[object, ...]) -> None:
        writes = event != "open" or (
            isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if event in WATCHED and writes:
            count()

    def profile(_: FrameType, event: str, called: object) -> None:
        if event == "c_call" and getattr(called, "__name__", "") in CALLS:
            count()

    sys.addaudithook(hook)
    return seen


def prepare(folder: Path) -> None:
    """Inputs, and what an earlier run of each command left."""
    zh = [f"第{n}条 缔约方应于{n}日内提出报告。" for n in range(1, 25)]
    en = [f"Article {n}. The Parties shall report within {n} days." for n in range(1, 25)]
    (folder / "a.zh.txt").write_text("\n\n".join(zh), "utf-8")
    (folder / "a.en.txt").write_text("\n\n".join(en), "utf-8")
    rows = [f"{a}\t{b}" for a, b in zip(zh, en, strict=True)]
    (folder / "m.tsv").write_text("\n".join(["zh\ten", *rows, "第5号文件\tdocument 6"]), "utf-8")
    more = [f"第{n}款 {n * 7}号文件\tParagraph {n}, document {n * 7}" for n in range(4000)]
    (folder / "more.tsv").write_text("\n".join(["zh\ten", *more]), "utf-8")
    poor = [f"{row}\t{'x' * (n % 50)}" if n % 9 else "只有中文\t" for n, row in enumerate(more)]
    (folder / "poor.tsv").write_text("\n".join(["zh\ten\tnote", *poor]), "utf-8")
    for side, lines in (("zh", zh), ("en", en)):
        (folder / side).mkdir()
        for number in (1, 2):
            text = "\n\n".join(lines[: 8 * number])
            (folder / side / f"{number}.{side}.txt").write_text(text, "utf-8")
    # In this process, so that all forks have what the commands import and load.
    vars(use).update(
        load_weights=functools.cache(load_weights), Tokenizer=functools.cache(Tokenizer)
    )
    here = Path.cwd()
    os.chdir(folder)
    for words in (
        ("tm", "import", "m.db", "m.tsv", "-q"),
        ("terms", "check", "m.tsv", "--findings", "g.jsonl", "-q"),
        ("align", "a.zh.txt", "a.en.txt", "-o", "w.xlsx", "--for", "excel", "-q"),
    ):
        if command(list(words)):
            raise SystemExit(f"{words[0]} failed")
    create_from_documents(Path("r.duizhao"), "a.zh.txt", "a.en.txt", AlignOptions(level="sentence"))
    with Project("r.duizhao") as project:
        for row in project.state.rows:
            project.perform({"op": "confirm", "row": row.id})
    # Few pairs are enough to see how they are written.
    vars(learning).update(ENOUGH=10, PARTS=2)
    os.chdir(here)


def contents(folder: Path, case: Case) -> dict[str, object]:
    """What is there of a command's results."""
    found: dict[str, object] = {name: _content(folder / name) for name in case.results}
    if case.state:
        found["memory"] = case.state(folder)
    return found


def _content(path: Path) -> object:
    if path.name.endswith((".tmx", ".tmx.gz", ".xlsx", ".parquet")):
        # Dates stand in them.
        try:
            return [(i.unit.zh, i.unit.en) for i in read_pairs(path) if isinstance(i, Entry)]
        except DuizhaoError:
            pass
    # A report has links to the folder, which has another name each time.
    return path.read_bytes().replace(bytes(path.parent), b"") if path.exists() else None


def old_results(folder: Path, case: Case) -> None:
    """Results of an earlier run, to be distinguished from those of this one."""
    for name in case.results:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("an earlier result\n" if name != "d.tsv" else "# decisions\n")


def try_points(case: Case, kind: str, points: int, base: Path, scratch: Path) -> tuple[int, int]:
    """How many points were tried, and at how many the command was ended or failed.

    Raises:
        SystemExit: something was lost.
    """

    def fresh(name: str) -> Path:
        folder = scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        old_results(folder, case)
        return folder

    folder = fresh("whole")
    before = contents(folder, case)
    done = run(folder, "kill", NO_LIMIT, case.words)
    if done.code:
        raise SystemExit(f"{case.name}: {done.printed}")
    wanted = contents(folder, case)
    last = int(done.printed.rpartition("\n")[2])
    if kind == "disk":
        last = max((p.stat().st_size for p in folder.rglob("*") if p.is_file()), default=1)
    chosen = sorted({last * n // points + (kind == "kill") for n in range(points)})
    ended = 0
    for point in chosen:
        folder = fresh("tried")
        done = run(folder, kind, point, case.words)
        ended += done.code != 0
        where = f"{case.name}, {kind} at {point}"
        fine = (0, -signal.SIGKILL) if kind == "kill" else (0, 2)
        if done.code not in fine or "Traceback" in done.printed:
            raise SystemExit(f"{where}: exit code {done.code}: {done.printed}")
        after = contents(folder, case)
        for name, value in after.items():
            in_parts = name == "memory" and case.in_parts
            if value not in (before[name], wanted[name]) and not in_parts:
                raise SystemExit(f"{where}: {name} is neither the old nor the new one")
        words = case.words
        if case.name == "tm clean" and not callable(words):
            words = _other_file(folder, after["memory"] != before["memory"], words, where)
        if case.once and after == wanted:
            continue
        again = run(folder, "none", NO_LIMIT, words)
        made = contents(folder, case)
        if again.code or made != wanted:
            other = [name for name in wanted if made[name] != wanted[name]]
            raise SystemExit(f"{where}: given again, {', '.join(other)} differ: {again.printed}")
    return len(chosen), ended


def _other_file(folder: Path, removed: bool, words: tuple[str, ...], where: str) -> tuple[str, ...]:
    """``tm clean`` writes units away into a new file only."""
    there = (folder / "gone.jsonl").exists()
    if removed and not there:
        raise SystemExit(f"{where}: units are gone and their file is not there")
    return tuple("gone2.jsonl" if there and word == "gone.jsonl" else word for word in words)


def main() -> int:
    """The command; exit code 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--only", default="", help="commands whose name holds this text")
    parser.add_argument("--kind", choices=("kill", "disk"), help="only this")
    args = parser.parse_args()
    os.environ["DUIZHAO_CACHE"] = "off"
    if missing := not_tried():
        raise SystemExit(f"no case of {', '.join(sorted(missing))}")
    with tempfile.TemporaryDirectory() as name:
        base = Path(name) / "base"
        base.mkdir()
        prepare(base)
        for case in CASES:
            if args.only not in case.name:
                continue
            for kind in ("kill", "disk") if args.kind is None else (args.kind,):
                tried, ended = try_points(case, kind, args.points, base, Path(name))
                print(f"| {case.name} | {kind} | {tried} | {ended} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
