"""Office documents filled through OmegaT, with their layout as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from duizhao.corpora.errors import ToolError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.store import Entry

from ..present import present


def made(folder: Path) -> tuple[Memory, Path]:
    document = Document()
    document.add_heading("Safety", 1)
    paragraph = document.add_paragraph("Press the ")
    paragraph.add_run("red").bold = True
    paragraph.add_run(" button. Nobody knows this sentence.")
    document.add_paragraph("Page 12", style="List Number")
    path = folder / "in.docx"
    document.save(str(path))
    memory = Memory(folder / "m.tm")
    memory.add(
        [
            Unit("安全", "Safety"),
            Unit("第3页", "Page 3"),
            Entry(
                Unit("按红色按钮。", "Press the red button."),
                zh_content='按<bpt i="1" x="1"/>红色<ept i="1"/>按钮。',
                en_content='Press the <bpt i="1" x="1"/>red<ept i="1"/> button.',
            ),
        ]
    )
    return memory, path


@pytest.mark.acceptance
def test_a_word_document_keeps_its_layout(tmp_path: Path) -> None:
    memory, path = made(tmp_path)
    outcome = memory.pretranslate(path, tmp_path / "out.docx")
    assert (outcome.format, outcome.units, outcome.unmatched, outcome.sure) == ("docx", 4, 1, 2)
    heading, body, numbered = Document(str(tmp_path / "out.docx")).paragraphs
    assert (heading.text, present(heading.style).name) == ("安全", "Heading 1")
    assert (numbered.text, present(numbered.style).name) == ("第12页", "List Number")
    assert body.text.startswith("按红色按钮。")
    assert body.text.endswith("Nobody knows this sentence.")
    assert [run.text for run in body.runs if run.bold] == ["红色"]


def test_without_omegat_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory, path = made(tmp_path)
    monkeypatch.setenv("OMEGAT_JAR", str(tmp_path / "none.jar"))
    with pytest.raises(ToolError, match="needs OmegaT"):
        memory.pretranslate(path, tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()
