"""What stands on a page besides running text: bullets, tables, columns, pictures."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from duizhao.corpora.bilingual.both import split
from duizhao.corpora.document import BlockRole, Language
from duizhao.corpora.layout import segment
from duizhao.corpora.readers import read
from duizhao.corpora.readers.pdf import recognition

from .pdf_files import Item, Picture, Put, Stroke, write

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
LEFT = (
    "本馆创办于上世纪二十年代，最初只有一间屋子和两百多册书。附近的居民都来这里看报，冬天还可以围着炉子取暖。"
    * 4
)
RIGHT = (
    "新的目录系统去年开始使用。读者可以在家里查到某一本书是否在架上，也可以预约。预约的图书保留五天，过期不取就放回书架。"
    * 4
)


def texts(path: Path, language: Language = "en") -> list[str]:
    return [paragraph.text for paragraph in segment(read(path), language).paragraphs]


@pytest.mark.parametrize("sign", ["•", "\uf0b7", "\uf0a7", "▪", "–", "o"])
def test_a_bullet_begins_an_item_and_leaves_no_sign(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "a.pdf"
    items = ["open the windows for ten minutes", "water the two plants", "put the papers back"]
    page: list[Item] = [Put(70, 780, "Members who look after the reading room remember these")]
    for number, item in enumerate(items):
        page += [Put(80, 768 - 12 * number, sign), Put(95, 768 - 12 * number, item)]
    page.append(Put(70, 768 - 12 * len(items), "Lost things"))
    write(path, [page])
    assert texts(path) == [page[0].text, *items, "Lost things"]  # type: ignore[union-attr]
    roles = [block.role for block in read(path).blocks]
    assert roles[1:4] == [BlockRole.LIST_ITEM] * 3


def table(gap: float) -> list[Item]:
    """A table of three columns with rules at its head and foot, a cell of two lines in each row."""
    page: list[Item] = [Put(70, 800, "Closing the house", 14)]
    page += [Stroke(70, 774, 525, 774), Stroke(70, 755, 525, 755)]
    page += [Put(x, 760, head) for x, head in ((75, "No."), (120, "What"), (420, "When"))]
    y = 740.0
    for number in range(1, 5):
        page += [Put(75, y, f"{number}"), Put(120, y, f"Look whether the window of room {number}")]
        page += [Put(420, y, "daily"), Put(120, y - 12, "is shut before the last one leaves.")]
        y -= 12 + gap
    return [*page, Stroke(70, y + gap - 8, 525, y + gap - 8)]


CELLS = [
    text
    for number in range(1, 5)
    for text in (
        str(number),
        f"Look whether the window of room {number} is shut before the last one leaves.",
        "daily",
    )
]


@pytest.mark.parametrize("gap", [12, 20])
@pytest.mark.parametrize("foot", [True, False])
def test_a_table_with_rules_at_the_head_is_read_by_cell(
    tmp_path: Path, gap: float, foot: bool
) -> None:
    path = tmp_path / "a.pdf"
    write(path, [table(gap) if foot else table(gap)[:-1]])
    assert texts(path) == ["Closing the house", "No.", "What", "When", *CELLS]


def test_text_between_two_rules_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page: list[Item] = [Stroke(60, 800, 500, 800), Put(60, 805, "The house")]
    page += [Stroke(60, 200, 500, 200)]
    for number in range(8):
        page += [
            Put(60, 760 - 24 * number, f"{number + 1}."),
            Put(84, 760 - 24 * number, LEFT[number : number + 38]),
        ]
        page.append(Put(84, 748 - 24 * number, LEFT[number + 38 : number + 60]))
    write(path, [page])
    roles = {block.role for block in read(path).blocks}
    assert BlockRole.TABLE_CELL not in roles


def columns(gutter: float, hang: bool) -> list[Item]:
    """Two columns of 20 characters; a mark that ends a line hangs half an em over its edge."""
    page: list[Item] = []
    for x, text in ((56.0, LEFT), (56 + 200 + gutter, RIGHT)):
        y, start = 770.0, 0
        while start < len(text):
            count = 20
            if hang and text[start + count : start + count + 1] in tuple("，。、"):
                line, shift = text[start : start + count + 1], 0.5 * 10 / count
                page += [Put(x + (10 - shift) * n, y, char) for n, char in enumerate(line[:-1])]
                page.append(Put(x + 195, y, line[-1]))
                count += 1
            else:
                page.append(Put(x, y, text[start : start + count]))
            start += count
            y -= 15
    return page


@pytest.mark.parametrize("gutter", [6, 10, 20])
def test_columns_with_a_narrow_gutter_stay_apart(tmp_path: Path, gutter: float) -> None:
    path = tmp_path / "a.pdf"
    write(path, [columns(gutter, hang=False)])
    assert "".join(texts(path, "zh")) == LEFT + RIGHT


def test_pictures_are_counted_also_under_a_running_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    path = tmp_path / "a.pdf"
    text: list[Item] = [Put(70, 780 - 30 * n, f"The door is opened at {n}.") for n in range(9)]
    head = Put(70, 820, "Rules of the house, 1998 edition")
    write(
        path,
        [
            text,
            [head, Picture(0, 0, 595, 800)],
            [Picture(0, 0, 595, 420), Picture(0, 421, 595, 421)],
            [*text, Picture(300, 100, 200, 100), Picture(20, 20, 8, 8)],
        ],
    )
    found = [(change.place, change.reason[:14]) for change in read(path).skipped]
    assert found == [
        ("page 2", "a scanned page"),
        ("page 3", "a scanned page"),
        ("page 4", "a picture, in "),
    ]


def page_of(*heads: str, first: str) -> list[Item]:
    """Rows at the head, then a first row of text and nine more."""
    rows = [*heads, first, *(f"{first} again, in line {n} of this page." for n in range(9))]
    return [Put(70, 800 - 30 * place, text) for place, text in enumerate(rows)]


@pytest.mark.parametrize("heads", [(), ("Rules of the house",)])
def test_a_heading_first_on_two_of_three_pages_is_no_running_head(
    tmp_path: Path, heads: tuple[str, ...]
) -> None:
    path = tmp_path / "a.pdf"
    firsts = ("Opening hours", "Keys", "Keys")
    write(path, [page_of(*heads, first=first) for first in firsts])
    blocks = read(path).blocks
    assert [b.text for b in blocks if b.role is BlockRole.FURNITURE] == [*heads] * 3
    assert [b.text for b in blocks if b.text in firsts] == [*firsts]


def test_a_running_head_from_the_second_page_on_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    head = "Rules of the house"
    pages = [page_of(head, first=first) for first in ("Hours", "Keys", "Lamps")]
    write(path, [pages[0][1:], *pages[1:]])
    blocks = read(path).blocks
    assert [b.text for b in blocks if b.role is BlockRole.FURNITURE] == [head, head]


def test_a_page_printed_by_a_browser() -> None:
    source = read(FIXTURES / "chromium-list.en.pdf")
    by_role = {role: [b.text for b in source.blocks if b.role is role] for role in BlockRole}
    assert by_role[BlockRole.LIST_ITEM] == [
        "shut the windows of the reading room",
        "switch off every lamp on the upper floor, in the cellar and in the two rooms behind the "
        "stairs, and see to it that the stairs are free",
        "lock the door",
    ]
    assert by_role[BlockRole.TABLE_CELL] == [
        *("Room", "What to check", "When"),
        "Office",
        "Look whether the cash box is locked in the cupboard and whether the key lies in its "
        "drawer",
        *("daily", "Cellar"),
        "Look whether the lamp is switched off and the small window is shut",
        "weekly",
    ]


def test_vertical_text_is_read_column_after_column() -> None:
    assert texts(FIXTURES / "chromium-vertical.zh.pdf", "zh") == [
        "阅览室规则",
        "读者在阅览室看书看报，应当保持安静（包括走廊）；看完的书刊放回原处，由馆员上架。"
        "阅览室每周二闭馆，电话5550123，见《读者手册》。",
        "带来的包裹存放在门口的柜子里，Library 的钥匙由馆员保管。馆员每天下班以前检查一次。",
    ]


CLAUSES: dict[Language, list[str]] = {
    "zh": [
        "为了加强图书馆的管理，保障居民阅读的权利，根据有关法律，结合本市实际情况，制定本规则。",
        "图书馆每周开放的时间不得少于五十六小时，节假日应当照常开放，闭馆整理的日期应当提前公布。",
        "遗失图书的，应当按照原来的价钱赔偿；损坏图书的，应当按照损坏的程度承担修补所需要的费用。",
    ],
    "en": [
        "These rules are made to improve the running of the library and to protect the right of "
        "residents to read, in accordance with the laws and the state of affairs in this town.",
        "The library is open for at least fifty-six hours a week, on public holidays as on other "
        "days, and the dates on which it is closed for tidying are published beforehand.",
        "A reader who loses a book pays its original price, and a reader who damages one bears the "
        "cost of mending it, according to the extent of the damage that was done to it.",
    ],
}


def wrapped(text: str, width: int) -> list[str]:
    """A text in rows of so many characters, cut between words where it has any."""
    if " " in text:
        return textwrap.wrap(text, width)
    return [text[start : start + width] for start in range(0, len(text), width)]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("by_row", [False, True])
def test_the_two_languages_in_two_columns(tmp_path: Path, turned: bool, by_row: bool) -> None:
    """Side by side, the rows of the Chinese one further apart, as fonts of the two have them."""
    pitch = {"zh": 15.5, "en": 11.5}
    place = {"zh": 315.0 if turned else 60.0, "en": 60.0 if turned else 315.0}
    page: list[Item] = []
    y = {"zh": 780.0, "en": 780.0}
    for number, (zh, en) in enumerate(zip(*CLAUSES.values(), strict=True)):
        for side, text in (("zh", zh), ("en", en)):
            for row in wrapped(f"{number + 1} {text}", 22 if side == "zh" else 42):
                page.append(Put(place[side], y[side], row))
                y[side] -= pitch[side]
            y[side] -= 6
        if by_row:
            y = dict.fromkeys(y, min(y.values()))
    path = tmp_path / "both.pdf"
    write(path, [page])
    both = split(read(path))
    for side, document in (("zh", both.zh), ("en", both.en)):
        wanted = [f"{n + 1} {text}" for n, text in enumerate(CLAUSES[side])]  # type: ignore[index]
        assert ["".join(p.text.split()) for p in document.paragraphs] == [
            "".join(text.split()) for text in wanted
        ]
    assert not any(" " in p.text[2:] for p in both.zh.paragraphs)


def test_a_raised_mark_of_a_browser_is_part_of_its_line(tmp_path: Path) -> None:
    # Its figure is .83 of the text, and its line is lower by a third of an em.
    path = tmp_path / "a.pdf"
    lines = [LEFT[start : start + 44] for start in range(0, 176, 44)]
    page: list[Item] = []
    y = 780.0
    for start in (0, 1):
        for number, line in enumerate(lines):
            y -= 15.4 if number == 2 else 12
            page.append(Put(70, y, line[: -1 if number == 2 else None]))
            if number == 2:
                page.append(Put(70 + 430, y + 4, str(start + 1), 8.33))
        page.append(Put(70, y - 12, "的书架。"))
        y -= 22
    write(path, [page])
    first, second = texts(path, "zh")
    assert "¹" in first
    assert "²" in second
