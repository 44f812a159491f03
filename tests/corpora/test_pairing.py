"""Which file goes with which: names, symbols, content, the manifest."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.align.encode import load
from duizhao.corpora.filter import Filter, FilterSettings
from duizhao.corpora.pairing import find, pair_files, read_manifest, write_manifest
from duizhao.corpora.pairing.names import by_name, read_name

TEXTS = {
    "water": ("清洁饮水是人权，各国应当保障供水。", "Safe drinking water is a human right."),
    "mines": ("杀伤人员地雷将于明年销毁。", "Anti-personnel mines will be destroyed next year."),
    "trade": ("发展中国家的出口商品价格下跌。", "Export prices of developing countries fell."),
    "space": (
        "外层空间只应用于和平目的。",
        "Outer space is for peaceful purposes only.",
    ),
}


@pytest.mark.parametrize(
    ("name", "language", "key"),
    [
        ("report-zh.docx", "zh", "report"),
        ("report_EN.pdf", "en", "report"),
        ("resolution.zh.txt", "zh", "resolution"),
        ("N1234567C.docx", "zh", "n1234567"),
        ("N1234567E.docx", "en", "n1234567"),
        ("决议（中文版）.doc", "zh", "决议"),
        ("决议 英文.doc", "en", "决议"),
        ("zh/annex.txt", "zh", "annex"),
        ("C.docx", "zh", ""),
        ("e.docx", "en", ""),
        ("67-156 (C).doc", "zh", "67 156"),
        ("A_67_156_en.docx", "en", "a 67 156"),
        ("C/N1234567.pdf", "zh", "n1234567"),
        ("vitamin C.txt", None, "vitamin c"),
        ("agenda.txt", None, "agenda"),
        ("science.txt", None, "science"),
    ],
)
def test_names(name: str, language: str | None, key: str) -> None:
    named = read_name(Path("/root") / name, Path("/root"))
    assert (named.language, named.key) == (language, key)


@pytest.mark.parametrize(
    ("zh", "en", "together"),
    [
        # One original, several variants of the other language: each is in a pair.
        ("zh/a.md zh-TW/a.md", "en/a.md", True),
        ("a.zh-CN.md a.zh_hk.md", "a.md", True),
        ("zh/a.md", "en-US/a.md en-GB/a.md", True),
        # Two files of one variant: the names do not say which.
        ("a.zh.md a.cn.pdf", "a.en.md", False),
        ("zh/a.md zh-TW/a.md", "en/a.md en-US/a.md", False),
    ],
)
def test_names_of_several_variants(zh: str, en: str, together: bool) -> None:
    root = Path("/root")
    left, right = [[read_name(root / name, root) for name in names.split()] for names in (zh, en)]
    found = [(pair.zh, pair.en) for pair in by_name(left, right)]
    assert found == [(one, other) for one in left for other in right if together]


def folders(tmp_path: Path, zh: list[str], en: list[str]) -> tuple[list[Path], list[Path]]:
    paths: tuple[list[Path], list[Path]] = ([], [])
    for side, names in enumerate((zh, en)):
        folder = tmp_path / ("zh", "en")[side]
        folder.mkdir()
        for number, name in enumerate(names):
            path = folder / f"{'ab'[side]}{number}.txt"
            path.write_text(TEXTS[name][side] + "\n", encoding="utf-8")
            paths[side].append(path)
    return paths


def test_content(tmp_path: Path) -> None:
    zh, en = folders(tmp_path, ["water", "mines", "trade"], ["trade", "space", "water"])
    pairing = pair_files(zh, en, by=("content",), encoder=load("use"))
    found = {(Path(match.zh).name, Path(match.en).name) for match in pairing.matches}
    assert {("a0.txt", "b2.txt"), ("a2.txt", "b0.txt")} <= found
    assert not any(match.certain for match in pairing.matches if Path(match.zh).name == "a1.txt")
    for path in (*zh, *en):
        listed = [match for match in pairing.matches if path in (match.zh, match.en)]
        assert len(listed) + sum(item.path == path for item in pairing.unpaired) == 1


def named(tmp_path: Path, en: list[str], head: str = "") -> tuple[list[Path], list[Path]]:
    """Files of all texts under their names; `en` says which English text is under which."""
    paths: tuple[list[Path], list[Path]] = ([], [])
    for side, texts in enumerate((list(TEXTS), en)):
        (tmp_path / ("zh", "en")[side]).mkdir()
        for name, text in zip(TEXTS, texts, strict=True):
            path = tmp_path / ("zh", "en")[side] / f"{name}.txt"
            path.write_text(head + TEXTS[text][side] + "\n", encoding="utf-8")
            paths[side].append(path)
    return paths


def test_names_that_the_content_bears_out(tmp_path: Path) -> None:
    zh, en = named(tmp_path, list(TEXTS))
    pairing = pair_files(zh, en, encoder=load("use"))
    assert [(Path(m.zh).stem, Path(m.en).stem, m.how) for m in pairing.certain] == [
        (name, name, "name") for name in sorted(TEXTS)
    ]


@pytest.mark.parametrize("block", [2, 3, find.BLOCK])
def test_names_that_the_content_gives_the_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(find, "BLOCK", block)
    zh, en = named(tmp_path, ["mines", "water", "trade", "space"])
    pairing = pair_files(zh, en, encoder=load("use"))
    assert [Path(match.zh).stem for match in pairing.certain] == ["space", "trade"]
    assert [(Path(match.zh).stem, bool(match.note)) for match in pairing.doubtful] == [
        ("mines", True),
        ("water", True),
    ]
    believed = pair_files(zh, en, by=("name",))
    assert len(believed.certain) == len(TEXTS)


def test_names_of_which_another_document_is_clearly_more_alike(tmp_path: Path) -> None:
    """Two years of a report, saved under each other's name; what they share is alike enough."""
    years = {"2023": ("water", "mines"), "2024": ("trade", "space")}
    paths: tuple[list[Path], list[Path]] = ([], [])
    for side, years_of in enumerate((("2023", "2024"), ("2024", "2023"))):
        (tmp_path / ("zh", "en")[side]).mkdir()
        for name, year in zip(("annual", "report"), years_of, strict=True):
            path = tmp_path / ("zh", "en")[side] / f"{name}.txt"
            common = ("各国应当提交年度报告。", "States shall submit annual reports.")[side]
            text = "\n\n".join([*[common] * 6, *(TEXTS[part][side] for part in years[year])])
            path.write_text(text, encoding="utf-8")
            paths[side].append(path)
    pairing = pair_files(*paths, encoder=load("use"))
    assert not pairing.certain
    assert {match.note for match in pairing.doubtful} == {"another document is more alike"}


def test_names_against_symbols_and_languages(tmp_path: Path) -> None:
    zh, en = named(tmp_path, list(TEXTS), "A/67/1\n\n")
    en[0].write_text(en[0].read_text(encoding="utf-8").replace("67/1", "67/2"), encoding="utf-8")
    en[1].write_text(TEXTS["mines"][0], encoding="utf-8")
    pairing = pair_files(zh, en, by=("name", "symbol"))
    assert {Path(match.zh).stem: match.note for match in pairing.doubtful} == {
        "water": "their symbols differ (A/67/1, A/67/2)",
        "mines": "both are Chinese",
    }


def test_bare_letters_are_a_pair(tmp_path: Path) -> None:
    for name, side in (("C", 0), ("E", 1)):
        (tmp_path / f"{name}.txt").write_text(TEXTS["water"][side] + "\n", encoding="utf-8")
    pairing = pair_files(sorted(tmp_path.iterdir()), encoder=load("use"))
    assert [(Path(match.zh).name, Path(match.en).name) for match in pairing.certain] == [
        ("C.txt", "E.txt")
    ]


def test_symbol(tmp_path: Path) -> None:
    zh, en = folders(tmp_path, ["water", "mines"], ["mines", "water"])
    for path, symbol in zip((*zh, *en), ("A/67/1", "A/67/2", "A/67/2", "A/67/1"), strict=True):
        path.write_text(f"{symbol}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    pairing = pair_files(zh, en, by=("symbol",))
    assert [
        (Path(match.zh).name, Path(match.en).name, match.note) for match in pairing.matches
    ] == [
        ("a0.txt", "b1.txt", "A/67/1"),
        ("a1.txt", "b0.txt", "A/67/2"),
    ]


def test_one_folder(tmp_path: Path) -> None:
    for name, side in (("report-zh", 0), ("report-en", 1), ("alone", 0)):
        (tmp_path / f"{name}.txt").write_text(TEXTS["water"][side] + "\n", encoding="utf-8")
    pairing = pair_files(sorted(tmp_path.iterdir()), by=("name",))
    assert [(Path(match.zh).name, Path(match.en).name) for match in pairing.matches] == [
        ("report-zh.txt", "report-en.txt")
    ]
    assert [item.path.name for item in pairing.unpaired] == ["alone.txt"]


def test_the_manifest_comes_back(tmp_path: Path) -> None:
    zh, en = folders(tmp_path, ["water", "mines"], ["water"])
    pairing = pair_files(zh, en, by=("content",), encoder=load("use"))
    path = tmp_path / "manifest.csv"
    write_manifest(pairing, path)
    again = read_manifest(path)
    assert [(Path(m.zh).resolve(), Path(m.en).resolve(), m.certain) for m in again.matches] == [
        (Path(m.zh).resolve(), Path(m.en).resolve(), m.certain) for m in pairing.matches
    ]
    assert [item.path.resolve() for item in again.unpaired] == [
        item.path.resolve() for item in pairing.unpaired
    ]


@pytest.mark.parametrize(
    ("settings", "zh", "en", "reason"),
    [
        (FilterSettings(min_confidence=0.5), "大会", "Assembly", "confidence"),
        (FilterSettings(max_length_ratio=2), "大会", "The Assembly " * 20, "length"),
        (FilterSettings(language=True), "The Assembly", "The Assembly", "language"),
        (FilterSettings(numbers=True), "第 67 号", "No. 68", "numbers"),
        (FilterSettings(numbers=True), "第 67 号", "No. 67", ""),
        (FilterSettings(), "大会", "", "empty"),
        (FilterSettings(), "大会", "Assembly", ""),
    ],
)
def test_filter(settings: FilterSettings, zh: str, en: str, reason: str) -> None:
    assert Filter(settings).reason(zh, en, 0.4) == reason


def test_near_duplicates() -> None:
    judge = Filter(FilterSettings(near_duplicates=0.95))
    zh, en = "委员会将于 3 月 5 日举行会议，审议预算。", "The Committee will meet on 5 March."
    assert judge.reason(zh, en) == ""
    assert judge.reason(zh.replace("5", "7"), en.replace("5", "7")) == "near-duplicate"
    assert judge.reason("各国应保护儿童。", "States should protect children.") == ""
    assert (judge.kept, judge.dropped["near-duplicate"]) == (2, 1)


def test_old_word_files_that_cannot_be_read_are_no_certain_pair(tmp_path: Path) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    (tmp_path / "report.zh.doc").write_bytes(compound)
    (tmp_path / "report.en.doc").write_bytes(compound)
    (tmp_path / "budget.zh.xls").write_bytes(b"\x00\x9f\x92" * 300)
    (tmp_path / "budget.en.xls").write_bytes(b"\x00\x9f\x92" * 300)
    found = pair_files(sorted(tmp_path.iterdir()), by=("name",))
    assert len(found.matches) == 2
    for match in found.matches:
        assert not match.certain, match
        assert match.note, match
