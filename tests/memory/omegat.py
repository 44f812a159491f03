"""OmegaT, run without a screen: what it makes of a text with a memory of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

JAR = Path("/usr/share/omegat/OmegaT.jar")
FOLDERS = ["source_dir", "target_dir", "tm_dir", "glossary_dir", "dictionary_dir"]
PROJECT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><omegat><project version="1.0">'
    + "".join(f"<{name}>__DEFAULT__</{name}>" for name in FOLDERS)
    + "<source_lang>EN-US</source_lang><target_lang>ZH-CN</target_lang>"
    "<sentence_seg>true</sentence_seg></project></omegat>"
)


def translate(
    folder: Path, memory: Path, text: str, *, sentences: bool = True
) -> tuple[str, str, int]:
    """The text as OmegaT translates it, its log, and the segments that remain."""
    project = folder / "project"
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    settings = PROJECT if sentences else PROJECT.replace(">true<", ">false<")
    (project / "omegat.project").write_text(settings, "utf-8")
    shutil.copy(memory, project / "tm" / "auto")
    (project / "source" / "s.txt").write_bytes(text.encode("utf-8"))
    java = shutil.which("java")
    assert java, "java is missing: apt-get install default-jre-headless"
    assert JAR.exists(), "OmegaT is missing: apt-get install --no-install-recommends omegat"
    command = [java, "-Djava.awt.headless=true", "-jar", str(JAR), str(project)]
    command += ["--mode=console-translate", f"--config-dir={folder / 'settings'}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    statistics = (project / "omegat" / "project_stats.txt").read_text("utf-8")
    remaining = int(re.search(r"Remaining:\s+(\d+)", statistics)[1])
    translated = (project / "target" / "s.txt").read_bytes().decode("utf-8")
    return translated, done.stdout + done.stderr, remaining
