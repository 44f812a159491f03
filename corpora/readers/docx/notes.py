"""Footnotes and endnotes: which mark each has, and its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ... import numerals
from ..marks import raise_mark
from ..markup import Element, attribute, child, children, local, number

SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


@dataclass(frozen=True, slots=True)
class NoteRule:
    """How notes of one kind are numbered.

    Attributes:
        form: number format by its OOXML name.
        start: first number.
        restart: ``continuous``, ``eachSect`` or ``eachPage``.
    """

    form: str
    start: int = 1
    restart: str = "continuous"


@dataclass(frozen=True, slots=True)
class DocxNote:
    """A note that the text refers to: its mark (raised) and its element."""

    mark: str
    element: Element
    kind: str


def rule_of(settings: Element | None, body: Element | None, kind: str) -> NoteRule:
    """The numbering rule of ``footnote`` or ``endnote``, from the settings and the sections."""
    name = f"{kind}Pr"
    rule = NoteRule("decimal" if kind == "footnote" else "lowerRoman")
    sections = [] if body is None else [item for item in body.iter() if local(item) == "sectPr"]
    for holder in (settings, *sections[-1:]):
        properties = child(holder, name)
        if properties is None:
            continue
        form, start, restart = (
            child(properties, key) for key in ("numFmt", "numStart", "numRestart")
        )
        rule = NoteRule(
            rule.form if form is None else attribute(form, "val"),
            rule.start if start is None else number(attribute(start, "val"), 1),
            rule.restart if restart is None else attribute(restart, "val"),
        )
    return rule


class Notes:
    """Gives marks in the order of the references, and remembers whose they are."""

    def __init__(self, parts: dict[str, Element | None], rules: dict[str, NoteRule]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        for kind, root in parts.items():
            for element in children(root, kind):
                if attribute(element, "type") not in SEPARATORS:
                    self._elements[kind, attribute(element, "id")] = element
        self._rules = rules
        self._next = {kind: rule.start for kind, rule in rules.items()}
        self._page: int | None = None
        self._notes: dict[tuple[str, str], DocxNote] = {}

    def mark(self, reference: Element, custom: str, page: int | None) -> str:
        """The mark of a reference element on that page; "" when its note is not there."""
        kind = local(reference).removesuffix("Reference")
        key = (kind, attribute(reference, "id"))
        if key not in self._elements:
            return ""
        if key in self._notes:
            return self._notes[key].mark
        rule = self._rules[kind]
        if rule.restart == "eachPage" and page != self._page:
            self._page = page
            self._next[kind] = rule.start
        if custom:
            mark = raise_mark(custom)
        else:
            mark = raise_mark(numerals.write(self._next[kind], rule.form))
            self._next[kind] += 1
        self._notes[key] = DocxNote(mark, self._elements[key], kind)
        return mark

    def new_section(self) -> None:
        """A section of the document ends here."""
        for kind, rule in self._rules.items():
            if rule.restart == "eachSect":
                self._next[kind] = rule.start

    def referred(self) -> Iterator[DocxNote]:
        """Notes in the order of their references, footnotes before endnotes."""
        for wanted in self._rules:
            yield from (note for note in self._notes.values() if note.kind == wanted)

    def orphans(self) -> Iterator[tuple[str, Element]]:
        """Notes that nothing refers to."""
        for (kind, _), element in self._elements.items():
            if (kind, attribute(element, "id")) not in self._notes:
                yield kind, element
