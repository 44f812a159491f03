"""Kill every command that writes at many points, and fill its disk at many points.

    python scripts/interrupt.py --points 50

Kill: the command runs with a tracer (`sys.addaudithook`) that counts what the process opens,
renames, removes and connects to, and kills it with SIGKILL at the n-th of these. Disk: the files
that the process writes may not grow beyond a size (RLIMIT_FSIZE), a different one at each point;
the system refuses the write as it does where the disk is full, for libraries in C too. After
each, what an earlier run left has to be there, whole or replaced as a whole by the new result;
then the command is given again, and has to end as it does without any of this. Prints a table.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_CHILD = """
import os, resource, signal, sys
kind, point = sys.argv[1], int(sys.argv[2])
words = sys.argv[3:]
if kind == "disk" and point >= 0:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (point, resource.RLIM_INFINITY))
count = 0
watched = {"open", "os.rename", "os.remove", "os.chmod", "sqlite3.connect", "tempfile.mkstemp"}
def seen(event, args):
    global count
    if event not in watched:
        return
    if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)):
        return
    count += 1
    if kind == "kill" and count == point:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(seen)
from duizhao.cli import main
code = main(words)
if kind == "kill" and point < 0:
    print(f"count {count}", file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True)
class Case:
    """A command that writes.

    Attributes:
        name: of the command.
        words: its options; relative to the folder that it runs in.
        results: files that it makes, which are the same whenever it ends well.
        state: says what is in a memory, for a command that keeps one.
    """

    name: str
    words: tuple[str, ...]
    results: tuple[str, ...] = ()
    state: Callable[[Path], object] | None = None


def units(folder: Path) -> object:
    """Texts and statuses in the memory."""
    from duizhao.memory.store import Store

    with Store(folder / "m.db", create=False) as store:
        if store.connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return "damaged"
        return sorted((e.unit.zh, e.unit.en, int(e.status)) for e in store.entries())


CASES = (
    Case("align", ("align", "a.zh.txt", "a.en.txt", "-o", "o.jsonl", "--findings", "f.jsonl", "-q"),
         ("o.jsonl", "f.jsonl")),
    Case("tm import", ("tm", "import", "m.db", "more.tsv", "-q"), state=units),
    Case("tm export", ("tm", "export", "m.db", "o.csv", "-q"), ("o.csv",)),
    Case("tm clean", ("tm", "clean", "m.db", "--removed", "gone.jsonl", "-q"), state=units),
    Case("tm status", ("tm", "status", "m.db", "checked", "1", "2"), state=units),
    Case("tm pretranslate", ("tm", "pretranslate", "m.db", "a.en.txt", "-o", "p.txt", "-q"),
         ("p.txt",)),
    Case("terms check", ("terms", "check", "m.tsv", "--findings", "f.jsonl", "--report", "r.html",
                         "-q"), ("f.jsonl",)),
    Case("terms accept", ("terms", "accept", "g.jsonl", "--all", "--decisions", "d.tsv", "-q"),
         ("d.tsv",)),
    Case("terms termbase", ("terms", "termbase", "starter", "-o", "t.csv"), ("t.csv",)),
    Case("batch", ("batch", "zh", "en", "-o", "out", "--format", "jsonl", "--checks", "none",
                   "--workers", "0", "-q"), ("out/corpus.jsonl",)),
)  # fmt: skip


def run(
    folder: Path, kind: str, point: int, words: tuple[str, ...]
) -> subprocess.CompletedProcess[str]:
    """The command, killed at a point or with a limit to its files; neither where it is below 0."""
    command = [sys.executable, "-c", _CHILD, kind, str(point), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DUIZHAO_CACHE": "off"}
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, env=environment
    )


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
    for side, lines in (("zh", zh), ("en", en)):
        (folder / side).mkdir()
        for number in (1, 2):
            text = "\n\n".join(lines[: 8 * number])
            (folder / side / f"{number}.{side}.txt").write_text(text, "utf-8")
    for words in (
        ("tm", "import", "m.db", "m.tsv", "-q"),
        ("terms", "check", "m.tsv", "--findings", "g.jsonl", "-q"),
    ):
        done = run(folder, "none", -1, words)
        if done.returncode:
            raise SystemExit(done.stderr)


def contents(folder: Path, case: Case) -> dict[str, object]:
    """What is there of a command's results."""
    found: dict[str, object] = {
        name: (folder / name).read_bytes() if (folder / name).exists() else None
        for name in case.results
    }
    if case.state:
        found["memory"] = case.state(folder)
    return found


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
    done = run(folder, "kill", -1, case.words)
    if done.returncode:
        raise SystemExit(f"{case.name}: {done.stderr}")
    wanted = contents(folder, case)
    count = int(done.stderr.rpartition("count ")[2])
    largest = max((p.stat().st_size for p in folder.rglob("*") if p.is_file()), default=1)
    most = count if kind == "kill" else largest
    chosen = sorted({max(1, most * n // points) for n in range(1, points + 1)})
    if kind == "disk":
        chosen = sorted({most * n // points for n in range(points)})
    ended = 0
    for point in chosen:
        folder = fresh("tried")
        done = run(folder, kind, point, case.words)
        ended += done.returncode != 0
        where = f"{case.name}, {kind} at {point}"
        if kind == "kill" and done.returncode not in (0, -signal.SIGKILL):
            raise SystemExit(f"{where}: exit code {done.returncode}: {done.stderr}")
        if kind == "disk" and (done.returncode not in (0, 2) or "Traceback" in done.stderr):
            raise SystemExit(f"{where}: exit code {done.returncode}: {done.stderr}")
        after = contents(folder, case)
        for name, value in after.items():
            partly = name == "memory" and case.name == "tm import"
            if value not in (before[name], wanted[name]) and not partly:
                raise SystemExit(f"{where}: {name} is neither the old nor the new one")
        if case.name == "tm clean" and after["memory"] != before["memory"]:
            gone = folder / "gone.jsonl"
            if not gone.exists():
                raise SystemExit(f"{where}: units are gone and their file is not there")
        words = case.words
        if case.name == "tm clean" and (folder / "gone.jsonl").exists():
            words = tuple("gone2.jsonl" if word == "gone.jsonl" else word for word in words)
        again = run(folder, "none", -1, words)
        if again.returncode or contents(folder, case) != wanted:
            raise SystemExit(f"{where}: the rerun does not complete: {again.stderr}")
    return len(chosen), ended


def main() -> int:
    """The command; exit code 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--only", default="", help="commands whose name holds this text")
    parser.add_argument("--kind", choices=("kill", "disk"), help="only this")
    args = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as name:
        base = Path(name) / "base"
        base.mkdir()
        prepare(base)
        for case in CASES:
            if args.only not in case.name:
                continue
            for kind in ("kill", "disk") if args.kind is None else (args.kind,):
                tried, ended = try_points(case, kind, args.points, base, Path(name))
                print(f"{case.name:16}{kind:6}{tried:4} points, {ended:4} ended early", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
