"""OmegaT's own reader has our glossaries as we mean them, in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.cli import main
from duizhao.memory.terms.termbase import Termbase

from ..omegat import glossary

pytestmark = pytest.mark.acceptance


@pytest.mark.parametrize("suffix", [".txt", ".utf8"])
def test_a_glossary_is_read(tmp_path: Path, suffix: str) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "Chinese,English,Note,Forbidden English\n"
        "审计报告,audit report,of a year,auditing report\n"
        "审计报告,report on the audit,,\n"
        "𠮷野家,Yoshinoya,,\n",
        encoding="utf-8",
    )
    command = ["terms", "termbase", str(table), "-o", str(tmp_path / f"own{suffix}")]
    assert main(command) == 0
    english = glossary(tmp_path / f"own{suffix}")
    assert [one[:2] for one in english] == [
        ("audit report", "审计报告"),
        ("report on the audit", "审计报告"),
        ("Yoshinoya", "𠮷野家"),
    ]
    assert english[0][2] == "of a year"
    assert main([*command, "--source", "zh"]) == 0
    chinese = glossary(tmp_path / f"own{suffix}")
    assert ("审计报告", "audit report") in [one[:2] for one in chinese]
    assert chinese[-1][:2] == ("𠮷野家", "Yoshinoya")
    # And ours reads it as a termbase again.
    again = Termbase.read(tmp_path / f"own{suffix}")
    assert [concept.preferred("en") for concept in again.find("𠮷野家")] == ["Yoshinoya"]
