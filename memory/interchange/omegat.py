"""OmegaT run without a window: the segments of a document, and the document translated."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from duizhao.corpora.bilingual.tmx import Record, Variant, read_tmx
from duizhao.corpora.bilingual.tmx.markup import escape
from duizhao.corpora.bilingual.tmx.write import default_header, write_tmx
from duizhao.corpora.document import Language
from duizhao.corpora.errors import ToolError

PLACES = (
    "/usr/share/omegat/OmegaT.jar",
    "/opt/omegat/OmegaT.jar",
    "/Applications/OmegaT.app/Contents/Java/OmegaT.jar",
    "C:/Program Files/OmegaT/OmegaT.jar",
)
"""Where its packages put it; the variable ``OMEGAT_JAR`` names another place."""
_SECONDS = 600
_CODES: dict[Language, str] = {"zh": "ZH-CN", "en": "EN-US"}
_FOLDERS = ("source", "target", "tm", "glossary", "dictionary")


class OmegatProject:
    """A project of OmegaT with one document, in a folder that the caller removes.

    Args:
        folder: an empty folder.
        document: the document.
        source: its language.

    Raises:
        ToolError: OmegaT or Java is missing.
    """

    def __init__(self, folder: Path, document: Path, source: Language) -> None:
        self._folder = folder
        self._document = document
        self._source = source
        self._command = _command(document)
        for name in (*_FOLDERS, "tm/auto", "omegat"):
            (folder / name).mkdir(exist_ok=True)
        target: Language = "en" if source == "zh" else "zh"
        self._codes = (_CODES[source], _CODES[target])
        folders = "".join(f"<{name}_dir>__DEFAULT__</{name}_dir>" for name in _FOLDERS)
        (folder / "omegat.project").write_text(
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<omegat><project version="1.0">{folders}'
            f"<source_lang>{self._codes[0]}</source_lang>"
            f"<target_lang>{self._codes[1]}</target_lang>"
            "<sentence_seg>true</sentence_seg></project></omegat>",
            "utf-8",
        )
        # A plain name, whatever the document is called.
        self._name = f"source{document.suffix.lower()}"
        shutil.copyfile(document, folder / "source" / self._name)

    def segments(self) -> list[str]:
        """The segments of the document, each once, its tags as text (``<t0/>``)."""
        listed = self._folder / "segments.tmx"
        self._run(
            "console-createpseudotranslatetmx",
            f"--pseudotranslatetmx={listed}",
            "--pseudotranslatetype=equal",
        )
        records = read_tmx(listed) if listed.is_file() else iter(())
        texts = (one.variants[0].text for one in records if isinstance(one, Record))
        return list(dict.fromkeys(texts))

    def translated(self, pairs: Iterable[tuple[str, str]]) -> bytes:
        """The document with its segments replaced.

        Args:
            pairs: segments, and what replaces them, with their tags.
        """
        first, second = self._codes
        records = (
            Record(
                (Variant(first, source, escape(source)), Variant(second, target, escape(target)))
            )
            for source, target in pairs
        )
        header = default_header("20000101T000000Z", first)
        write_tmx(records, self._folder / "tm" / "auto" / "memory.tmx", header=header)
        self._run("console-translate")
        result = self._folder / "target" / self._name
        if not result.is_file():
            raise ToolError("OmegaT wrote nothing", path=self._document, mend="open it there")
        return result.read_bytes()

    def _run(self, mode: str, *more: str) -> None:
        command = [
            *self._command, str(self._folder), f"--mode={mode}",
            f"--config-dir={self._folder / 'settings'}", *more,
        ]  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and every word of it is ours
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolError(
                f"OmegaT did not finish ({type(error).__name__})",
                path=self._document,
                mend="open the document in OmegaT",
            ) from error
        if done.returncode:
            last = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
            raise ToolError(
                f"OmegaT refused it ({last[-1][:120] if last else 'no reason given'})",
                path=self._document,
                mend="open the document in OmegaT",
            )


def _command(document: Path) -> list[str]:
    java = shutil.which("java")
    given = os.environ.get("OMEGAT_JAR")
    jar = next((place for place in ((given,) if given else PLACES) if Path(place).is_file()), None)
    if java is None or jar is None:
        raise ToolError(
            f"needs OmegaT, as every {document.suffix} file does, and it is not installed",
            path=document,
            mend="install it, or set OMEGAT_JAR to its OmegaT.jar",
        )
    return [java, "-Djava.awt.headless=true", "-jar", jar]
