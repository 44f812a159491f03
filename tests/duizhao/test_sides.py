"""Which of two files is Chinese and which English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import duizhao
from duizhao.cli import main
from duizhao.corpora.errors import LanguageError
from duizhao.sides import read_sides

MENUS_ZH = "单击 Edit > Find and Replace\n\n选择 Match Whole Words Only\n\n关闭 Print Layout View\n"
MENUS_EN = (
    "Click Edit > Find and Replace\n\nSelect Match Whole Words Only\n\nClose Print Layout View\n"
)
CHINESE = "我们在河边走了很久。\n\n天黑以后才回家。\n"
ENGLISH = "We walked along the river for a long time.\n\nIt was dark when we came home.\n"

LISTING = '<pre class="screen">$ cp -a some old files to the new folder\n$ ls</pre>' * 20


def files(folder: Path, zh: str, en: str) -> tuple[str, str]:
    paths = folder / "a.txt", folder / "b.txt"
    for path, text in zip(paths, (zh, en), strict=True):
        path.write_text(text, encoding="utf-8")
    return str(paths[0]), str(paths[1])


@pytest.mark.parametrize(
    ("first", "second", "zh", "notes"),
    [
        (CHINESE, ENGLISH, 0, 0),
        (ENGLISH, CHINESE, 1, 1),
        (MENUS_ZH, MENUS_EN, 0, 1),
        (MENUS_EN, MENUS_ZH, 1, 1),
        (CHINESE * 9 + ENGLISH, ENGLISH, 0, 0),
    ],
)
def test_sides_are_found(tmp_path: Path, first: str, second: str, zh: int, notes: int) -> None:
    paths = files(tmp_path, first, second)
    found = read_sides(*paths)
    assert (found[0].path, found[1].path) == (paths[zh], paths[1 - zh])
    assert len(found[2]) == notes


@pytest.mark.parametrize("code", ["", LISTING])
def test_a_manual_with_little_chinese_is_found_alike_by_align_and_batch(
    tmp_path: Path, code: str
) -> None:
    paths = []
    for side, text in (
        ("zh", MENUS_ZH if not code else CHINESE),
        ("en", MENUS_EN if not code else ENGLISH),
    ):
        (tmp_path / side).mkdir()
        path = tmp_path / side / "manual.html"
        body = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
        path.write_text(f"<html><body>{body}{code}</body></html>", encoding="utf-8")
        paths.append(str(path))
    assert [source.path for source in read_sides(*paths)[:2]] == paths
    (match,) = duizhao.batch(tmp_path / "zh", tmp_path / "en").pairing.matches
    assert "both are" not in match.note


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ENGLISH, ENGLISH),
        (CHINESE, CHINESE),
        (ENGLISH, ENGLISH + "The stroke order of 永 is taught.\n"),
    ],
)
def test_two_texts_of_one_language_are_refused(tmp_path: Path, first: str, second: str) -> None:
    with pytest.raises(LanguageError, match="--zh and --en"):
        read_sides(*files(tmp_path, first, second))


def test_the_user_knows_better(tmp_path: Path) -> None:
    paths = files(tmp_path, MENUS_EN + "永\n", MENUS_EN)
    assert read_sides(*paths, stated=True)[0].path == paths[0]
    with pytest.raises(LanguageError, match="has no Chinese text"):
        read_sides(paths[1], paths[0], stated=True)


@pytest.mark.parametrize(
    "options", [["--zh", "0"], ["0", "--en", "1"], ["0"], [], ["0", "1", "--zh", "0", "--en", "1"]]
)
def test_the_command_needs_both(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    paths = files(tmp_path, CHINESE, ENGLISH)
    given = [paths[int(each)] if each.isdigit() else each for each in options]
    assert main(["align", *given, "-q"]) == 2
    assert re.search(
        "two documents are needed|a document is needed|as well", capsys.readouterr().err
    )


def test_the_command_takes_stated_sides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zh, en = files(tmp_path, MENUS_ZH, MENUS_EN)
    assert main(["align", "--zh", zh, "--en", en, "--json", "--checks", "none"]) == 0
    assert '"pairs": 3' in capsys.readouterr().out
