"""Translations from a memory into the files of clients."""

from __future__ import annotations

import os
from pathlib import Path

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.bilingual.kinds import kind_of_text
from duizhao.corpora.bilingual.xliff import check_entities, version_of
from duizhao.corpora.document import Language
from duizhao.corpora.errors import FormatError, LanguageError, SettingsError
from duizhao.corpora.overwrite import refuse_overwriting
from duizhao.corpora.readers.limits import read_bytes

from .outcome import Finder, Outcome


def pretranslate(
    path: str | os.PathLike[str],
    output: str | os.PathLike[str],
    find: Finder,
    *,
    source: Language | None = None,
) -> Outcome:
    """Fill what is not translated in a file with matches from a memory.

    What has a translation, is locked or not to be translated stays as it is; a target that
    copies its source and is marked as new is none. Files that their tool has cut are filled
    segment by segment. Tags of a source stand in its target, where the memory has them. A
    match of 100 or more is marked as translated, any other for review:

    * XLIFF 1.2: ``approved``, ``state`` and ``state-qualifier``, and an ``alt-trans`` with
      ``match-quality`` and origin;
    * .sdlxliff and .mqxliff: status, origin and percentage as Trados and memoQ have them;
    * XLIFF 2: ``state`` of the segment, and a ``match`` of the Translation Candidates module
      with ``matchQuality``, similarity and origin;
    * PO: the flag ``fuzzy`` with the former source, and score and origin in a comment;
    * .docx and other office documents: the translation in the place of the text, with the layout
      as it was, through OmegaT;
    * plain text: the translation in the place of the line.

    Args:
        path: XLIFF 1.2 or 2, PO, an office document, or plain text with a segment a line.
        output: where the filled file goes.
        find: asks the memory.
        source: language of the sources; by default what the file says, else its script.

    Raises:
        InputError: the file cannot be used (see `duizhao.corpora.errors`).
        OutputError: the output cannot be written.
        SettingsError: the output is the file itself.
        ToolError: it is an office document, and OmegaT is missing or fails.
    """
    refuse_overwriting([output], [path])
    data = read_bytes(path)
    name = os.fspath(path)
    check_entities(data, name)
    filled, outcome = _filled(data, name, find, source)
    with atomic_write(output) as temporary:
        temporary.write_bytes(filled)
    return outcome


OFFICE = frozenset((".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp"))
"""Documents that OmegaT fills."""


def _filled(data: bytes, path: str, find: Finder, source: Language | None) -> tuple[bytes, Outcome]:
    if version_of(data):
        from .xliff import fill_xliff

        return fill_xliff(data, path, find, source)
    if Path(path).suffix.lower() in (".po", ".pot") or kind_of_text(data[:8192]) == "po":
        from .catalogue import fill_po

        return fill_po(data, path, find, source)
    if Path(path).suffix.lower() in OFFICE and data.startswith(b"PK"):
        from .office import fill_office

        return fill_office(path, find, source)
    if _is_xml(data):
        raise FormatError(
            "is neither XLIFF nor PO nor plain text", path=path, mend="export it as XLIFF"
        )
    from .text import fill_text

    return fill_text(data, path, find, source)


def _is_xml(data: bytes) -> bool:
    head = data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith((b"<?xml", b"<xliff", b"<tmx"))


def language_of_code(code: str | None, path: str) -> Language | None:
    """What a file says of its language; None where it says nothing.

    Raises:
        LanguageError: it is neither Chinese nor English.
    """
    from duizhao.corpora.language import parse

    if not code:
        return None
    language = parse(code).language
    if language in ("zh", "en"):
        return language  # type: ignore[return-value]
    raise LanguageError(
        f"is in {code}, neither Chinese nor English", path=path, mend="use another file"
    )


def language_of_texts(texts: list[str], path: str) -> Language:
    """The language of sources by their script.

    Raises:
        SettingsError: nobody can tell.
    """
    from duizhao.corpora.script import language_of

    language = language_of("\n".join(texts))
    if language is None:
        raise SettingsError(
            f"cannot determine the language of {path}", mend="use --from zh or --from en"
        )
    return language
