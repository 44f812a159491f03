"""Reviews of pins and links, which name or stand beside their documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.align.pins import Pin, Pins, pin_lines
from duizhao.corpora.errors import SettingsError
from duizhao.options import AlignOptions
from duizhao.review.beside import documents_of
from duizhao.review.opening import create_from_documents
from duizhao.review.project import Project

ZH = "图书馆九点开门。六点关门。\n\n读者应当爱护图书。\n"
EN = "The library opens at nine. It closes at six.\n\nReaders shall take care of the books.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.zh.txt").write_text(ZH, "utf-8")
    (tmp_path / "a.en.txt").write_text(EN, "utf-8")
    (tmp_path / "b.en.txt").write_text(EN, "utf-8")
    (tmp_path / "a.tmx").write_text("", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("links", "level"),
    [
        ("[0]:[0]:0.7\n[1]:[1]\n", "paragraph"),
        ("[0]:[0]\n[1]:[1]:0.7\n[2]:[2]\n", "sentence"),
    ],
)
def test_links_belong_to_the_documents_beside_them(folder: Path, links: str, level: str) -> None:
    path = folder / "a.links"
    path.write_text(links, "utf-8")
    zh, en, options = documents_of(path, AlignOptions(level="sentence"))
    assert [Path(zh).name, Path(en).name] == ["a.zh.txt", "a.en.txt"]
    assert (options.level, options.pins) == (level, (str(path),))
    create_from_documents(folder / "a.duizhao", zh, en, options)
    project = Project(folder / "a.duizhao")
    sure = [row.confidence for row in project.state.rows]
    project.close()
    assert sure == [0.7 if ":0.7" in line else 1.0 for line in links.splitlines()]


def test_pins_name_their_documents(folder: Path) -> None:
    path = folder / "x.pins"
    pin = Pin.texts("读者应当爱护图书。", "Readers shall take care of the books.", "line")
    pins = Pins((pin,), documents=("a.zh.txt", "b.en.txt"))
    path.write_text("".join(f"{line}\n" for line in pin_lines(pins)), "utf-8")
    zh, en, options = documents_of(path, AlignOptions())
    assert [Path(zh).name, Path(en).name] == ["a.zh.txt", "b.en.txt"]
    assert options.level == "line"


@pytest.mark.parametrize(
    ("name", "links", "fault"),
    [
        ("a.links", "[0]:[0]\n[9]:[9]\n", "another number of segments"),
        ("b.links", "[0]:[0]\n[1]:[1]\n", "not clear which documents"),
    ],
)
def test_links_of_unknown_documents_are_refused(
    folder: Path, name: str, links: str, fault: str
) -> None:
    (folder / name).write_text(links, "utf-8")
    with pytest.raises(SettingsError, match=fault):
        documents_of(folder / name, AlignOptions(level="sentence"))
