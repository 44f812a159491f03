"""A memory made from a pair of Word files, used by OmegaT on one of the same files."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from duizhao.cli import main

from ..present import present
from .omegat import JAR, PROJECT

pytestmark = pytest.mark.acceptance

FIXTURES = Path(__file__).parents[1] / "fixtures"
LANGUAGES = {"en": ("EN", "ZH-CN"), "zh": ("ZH-CN", "EN")}


@pytest.mark.parametrize("source", ["en", "zh"])
def test_omegat_fills_the_file_that_the_memory_was_made_from(source: str, tmp_path: Path) -> None:
    files = {side: FIXTURES / f"resolution.{side}.docx" for side in ("zh", "en")}
    project = tmp_path / "project"
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    memory = project / "tm" / "auto" / "m.tmx"
    options = ["--for", "omegat", "--source", source, "-q", "-o", str(memory)]
    assert main(["align", str(files["zh"]), str(files["en"]), *options]) == 0
    first, second = LANGUAGES[source]
    settings = PROJECT.replace(">EN-US<", f">{first}<").replace(
        ">ZH-CN</target", f">{second}</target"
    )
    (project / "omegat.project").write_text(settings, encoding="utf-8")
    shutil.copy(files[source], project / "source")
    done = subprocess.run(
        [
            *("java", "-Djava.awt.headless=true", "-jar", str(JAR), str(project)),
            *("--mode=console-translate", f"--config-dir={tmp_path / 'settings'}"),
            "--tag-validation=abort",
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "TMXR_WARNING_INCORRECT_SOURCE_LANG" not in said
    assert "TF_TM_LOAD_ERROR" not in said
    statistics = (project / "omegat" / "project_stats.txt").read_text(encoding="utf-8")
    total, remaining = (
        int(present(re.search(rf"{name}:\s+(\d+)", statistics))[1])
        for name in ("Total", "Remaining")
    )
    assert total > 50
    assert remaining <= 0.05 * total
