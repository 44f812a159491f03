"""``duizhao completion`` as a shell uses it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from duizhao.cli import main


def _completed(script: str, *words: str, folder: Path) -> list[str]:
    """What bash offers for the last word."""
    ask = (
        f"{script}\nCOMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}\n"
        "_shtab_duizhao; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    done = subprocess.run(["bash", "-c", ask], cwd=folder, capture_output=True, text=True)
    return [line.strip() for line in done.stdout.splitlines() if line.strip()]


def test_bash_completes_commands_options_values_and_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    (tmp_path / "report.zh.docx").touch()
    for words, expected in (
        (("duizhao", "te"), {"terms"}),
        (("duizhao", "tm", "impo"), {"import"}),
        (("duizhao", "align", "--leve"), {"--level"}),
        (("duizhao", "align", "--level", "sen"), {"sentence"}),
        (("duizhao", "align", "rep"), {"report.zh.docx"}),
    ):
        assert set(_completed(script, *words, folder=tmp_path)) == expected
