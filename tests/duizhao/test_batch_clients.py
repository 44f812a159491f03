"""Memories of a batch for one tool: the same as those of single pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.cli import main
from duizhao.corpora.bilingual.tmx import Record, read_header, read_tmx
from duizhao.corpora.codes import Code, CodeKind, packed, unpacked

ZH = "大会**通过**了第 61/178 号决议。委员会在日内瓦开会。\n\n请秘书长提交报告。\n"
EN = (
    "The General Assembly **adopted** resolution 61/178. The Committee met in Geneva.\n\n"
    "Requests the Secretary-General to submit a report.\n"
)


def segments(path: Path) -> list[tuple[tuple[str, str], ...]]:
    return [
        tuple((one.language, one.content) for one in record.variants)
        for record in read_tmx(path)
        if isinstance(record, Record)
    ]


@pytest.mark.parametrize("client", ["omegat", "trados", "weblate"])
def test_as_of_a_single_pair(tmp_path: Path, client: str) -> None:
    for side, text in (("zh", ZH), ("en", EN)):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.md").write_text(text, "utf-8")
    options = ["-q", "--for", client, "--source", "zh", "--codes", "zh-CN,en-GB"]
    one, out = tmp_path / "one.tmx", tmp_path / "out"
    files = [str(tmp_path / side / "a.md") for side in ("zh", "en")]
    assert main(["align", *files, *options, "-o", str(one)]) == 0
    folders = [str(tmp_path / side) for side in ("zh", "en")]
    assert main(["batch", *folders, *options, "-o", str(out), "--format", "tmx,tmx-each"]) == 0
    each = next((out / "tmx").iterdir())
    assert segments(out / "memory.tmx") == segments(each) == segments(one)
    assert dict(read_header(out / "memory.tmx").attributes)["srclang"] == "zh-CN"
    tags = {"omegat": "&lt;t0/&gt;", "trados": "<bpt ", "weblate": "61/178"}
    assert tags[client] in str(segments(one)[0])


def test_codes_come_back() -> None:
    codes = (Code(0, 2, CodeKind.OPEN, "bold", 1), Code(3, 3, CodeKind.NOTE))
    assert unpacked(packed(codes)) == codes
