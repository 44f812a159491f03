"""No folder of the user's machine stands in a TMX."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.bilingual.tmx import write_tmx
from duizhao.corpora.unit import Unit
from duizhao.memory.export import export
from duizhao.memory.facade import Memory


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("/home/zhang/clients/secret/a.zh.docx", "a.zh.docx"),
        ("C:\\Users\\Zhang\\a.zh.docx", "a.zh.docx"),
        ("~/a.zh.docx", "a.zh.docx"),
        ("../../other/a.zh.docx", "a.zh.docx"),
        ("zh/../../a.zh.docx", "a.zh.docx"),
        ("zh/2019/a.zh.docx", "zh/2019/a.zh.docx"),
        ("a.zh.docx", "a.zh.docx"),
        ("a: b.docx", "a: b.docx"),
    ],
)
def test_paths(tmp_path: Path, given: str, shown: str) -> None:
    unit = Unit("附件", "Annex", zh_file=given, en_file=given)
    write_tmx([unit], tmp_path / "a.tmx")
    with Memory(tmp_path / "m.db") as memory:
        memory.add([unit])
        export(memory.store.entries(), tmp_path / "b.tmx")
    for name in ("a.tmx", "b.tmx"):
        text = (tmp_path / name).read_text("utf-8")
        assert f'<prop type="x-zh-file">{shown}</prop>' in text
        assert f'<prop type="x-en-file">{shown}</prop>' in text
        assert str(tmp_path) not in text
        assert "Zhang" not in text
