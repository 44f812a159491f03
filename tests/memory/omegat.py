"""OmegaT, run without a screen: what it makes of a text with a memory of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from ..present import present

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
    settings = PROJECT if sentences else PROJECT.replace(">true<", ">false<")
    source = folder / "s.txt"
    source.write_bytes(text.encode("utf-8"))
    project, said = _run(folder, memory, source, settings)
    statistics = (project / "omegat" / "project_stats.txt").read_text("utf-8")
    remaining = int(present(re.search(r"Remaining:\s+(\d+)", statistics))[1])
    translated = (project / "target" / "s.txt").read_bytes().decode("utf-8")
    return translated, said, remaining


def statistics(folder: Path, memory: Path, document: Path) -> dict[str, tuple[int, int, int]]:
    """What OmegaT counts in an English document with a memory of ours: segments, words and
    characters without spaces, by the names of its lines (``Total``, ``Unique Remaining``, …).
    """
    project, _ = _run(folder, memory, document, PROJECT)
    text = (project / "omegat" / "project_stats.txt").read_text("utf-8")
    found = re.findall(r"^([A-Z][A-Za-z ]+):\s+(\d+)\s+(\d+)\s+(\d+)\s", text, re.MULTILINE)
    return {name: (int(a), int(b), int(c)) for name, a, b, c in found}


def glossary(path: Path) -> list[tuple[str, str, str]]:
    """Source, target and comment of each entry of a glossary, as OmegaT's own reader has them."""
    script = (
        "def out = new PrintStream(System.out, true, 'UTF-8');"
        "org.omegat.gui.glossary.GlossaryReaderTSV.read(new File(args[0]), false).each {"
        "out.println([it.srcText, it.locText, it.commentText].join('\\t')) }"
    )
    java, groovy = shutil.which("java"), Path("/usr/share/java/groovy-all.jar")
    assert java, "java is missing: apt-get install default-jre-headless"
    assert JAR.exists() and groovy.exists(), "OmegaT is missing: apt-get install omegat"
    # The encoding of the machine must not matter.
    command = [java, "-Djava.awt.headless=true", "-Dfile.encoding=ISO-8859-1"]
    command += ["-cp", f"{JAR}:{groovy}", "groovy.ui.GroovyMain", "-e", script, str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode("utf-8").splitlines()
    return [(a, b, c) for a, b, c in (line.split("\t") for line in lines)]


def _run(folder: Path, memory: Path, source: Path, settings: str) -> tuple[Path, str]:
    """Translate a file in a project of its own; the project, and what OmegaT said."""
    project = folder / "project"
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(settings, "utf-8")
    shutil.copy(memory, project / "tm" / "auto")
    shutil.copy(source, project / "source")
    java = shutil.which("java")
    assert java, "java is missing: apt-get install default-jre-headless"
    assert JAR.exists(), "OmegaT is missing: apt-get install --no-install-recommends omegat"
    command = [java, "-Djava.awt.headless=true", "-jar", str(JAR), str(project)]
    command += ["--mode=console-translate", f"--config-dir={folder / 'settings'}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return project, done.stdout + done.stderr
