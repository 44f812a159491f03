"""Commands that are given a file of another kind, a device, a loop of links, or no name at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.cli import main

BOTH = "zh\ten\n第三条 读者可以借阅图书。\tArticle 3. A reader may borrow books.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a text for each language, a table and a memory."""
    monkeypatch.chdir(tmp_path)
    for side, text in zip(("zh", "en"), BOTH.split("\n")[1].split("\t"), strict=True):
        (tmp_path / f"a.{side}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "m.tsv").write_text(BOTH, encoding="utf-8")
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "bytes.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "none.db").touch()
    (tmp_path / "loop").symlink_to("loop")
    return tmp_path


def refusal(words: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a command line of bad input gets."""
    capsys.readouterr()
    assert main([word.strip("'") for word in words.split()]) == 2, words
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize(
    "command",
    [
        *("tm stats none.db", "tm search none.db 图书", "tm concordance none.db 图书"),
        *("tm history none.db", "tm undo none.db", "tm export none.db o.tmx", "tm vectors none.db"),
        *("tm edit none.db 1 --en x", "tm delete none.db 1", "tm status none.db checked 1"),
        *("tm clean none.db --dry-run", "tm pretranslate none.db a.en.txt -o o.txt"),
        *("tm analyse none.db a.en.txt", "tm search m.db 图书 --also none.db"),
    ],
)
def test_an_empty_file_is_no_memory(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tm", "import", "m.db", "m.tsv", "-q"]) == 0
    assert "none.db: is empty, not a memory" in refusal(command, capsys)
    assert (folder / "none.db").stat().st_size == 0


def test_an_empty_file_becomes_a_memory_by_an_import(folder: Path) -> None:
    assert main(["tm", "import", "none.db", "m.tsv", "-q"]) == 0
    assert main(["tm", "stats", "none.db"]) == 0


@pytest.mark.parametrize("option", ["--srx", "--dictionary", "--weights", "--pins"])
@pytest.mark.parametrize("given", ["bytes.bin", "deep.json", "/dev/zero", "none.db", "loop", "''"])
def test_what_is_no_file_of_its_kind_is_refused_at_every_level(
    option: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal(f"align a.zh.txt a.en.txt -o o.tmx {option} {given}", capsys)


@pytest.mark.parametrize(
    "command",
    [
        *("terms accept deep.json --all --decisions d.tsv", "terms check m.tsv --checklist ''"),
        *("terms check m.tsv --decisions ''", "align '' a.en.txt -o o.tmx", "batch '' -o out"),
        *("batch loop loop -o out", "batch loop -o out", "tm import m.db ''"),
    ],
)
def test_refused(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    refusal(command, capsys)


def test_half_a_surrogate_pair_is_no_word(folder: Path) -> None:
    unit = r'{"zh": "\ud800图书馆开放。", "en": "The library is open."}'
    (folder / "half.jsonl").write_text(f"{unit}\n" * 3, encoding="utf-8")
    assert main(["terms", "extract", "half.jsonl", "-o", "o.csv", "-q"]) == 0
    assert main(["terms", "check", "half.jsonl", "-q"]) == 0
