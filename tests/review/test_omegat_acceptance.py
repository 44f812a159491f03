"""What a person decided in a review is what OmegaT fills in."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.memory.clients import CLIENTS
from duizhao.options import AlignOptions
from duizhao.review.events import Events
from duizhao.review.exporting import ExportChoices
from duizhao.review.opened import Opened
from duizhao.review.opening import create_from_documents

from ..memory.omegat import translate

ZH = ["图书馆章程", "图书馆每周二至周日开放。", "借期为三十天。", "逾期不还者缴纳一角。"]
EN = [
    "Rules of the Library",
    "The library is open from Tuesday to Sunday.",
    "The loan period is thirty days.",
    "A fine of ten cents is charged for overdue books.",
]


@pytest.mark.acceptance
def test_an_export_in_omegat(tmp_path: Path) -> None:
    zh, en = tmp_path / "r.zh.txt", tmp_path / "r.en.txt"
    for path, texts in ((zh, ZH), (en, EN)):
        path.write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    project = tmp_path / "r.duizhao"
    create_from_documents(project, zh, en, AlignOptions(level="sentence", checks=()))
    opened = Opened(project, "", [], Events(), lambda name: None)  # type: ignore[arg-type, return-value]
    rows = {opened.project.state.segments[row.zh[0]].text: row for row in opened.project.state.rows}
    loan = rows[ZH[2]]
    opened.perform({"op": "edit", "segment": loan.zh[0], "text": "借阅期限为三十天。"})
    opened.perform({"op": "confirm", "row": loan.id})
    opened.perform({"op": "reject", "row": rows[ZH[3]].id})
    out = tmp_path / "out.tmx"
    opened.export(ExportChoices(str(out), client="omegat", source="en"))
    opened.close()
    folder = tmp_path / "omegat"
    folder.mkdir()
    translated, said, remaining = translate(folder, out, "\n\n".join(EN) + "\n")
    shown = [line for line in translated.splitlines() if line.strip()]
    assert shown == [ZH[0], ZH[1], "借阅期限为三十天。", EN[3]]
    assert remaining == 1 and "Exception" not in said
    assert CLIENTS["omegat"].level == "sentence"
