"""What site generators add to Markdown, as plain Markdown with the same lines.

Metadata at the head, admonitions (``!!! note``, ``::: tip``, ``> [!NOTE]``), tabs, shortcodes,
identifiers of headings, and the imports, comments and components of MDX. Marks become blank
lines and titles become headings, so that each line keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Change

_KEY = re.compile(r"[\w\"'][^\n:]*+:(?:\s|$)")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})")
_INDENTED = re.compile(
    r"(?P<before> *+)(?:(?:!!!|\?\?\?\+?)[\w -]++|={3}[!+]? *+(?=[\"']))"
    r"(?:[\"'](?P<title>[^\n]*)[\"'])?"
)
_CONTAINER = re.compile(r"(?P<before> *+):{3,} *+(?:[\w-]++|\{[^}\n]*+\})?(?P<title>[^\n]*)")
_ALERT = re.compile(r"(?P<before>[ >]*+)\[!\w++\][+-]?(?P<title>[^\n]*)")
_SHORTCODE = re.compile(r"(?:\{\{[%<][^\n]*[%>]\}\}|\{%[^\n]*%\}|\{:[^\n]*\})")
_IDENTIFIER = re.compile(r"\{#[\w.:-]++\}[ \t#]*+\Z")
_HEADING = re.compile(r" {0,3}#{1,6} ")
_MODULE = re.compile(r"(?:import|export)\b.*(?:[\"'=({]|from)")
_COMPONENT = re.compile(r" *</?[A-Z][\w.]*\b")
_JS_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.S)
_TITLE = "###### "


def plain(text: str, *, mdx: bool = False) -> tuple[str, list[Change]]:
    r"""Markdown without what only a site generator understands, and what was left out.

    Args:
        text: of the file, with ``\n`` as line ends.
        mdx: whether it is MDX, with JavaScript in it.
    """
    changes: list[Change] = []
    lines = text.split("\n")
    if front := _front(lines):
        metadata = "\n".join(lines[:front])
        changes.append(Change("skipped", "metadata at the head", metadata[:200], "line 1"))
        text = "\n".join([""] * front + lines[front:])
    if mdx:
        text = _JS_COMMENT.sub(lambda match: _blank(match, text, changes), text)
    return "\n".join(_lines(text.split("\n"), mdx, changes)), changes


def _front(lines: list[str]) -> int:
    """How many lines at the head are metadata: YAML with a key, or TOML."""
    ends = {"---": ("---", "..."), "+++": ("+++",)}.get(lines[0].rstrip(), ())
    first = next((line for line in lines[1:] if line.strip() and line.lstrip()[0] != "#"), "")
    if not ends or not _KEY.match(first.replace("=", ":", 1) if ends == ("+++",) else first):
        return 0
    places = (place for place, line in enumerate(lines) if place and line.rstrip() in ends)
    return next(places, -1) + 1


def _blank(match: re.Match[str], text: str, changes: list[Change]) -> str:
    line = f"line {text.count(chr(10), 0, match.start()) + 1}"
    changes.append(Change("skipped", "a comment", match.group()[:200], line))
    return "\n" * match.group().count("\n")


def _lines(lines: list[str], mdx: bool, changes: list[Change]) -> Iterator[str]:
    """The lines, those of an indented admonition moved to the left."""
    columns: list[int] = []
    fence = until = ""
    for number, raw in enumerate(lines, 1):
        blank = not raw.strip()
        indent = len(raw) - len(raw.lstrip(" "))
        while columns and not blank and indent < columns[-1]:
            columns.pop()
        line = raw[4 * len(columns) :] if columns else raw
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
            yield line
            continue
        if until and mdx:
            # The rest of a module statement, or of a tag over several lines.
            over = blank if until == "\n" else line.rstrip().endswith(until)
            until = "" if over else until
            if not blank:
                changes.append(_javascript(raw, number))
            yield ""
            continue
        if mark:
            fence = mark[1]
            yield line
            continue
        if mdx and _MODULE.match(line):
            until = "\n"
            changes.append(_javascript(raw, number))
            yield ""
            continue
        if mdx and _COMPONENT.match(line):
            whole = line.rstrip().endswith(">")
            inner = re.sub(r"</?[A-Z][^>]*>", "", line).strip() if whole else ""
            until = "" if whole else ">"
            if not inner:
                changes.append(_javascript(raw, number))
            yield inner
            continue
        if opened := _INDENTED.fullmatch(line.rstrip()):
            columns.append(4 * len(columns) + len(opened["before"]) + 4)
            yield _titled(opened, opened["title"])
            continue
        yield _marked(line, number, changes)


def _marked(line: str, number: int, changes: list[Change]) -> str:
    """A line without the marks of a site generator."""
    if opened := _CONTAINER.fullmatch(line):
        title = opened["title"].strip()
        named = re.search(r"title=[\"']([^\"']*)[\"']", line)
        return _titled(opened, named[1] if named else title.removeprefix("[").removesuffix("]"))
    opened = _ALERT.fullmatch(line)
    if opened and ">" in opened["before"]:
        return _titled(opened, opened["title"].strip())
    if _SHORTCODE.fullmatch(line.strip()):
        changes.append(Change("skipped", "a shortcode", line.strip()[:200], _at(number)))
        return ""
    if _HEADING.match(line) and (found := _IDENTIFIER.search(line)):
        identifier = found.group().strip()
        changes.append(Change("skipped", "identifier of a heading", identifier, _at(number)))
        return line[: found.start()].rstrip()
    return line


def _titled(opened: re.Match[str], title: str | None) -> str:
    # A heading ends with its line, so that the body does not join it.
    return opened["before"].rstrip() + f" {_TITLE}{title}" if title else opened["before"].rstrip()


def _javascript(line: str, number: int) -> Change:
    return Change("skipped", "JavaScript of MDX", line.strip()[:200], _at(number))


def _at(number: int) -> str:
    return f"line {number}"
