"""Content of TMX, tags and all, as a source and a target of XLIFF."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_Keys = dict[tuple[str, str, int], str]


def put_contents(
    source: etree._Element, target: etree._Element, contents: tuple[str, str], version: int
) -> None:
    """Fill two empty elements; what both sides share has the same ``id``.

    Args:
        source: where the source goes.
        target: where the target goes.
        contents: of both, as content of TMX.
        version: 1 or 2. In version 1 a code keeps its text; in version 2 its text is what an
            editor shows for it (``disp``).
    """
    keys: _Keys = {}
    for element, content in zip((source, target), contents, strict=True):
        _Writer(element, version, keys).put(_parsed(content))


def _parsed(content: str) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
    return etree.fromstring(f"<seg>{content}</seg>", parser)


class _Writer:
    """One side of a match."""

    def __init__(self, element: etree._Element, version: int, keys: _Keys) -> None:
        self._element = element
        self._space = str(element.tag).rpartition("}")[0] + "}" if "}" in str(element.tag) else ""
        self._version = version
        self._keys = keys
        self._seen: Counter[tuple[str, str]] = Counter()
        self._open: dict[str, str] = {}

    def put(self, content: etree._Element) -> None:
        self._fill(self._element, content)

    def _fill(self, into: etree._Element, content: etree._Element) -> None:
        into.text = content.text
        for child in content:
            if child.tag == "hi":
                made = self._made(into, "g" if self._version == 1 else "pc")
                made.set("id", self._key("hi", child.get("x") or child.get("type") or ""))
                self._fill(made, child)
            else:
                made = self._code(into, child)
            made.tail = child.tail

    def _code(self, into: etree._Element, child: etree._Element) -> etree._Element:
        code = "".join(map(str, child.itertext()))
        x, number = child.get("x") or "", child.get("i") or ""
        name = str(child.tag)
        if name == "bpt":
            self._open[number] = key = self._key("pair", x or number)
            return self._said(self._made(into, "bpt", "sc"), code, id=key)
        if name == "ept":
            key = self._open.get(number) or self._key("pair", number)
            made = self._made(into, "ept", "ec")
            return self._said(made, code, **{"id" if self._version == 1 else "startRef": key})
        key = self._key("code", x or code)
        if name != "it":
            return self._said(self._made(into, "ph"), code, id=key)
        begins = child.get("pos") in ("begin", "open")
        made = self._made(into, "it", "sc" if begins else "ec")
        if self._version == 1:
            return self._said(made, code, id=key, pos="open" if begins else "close")
        return self._said(made, code, id=key, isolated="yes")

    def _made(self, into: etree._Element, first: str, second: str = "") -> etree._Element:
        from lxml import etree

        name = first if self._version == 1 else second or first
        return etree.SubElement(into, f"{self._space}{name}")

    def _said(self, made: etree._Element, code: str, **attributes: str) -> etree._Element:
        for name, value in attributes.items():
            made.set(name, value)
        if code and self._version == 1:
            made.text = code
        elif code:
            made.set("disp", code)
        return made

    def _key(self, kind: str, name: str) -> str:
        count = self._seen[kind, name]
        self._seen[kind, name] += 1
        return self._keys.setdefault((kind, name, count), str(len(self._keys) + 1))
