"""A real Dask scheduler and real workers: the same bytes, whatever dies or hangs on the way."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import duizhao

from .test_batch_hang import STARTED, is_alive


def digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def cluster(folder: Path, size: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its workers."""
    contact = folder / "scheduler.json"
    dask = [sys.executable, "-m"]
    started = [
        subprocess.Popen(
            [*dask, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
             "--no-dashboard", "--scheduler-file", str(contact)],
            stderr=subprocess.DEVNULL,
        )
    ]  # fmt: skip
    try:
        end = time.monotonic() + 60
        while not contact.exists() and time.monotonic() < end:
            time.sleep(0.05)
        address = json.loads(contact.read_text(encoding="utf-8"))["address"]
        started += [
            subprocess.Popen(
                [*dask, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
                 "--no-dashboard", "--local-directory", str(folder / "dask")],
                stderr=subprocess.DEVNULL,
            )
            for _ in range(size)
        ]  # fmt: skip
        yield address, started[1:]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def test_a_worker_dies(tmp_path: Path) -> None:
    for name in ("zh", "en"):
        (tmp_path / name).mkdir()
    for number in range(8):
        zh, en = f"大会第 {number + 60} 届会议。\n", f"Session No. {number + 60} of the Assembly.\n"
        (tmp_path / "zh" / f"{number:02}.txt").write_text(zh, encoding="utf-8")
        (tmp_path / "en" / f"{number:02}.txt").write_text(en, encoding="utf-8")
    batch = duizhao.batch(tmp_path / "zh", tmp_path / "en", checks=())
    batch.write(tmp_path / "here", size=1, workers=0)
    killed: list[int] = []
    with cluster(tmp_path, 2) as (address, workers):

        def kill(stage: str, done: int, total: int) -> None:
            if not killed and done < total:
                workers[0].kill()
                killed.append(done)

        batch.write(tmp_path / "there", size=1, scheduler=address, progress=kill)
    assert killed
    assert digest(tmp_path / "there") == digest(tmp_path / "here")


def test_a_document_that_hangs_or_kills_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(STARTED, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    monkeypatch.setenv("CHILD", str(tmp_path / "children"))
    names = ("a", "hangs", "dies", "b")
    for name in names:
        (tmp_path / f"{name}.txt").write_text("委员会在日内瓦开会。\n", encoding="utf-8")
    batch = duizhao.batch([(tmp_path / f"{n}.txt",) * 2 for n in names], checks=(), timeout=2.0)
    with cluster(tmp_path, 1) as (address, _):
        batch.write(tmp_path / "out", size=4, scheduler=address)
    with (tmp_path / "out" / "failed.csv").open(encoding="utf-8", newline="") as stream:
        said = {Path(row["zh"]).stem: row["reason"] for row in csv.DictReader(stream)}
    assert "took longer than 2 seconds" in said["hangs"]
    assert said["dies"] == "the process that worked on it died"
    assert (said["a"], said["b"]) == ("seen", "seen")
    children = (tmp_path / "children").read_text(encoding="utf-8").split()
    assert len(children) == 1 and not is_alive(int(children[0]))
