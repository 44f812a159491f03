"""`duizhao batch`: resume, same bytes, failures, filter, the library's own use."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import duizhao
from duizhao.cli import main
from duizhao.collection import pairs
from duizhao.collection.job import Job, entries_of
from duizhao.collection.shards import is_done, read_records
from duizhao.corpora.filter import FilterSettings
from duizhao.corpora.pairing import Pairing, pair_files

PAIRS = [
    ("大会通过了第 {0}/178 号决议。", "The General Assembly adopted resolution {0}/178."),
    ("请秘书长提交第 {0} 次报告。", "Requests the Secretary-General to submit report No. {0}."),
    ("委员会在日内瓦开会。", "The Committee met in Geneva."),
]


def make(folder: Path, documents: int) -> tuple[Path, Path]:
    zh, en = folder / "zh", folder / "en"
    zh.mkdir()
    en.mkdir()
    for number in range(documents):
        for side, path in enumerate((zh, en)):
            text = "\n\n".join(pair[side].format(60 + number) for pair in PAIRS)
            (path / f"doc{number}.txt").write_text(text + "\n", encoding="utf-8")
    return zh, en


def digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_results_and_a_second_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zh, en = make(tmp_path, 3)
    (zh / "alone.txt").write_text("这个文件没有译文，谈的是咖啡。\n", encoding="utf-8")
    (zh / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    (en / "bad.txt").write_text("Some English text.\n", encoding="utf-8")
    out = tmp_path / "out"
    formats = "tmx,tmx-each,parquet,jsonl,csv,moses"
    command = ["batch", str(zh), str(en), "-o", str(out), "--format", formats, "--shard-size", "2"]
    command += ["--workers", "0"]
    assert main([*command, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["documents"], said["failed"], said["pairs"]) == (3, 0, 9)
    manifest = (out / "manifest.csv").read_text(encoding="utf-8")
    assert "alone.txt,,unpaired" in manifest
    assert "bad.txt cannot be read: is a binary file" in manifest
    assert len((out / "corpus.jsonl").read_text(encoding="utf-8").splitlines()) == 9
    with (out / "corpus.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream))[4]["unit"] == "1"
    assert len((out / "corpus.zh").read_text(encoding="utf-8").splitlines()) == 9
    assert len(list((out / "tmx").iterdir())) == 3
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "委员会在日内瓦开会" in report and "http" not in report
    before = digest(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    assert main(command) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert digest(out) == before
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")} == times
    # What was removed is made again; what is no longer asked for goes.
    (out / "memory.tmx").unlink()
    assert main(command) == 0
    assert digest(out) == before
    assert main([*command[:5], "--format", "jsonl", "--workers", "0", "--shard-size", "2"]) == 0
    names = {path.name for path in out.iterdir() if path.is_file()}
    assert {name for name in names if name.startswith(("corpus", "memory"))} == {"corpus.jsonl"}
    assert not list((out / "tmx").iterdir())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, and what this process alone makes of them in ``whole``."""
    folder = tmp_path_factory.mktemp("collection")
    zh, en = make(folder, 4)
    duizhao.batch(zh, en, checks=()).write(folder / "whole", size=1, workers=0)
    return folder


def test_same_bytes_with_two_processes(whole: Path, tmp_path: Path) -> None:
    duizhao.batch(whole / "zh", whole / "en", checks=()).write(tmp_path / "two", size=1, workers=2)
    assert digest(tmp_path / "two") == digest(whole / "whole")


def test_a_killed_run_goes_on(whole: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    command = ["batch", str(whole / "zh"), str(whole / "en"), "--checks", "none"]
    command += ["--shard-size", "1", "-q", "-o", str(killed)]
    process = subprocess.Popen([sys.executable, "-m", "duizhao", *command], start_new_session=True)
    end = time.monotonic() + 120
    while not list(killed.glob(".shards/[0-9]*.done")) and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (killed / "results.json").exists()
    marker = min(killed.glob(".shards/[0-9]*.done"))
    first = marker.stat().st_mtime_ns
    assert main([*command, "--workers", "0"]) == 0
    assert marker.stat().st_mtime_ns == first
    # What only the command leaves there.
    (killed / "manifest.csv").unlink()
    (killed / ".shards" / "pairing.json").unlink()
    assert digest(killed) == digest(whole / "whole")


def test_the_pairing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    zh, en = make(tmp_path, 3)
    (zh / "alone.txt").write_text("这个文件没有译文，谈的是咖啡。\n", encoding="utf-8")
    asked: list[str] = []

    def seen(*args: Any, **kwargs: Any) -> Pairing:
        asked.append("found")
        return pair_files(*args, **kwargs)

    monkeypatch.setattr(pairs, "pair_files", seen)
    command = ["batch", str(zh), str(en), "-o", str(tmp_path / "out"), "--checks", "none"]
    for files, times in ((1, 1), (1, 1), (2, 2), (2, 2)):
        if files > 1:
            (en / "doc1.txt").write_text("Something else was said in London.\n", encoding="utf-8")
        assert main([*command, "--workers", "0"]) == 0
        said = capsys.readouterr().out
        assert len(asked) == times and "1 file without a counterpart" in said
        manifest = (tmp_path / "out" / "manifest.csv").read_text(encoding="utf-8")
        assert "alone.txt,,unpaired" in manifest
        assert ("doc1.txt,name,no" in manifest) == (files > 1)
    (tmp_path / "out" / ".shards" / "pairing.json").write_text("[", encoding="ascii")
    assert main([*command, "--workers", "0"]) == 0 and len(asked) == 3


def test_parts_of_a_job(whole: Path, tmp_path: Path) -> None:
    batch = duizhao.batch(whole / "zh", whole / "en", checks=())
    out = tmp_path / "parts"
    assert batch.write(out, size=1, shard=(1, 2), workers=0)
    job = Job(str(out), entries_of(batch.pairing.certain), batch.options, 1)
    assert [is_done(job, shard) for shard in job.shards] == [True, False, True, False]
    assert batch.write(out, size=1, shard=(2, 2), workers=0)
    batch.write(out, size=1, workers=0)
    assert digest(out) == digest(whole / "whole")


def test_a_changed_file_is_worked_on_again(tmp_path: Path) -> None:
    zh, en = make(tmp_path, 2)
    batch = duizhao.batch(zh, en, checks=())
    batch.write(tmp_path / "out", size=1, workers=0)
    job = Job(str(tmp_path / "out"), entries_of(batch.pairing.certain), batch.options, 1)
    with (zh / "doc1.txt").open("a", encoding="utf-8") as stream:
        stream.write("\n新的一段。\n")
    assert [is_done(job, shard) for shard in job.shards] == [True, False]
    assert batch.write(tmp_path / "out", size=1, workers=0)
    assert read_records(job, 1)[0]["zh_only"] + read_records(job, 1)[0]["pairs"] >= 3


def test_filter_keeps_what_it_drops(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    zh, en = make(tmp_path, 3)
    batch = duizhao.batch(zh, en, checks=())
    batch.write(
        tmp_path / "out", formats=("parquet",), filter=FilterSettings(duplicates=True), workers=0
    )
    kept = pq.read_table(tmp_path / "out" / "corpus.parquet")
    dropped = pq.read_table(tmp_path / "out" / "dropped.parquet")
    assert (kept.num_rows, dropped.num_rows) == (7, 2)
    assert set(dropped["reason"].to_pylist()) == {"duplicate"}


def test_iterating_and_pandas(tmp_path: Path) -> None:
    import pandas as pd

    zh, en = make(tmp_path, 2)
    frame = pd.DataFrame(
        {
            "zh": [zh / "doc0.txt", zh / "missing.txt", zh / "doc1.txt"],
            "en": [en / "doc0.txt", en / "doc0.txt", en / "doc1.txt"],
        }
    )
    batch = duizhao.batch(frame, checks=())
    assert [len(pair.units) for pair in batch] == [3, 3]
    assert "does not exist" in batch.failed[0][2]
    assert list(batch.to_frame()["en"])[2] == "The Committee met in Geneva."


def test_a_corrected_manifest_is_taken(tmp_path: Path) -> None:
    zh, en = make(tmp_path, 2)
    shutil.move(en / "doc1.txt", en / "andere.txt")
    out = tmp_path / "out"
    assert main(["batch", str(zh), str(en), "-o", str(out), "--pair-by", "name", "--pairs-only",
                 "-q"]) == 0  # fmt: skip
    manifest = out / "manifest.csv"
    rows = list(csv.DictReader(manifest.open(encoding="utf-8", newline="")))
    assert [row["how"] for row in rows] == ["name", "unpaired", "unpaired"]
    manifest.write_text("zh,en\r\n../zh/doc1.txt,../en/andere.txt\r\n", encoding="utf-8")
    assert (
        main(["batch", str(manifest), "-o", str(out), "-q", "--checks", "none", "--workers", "0"])
        == 0
    )
    assert json.loads((out / "results.json").read_text(encoding="utf-8"))["documents"] == 1
    corrected = manifest.read_bytes()
    again = ["batch", str(zh), str(en), "-o", str(out), "--pair-by", "name", "--pairs-only"]
    for _ in range(2):
        assert main(again) == 0
        assert manifest.read_bytes() != corrected
        assert (out / "manifest.old.csv").read_bytes() == corrected


def test_results_among_the_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path, 1)
    command = ["batch", str(tmp_path), "-o", str(tmp_path / "out"), "--workers", "0"]
    assert main(command) == 0
    capsys.readouterr()
    assert main(command) == 0
    assert "nothing to do" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "-o", "out"], "nowhere: does not exist"),
        (["zh", "en", "-o", "out", "--shard", "3/2"], "no part 3 of 2"),
        (["zh", "en", "-o", "out", "--format", "docx"], "no format 'docx'"),
        (["zh", "en", "-o", "out", "--pair-by", "smell"], "no pairing by 'smell'"),
    ],
)
def test_bad_options(
    tmp_path: Path,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    assert main(["batch", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_pins_count_for_the_documents_that_they_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zh, en = make(tmp_path, 2)
    pins = tmp_path / "one.pins"
    decided = [
        {"zh_file": "doc1.txt", "en_file": "doc1.txt"},
        {"zh": [PAIRS[2][0]], "en": []},
    ]
    pins.write_text("\n".join(map(json.dumps, decided)), encoding="utf-8")
    out = tmp_path / "out"
    command = ["batch", str(zh), str(en), "-o", str(out), "--format", "jsonl", "--pins", str(pins)]
    assert main([*command, "-q"]) == 0
    rows = [json.loads(line) for line in (out / "corpus.jsonl").read_text("utf-8").splitlines()]
    met = {Path(row["zh_file"]).name: row["en"] for row in rows if row["zh"] == PAIRS[2][0]}
    assert met == {"doc0.txt": PAIRS[2][1], "doc1.txt": ""}
    links = tmp_path / "one.links"
    links.write_text("[0]:[0]\n", encoding="utf-8")
    again = [*command[:-1], str(links), "-q"]
    assert main(again) == 2
    assert "does not say of which documents" in capsys.readouterr().err
