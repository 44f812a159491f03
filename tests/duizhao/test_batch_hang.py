"""Documents at which a process hangs or dies, where nothing inside it can stop that."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

import duizhao
from duizhao.collection import processes

TIME = 2.0
# What a worker runs when it starts. Instead of being aligned, a document hangs with all
# signals blocked, as a library in C would, beside a program that it started; or it kills
# the process; or it is only seen.
STARTED = """
import os, signal, subprocess, sys, time
import duizhao.collection.processes as processes
import duizhao.collection.shards as shards
processes.GRACE = 0.5
def one(entry, job, fatal, rows):
    record = {"number": entry.number, "zh": entry.zh, "en": entry.en, "status": "failed"}
    if entry.number in fatal:
        return {**record, "reason": fatal[entry.number]}
    if entry.zh.endswith("hangs.txt"):
        child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"],
                                 start_new_session=True)
        open(os.environ["CHILD"], "a").write(f"{child.pid}\\n")
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        time.sleep(600)
    if entry.zh.endswith("dies.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return {**record, "reason": "seen"}
shards._one = one
"""


def is_alive(pid: int) -> bool:
    try:
        # A killed child whose parent is gone may wait for init to take it.
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_hangs_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(STARTED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setenv("CHILD", str(tmp_path / "children"))
    monkeypatch.setattr(processes, "GRACE", 0.5)
    names = ("a", "hangs", "b") if workers == 1 else ("a", "hangs", "b", "dies", "c")
    for side, text in (("zh", "委员会在日内瓦开会。\n"), ("en", "The Committee met in Geneva.\n")):
        (tmp_path / side).mkdir()
        for name in names:
            (tmp_path / side / f"{name}.txt").write_text(text, encoding="utf-8")
    pairs = [(tmp_path / "zh" / f"{n}.txt", tmp_path / "en" / f"{n}.txt") for n in names]
    batch = duizhao.batch(pairs, checks=(), timeout=TIME)
    batch.write(tmp_path / "out", workers=workers, size=2)
    with (tmp_path / "out" / "failed.csv").open(encoding="utf-8", newline="") as stream:
        said = {Path(row["zh"]).stem: row["reason"] for row in csv.DictReader(stream)}
    assert list(said) == list(names)
    assert "took longer than 2 seconds" in said.pop("hangs")
    if workers == 2:
        assert said.pop("dies") == "the process that worked on it died"
    assert set(said.values()) == {"seen"}
    children = (tmp_path / "children").read_text(encoding="utf-8").split()
    assert len(children) == 1 and not is_alive(int(children[0]))
    assert not batch.write(tmp_path / "out", workers=workers, size=2)


def test_descendants() -> None:
    assert os.getpid() in processes.descendants(os.getppid())
