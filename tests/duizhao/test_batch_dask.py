"""The same bytes from a real Dask scheduler and two workers, one of them killed on the way."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

import duizhao


def digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_worker_dies(tmp_path: Path) -> None:
    for name in ("zh", "en"):
        (tmp_path / name).mkdir()
    for number in range(8):
        zh, en = f"大会第 {number + 60} 届会议。\n", f"Session No. {number + 60} of the Assembly.\n"
        (tmp_path / "zh" / f"{number:02}.txt").write_text(zh, encoding="utf-8")
        (tmp_path / "en" / f"{number:02}.txt").write_text(en, encoding="utf-8")
    batch = duizhao.batch(tmp_path / "zh", tmp_path / "en", checks=())
    batch.write(tmp_path / "here", size=1, workers=0)
    contact = tmp_path / "scheduler.json"
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
                 "--no-dashboard", "--local-directory", str(tmp_path / "dask")],
                stderr=subprocess.DEVNULL,
            )
            for _ in range(2)
        ]  # fmt: skip
        killed = []

        def kill(stage: str, done: int, total: int) -> None:
            if not killed and done < total:
                started[1].kill()
                killed.append(done)

        batch.write(tmp_path / "there", size=1, scheduler=address, progress=kill)
        assert killed
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()
    assert digest(tmp_path / "there") == digest(tmp_path / "here")
