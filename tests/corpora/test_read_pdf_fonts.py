"""Characters of a PDF: each is right, or said to be unread."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.errors import FormatError
from duizhao.corpora.layout import segment
from duizhao.corpora.readers import read

from .pdf_files import Put, write

LINES = ["本条例适用于全市的公共图书馆。", "读者应当爱护图书，按时归还。", "图书馆每周二闭馆整理。"]
PAGE = [Put(70, 780 - 40 * number, line, 12) for number, line in enumerate(LINES)]


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in segment(read(path), "zh").paragraphs]


def codes_across(characters: str, border: int) -> dict[str, int]:
    """Codes for the characters on both sides of a number."""
    ordered = sorted(set(characters))
    return {char: border - len(ordered) // 2 + n for n, char in enumerate(ordered)}


@pytest.mark.parametrize("form", ["listed", "counted", "astral"])
def test_ranges_across_a_multiple_of_256_are_read(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.pdf"
    if form == "listed":
        codes = codes_across("".join(LINES), 0x200)
        targets = " ".join(f"<{ord(char):04x}>" for char in codes)
        first, last = min(codes.values()), max(codes.values())
        cmap = f"1 beginbfrange\n<{first:04x}> <{last:04x}> [{targets}]\nendbfrange\n"
        write(path, [PAGE], cmap=cmap, codes=codes)
        assert texts(path) == LINES
        return
    start = 0x20BB7 if form == "astral" else 0x4E00
    line = "".join(chr(start + step) for step in range(8))
    codes = {char: 0x1FC + step for step, char in enumerate(line)}
    target = line[0].encode("utf-16-be").hex()
    cmap = f"1 beginbfrange\n<01fc><0203><{target}>\nendbfrange\n"
    write(path, [[Put(70, 700, line)]], cmap=cmap, codes=codes)
    assert texts(path) == [line]


def test_characters_beyond_the_first_plane(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    lines = ["本馆馆长姓𠮷，名叫𤋮生。", "请在门口登记🐛以后入内。"]
    write(path, [[Put(70, 780 - 40 * number, line) for number, line in enumerate(lines)]])
    assert texts(path) == lines


def test_a_character_without_a_name_is_counted_and_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    many = [Put(70, 780 - 30 * number, LINES[number % 2 * 2]) for number in range(24)]
    characters = sorted(set("".join(LINES)))
    codes = {char: 0x100 + number for number, char in enumerate(characters)}
    named = [char for char in characters if char != "护"]
    cmap = f"{len(named)} beginbfchar\n"
    cmap += "".join(f"<{codes[char]:04x}> <{ord(char):04x}>\n" for char in named) + "endbfchar\n"
    write(path, [many, [Put(70, 780, LINES[1])]], cmap=cmap, codes=codes)
    source = read(path)
    assert source.blocks[-1].text == "读者应当爱\ufffd图书，按时归还。"
    found = [(change.place, change.reason) for change in source.skipped if change.text == "\ufffd"]
    assert found == [("page 2", "characters that their fonts do not name: 1")]


def test_many_characters_without_a_name_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write(path, [PAGE, PAGE], cmap="1 beginbfchar\n<0000> <0020>\nendbfchar\n")
    with pytest.raises(FormatError, match="80 of 80 cannot be read, on pages 1, 2"):
        read(path)


def test_radicals_become_the_characters_that_look_like_them(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write(path, [[Put(70, 780, "⻅⻔⻚⽂⼀⻰")]])
    assert texts(path) == ["见门页文一龙"]
