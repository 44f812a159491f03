"""The command among files, streams and names that are not as they should be."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pytest

from duizhao.align.encode.cache import default_folder
from duizhao.cli import failures, terminal
from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import InputError, OutputError, SettingsError, UnsafeFileError
from duizhao.corpora.file_names import as_text, from_text
from duizhao.corpora.readers import pipes
from duizhao.corpora.readers.limits import Limits

from ..present import present

ODD = b"\xd6\xd0\xce\xc4"  # 中文 in the encoding of Chinese Windows
ROW = "zh\ten\n港口\x1b]0;TITLE\x07有 3 座\x1b[2J。\tThe port \x1b[31mhas\x9b8m 4 docks.\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "units.tsv"
    path.write_text(ROW, encoding="utf-8")
    return path


def run(
    *args: str,
    stdout: BinaryIO | int = subprocess.PIPE,
    env: Mapping[str, str] | None = None,
    preexec_fn: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "duizhao", *args],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=env,
        preexec_fn=preexec_fn,
        timeout=120,
        check=False,
    )


def one_line(result: subprocess.CompletedProcess[bytes]) -> str:
    text = result.stderr.decode()
    assert result.returncode == 2, text
    assert text.startswith("duizhao: ") and text.count("\n") == 1, text
    return text


def test_orders_to_the_terminal_are_shown_not_sent(table: Path) -> None:
    memory = str(table.with_suffix(".db"))
    assert run("tm", "import", memory, str(table)).returncode == 0
    result = run("tm", "search", memory, "港口有 3 座。")
    said = (result.stdout + result.stderr).decode()
    assert result.returncode == 0 and "␛[31m" in said
    assert not [char for char in said if ord(char) < 32 and char != "\n"]
    assert "\x9b" not in said and "\x7f" not in said


def test_text_without_orders_is_left_alone() -> None:
    text = "第一条\tArticle 1 — “ok”\n"
    assert terminal.harmless(text) is text or terminal.harmless(text) == text
    assert terminal.harmless("a\rb\x85c\u202ed") == "a␍b\\x85c\\u202ed"


@pytest.mark.parametrize("way", ["full", "closed"])
def test_standard_output_that_takes_nothing_is_an_error_of_one_line(table: Path, way: str) -> None:
    if way == "full":
        with Path("/dev/full").open("wb") as full:
            result = run("terms", "check", str(table), stdout=full)
    else:
        command = f"{sys.executable} -m duizhao terms check {table} >&-"
        result = run_shell(command)
    assert "standard output" in one_line(result)


def run_shell(command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False)


def test_an_encoding_that_lacks_characters_gets_escapes(table: Path) -> None:
    result = run("terms", "check", str(table), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert result.returncode == 0 and b"\\u2423" not in result.stdout


def test_little_memory_is_told_before_a_library_crashes(table: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))

    assert "not enough memory" in one_line(run("terms", "check", str(table), preexec_fn=limit))


def test_memory_that_runs_out_is_an_error_of_one_line() -> None:
    assert "not enough memory" in present(failures.line_of(MemoryError()))
    assert failures.line_of(KeyError("x")) is None
    line = failures.line_of(OSError(36, "File name too long", "x" * 300))
    assert line is not None and line.endswith(
        "file name too long; check the name, its rights and the disk"
    )


@pytest.mark.parametrize("name", ["x" * 300 + ".tsv", "loop.tsv"])
def test_an_output_that_nobody_can_write_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.tsv").symlink_to("loop.tsv")
    with pytest.raises(OutputError), atomic_write(tmp_path / name) as temporary:
        temporary.write_text("x")
    assert [item.name for item in tmp_path.iterdir()] == ["loop.tsv"]


def test_a_full_disk_while_a_workbook_is_written_leaves_nothing(tmp_path: Path) -> None:
    from duizhao.corpora.unit import Unit
    from duizhao.memory.write import write

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    units = [Unit(f"港口{n}号", f"port {n} {os.urandom(40).hex()}") for n in range(2_000)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            write(units, tmp_path / "units.xlsx")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert not list(tmp_path.iterdir())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_disk_that_fills_at_the_end_of_a_sheet_makes_no_damaged_workbook(
    tmp_path: Path,
) -> None:
    """The XML of a sheet waits in a temporary file, which is larger than the workbook."""
    from duizhao.corpora.unit import Unit
    from duizhao.memory.write import write

    units = [Unit(f"港口{n}号", f"port {n}") for n in range(300)]
    write(units, tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size - 50, before[1]))
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            write(units, tmp_path / "units.xlsx")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert [item.name for item in tmp_path.iterdir()] == ["whole.xlsx"]


def test_the_cache_of_nobody_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIZHAO_CACHE", "~nobody-of-this-name/x")
    with pytest.raises(SettingsError, match="DUIZHAO_CACHE"):
        default_folder()


def test_a_pipe_that_nobody_writes_to_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="gave nothing"):
        list(pipes.pipe_blocks(tmp_path / "pipe", wait=0.1))


def test_a_device_without_end_is_refused() -> None:
    with pytest.raises(UnsafeFileError, match="more than 1 MB"):
        list(pipes.pipe_blocks(Path("/dev/zero"), Limits(file_bytes=1 << 20)))


def test_names_that_are_no_utf_8_are_carried_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(ODD + b".txt")
    path.write_text("x")
    shown = as_text(path)
    assert shown.endswith("\\xd6\\xd0\\xce\\xc4.txt") and shown.encode()
    assert from_text(shown) == str(path)
    assert as_text("港口.txt") == from_text("港口.txt") == "港口.txt"
    assert as_text("\ud800.txt").encode()


def test_every_result_of_a_file_whose_name_is_no_utf_8_can_be_read(tmp_path: Path) -> None:
    from duizhao.memory.store import Store
    from duizhao.memory.store.importing import import_file
    from duizhao.memory.terms.sources import read_checked
    from duizhao.pipeline import align

    name = os.fsdecode(ODD)
    zh, en = tmp_path / f"{name}.zh.txt", tmp_path / f"{name}.en.txt"
    zh.write_text("第一条 港口开放。\n第二条 港口关闭。\n", encoding="utf-8")
    en.write_text("Article 1 The port is open.\nArticle 2 The port is closed.\n")
    pair = align(str(zh), str(en))
    for suffix in ("tmx", "jsonl", "parquet", "xlsx", "csv", "html", "links"):
        pair.write(tmp_path / f"o.{suffix}")
    lines = (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert "\\xd6" in json.loads(lines[0])["zh_file"]
    for suffix in ("tmx", "jsonl", "xlsx", "csv"):
        (tmp_path / f"o.{suffix}").rename(tmp_path / f"{name}.{suffix}")
        assert len(read_checked([tmp_path / f"{name}.{suffix}"]).units) == 2
    with Store(tmp_path / "memory.db") as store:
        assert import_file(store, tmp_path / f"{name}.tmx").added == 2
