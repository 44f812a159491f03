"""Files paired by processes of their own: the same pairs, and nothing lost by what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import duizhao
from duizhao.collection import processes

TEXTS = [
    ("清洁饮水是人权，各国应当保障供水。", "Safe drinking water is a human right."),
    ("杀伤人员地雷将于明年销毁。", "Anti-personnel mines will be destroyed next year."),
    ("发展中国家的出口商品价格下跌。", "Export prices of developing countries fell."),
    ("外层空间只应用于和平目的。", "Outer space is for peaceful purposes only."),
    ("委员会在日内瓦举行了第 12 次会议。", "The Committee held its 12th meeting in Geneva."),
]
# What a worker runs when it starts: a file hangs with all signals blocked, another kills.
STARTED = """
import os, signal, time
import duizhao.collection.crew as crew
read = crew.read_sample
def one(path):
    if path.stem == "hangs":
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        time.sleep(600)
    if path.stem == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    return read(path)
crew.read_sample = one
"""


def make(folder: Path) -> None:
    for side in ("zh", "en"):
        (folder / side).mkdir()
    for number, (zh, en) in enumerate(TEXTS):
        (folder / "zh" / f"a{number}.txt").write_text(zh + "\n", encoding="utf-8")
        (folder / "en" / f"b{7 - number}.txt").write_text(en + "\n", encoding="utf-8")
        for side, text in (("zh", zh), ("en", en)):
            (folder / side / f"same{number}.txt").write_text(f"{text}\n{number}\n", "utf-8")
    (folder / "zh" / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)


def test_the_same_pairs_from_two_processes(tmp_path: Path) -> None:
    make(tmp_path)
    here = duizhao.batch(tmp_path / "zh", tmp_path / "en").pairing
    there = duizhao.batch(tmp_path / "zh", tmp_path / "en", workers=2).pairing
    assert {match.how for match in here.matches} == {"name", "content"}
    assert all(match.score is not None for match in here.matches)
    assert there == here
    mixed = duizhao.batch(tmp_path).pairing
    assert duizhao.batch(tmp_path, workers=1).pairing == mixed


def test_a_file_that_hangs_or_kills_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(STARTED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setattr(processes, "GRACE", 0.5)
    whole = duizhao.batch(tmp_path / "zh", tmp_path / "en").pairing
    for name in ("hangs", "dies"):
        (tmp_path / "zh" / f"{name}.txt").write_text("各国应当合作。\n", encoding="utf-8")
    found = duizhao.batch(tmp_path / "zh", tmp_path / "en", workers=2, timeout=2.0).pairing
    assert found.matches == whole.matches
    said = {item.path.stem: item.reason for item in found.unpaired}
    assert "took longer than 2 seconds" in said.pop("hangs")
    assert said.pop("dies") == "cannot be read: the process that worked on it died"
    assert said == {item.path.stem: item.reason for item in whole.unpaired}
