"""What a killed run left in the folder for temporary files."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from duizhao.corpora import scratch

HOLD = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from duizhao.corpora.scratch import Scratch
mine = Scratch()
print(mine.name, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of this kind there")
def test_a_later_run_takes_away_what_a_killed_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(scratch, "YOUNG", -1.0)
    other = tmp_path / "duizhao-else"
    other.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None and process.stdin is not None
    left = Path(process.stdout.readline().strip())
    (left / "profile").mkdir()
    scratch.sweep()
    assert left.is_dir()  # its owner lives
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    mine = scratch.Scratch()
    assert not left.exists() and other.is_dir()
    assert Path(mine.name).is_dir() and Path(mine.name).parent == tmp_path
    mine.remove()
    assert not Path(mine.name).exists()
