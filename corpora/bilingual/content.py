"""Content with tags, as TMX has it: whether it can stand in a file."""

from __future__ import annotations

from ..entry import Entry


def check_content(entry: Entry) -> Entry:
    """The entry, if what it has as content is well formed and holds its texts.

    Raises:
        ValueError: it would break a TMX file.
    """
    for name, content, text in (
        ("zh_content", entry.zh_content, entry.unit.zh),
        ("en_content", entry.en_content, entry.unit.en),
    ):
        if content:
            _check(name, content, text)
    return entry


def _check(name: str, content: str, text: str) -> None:
    from lxml import etree

    from .tmx.markup import plain

    try:
        etree.fromstring(f"<seg>{content}</seg>", etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{name} is not well formed") from error
    if plain(content) != text:
        raise ValueError(f"{name} has another text")
