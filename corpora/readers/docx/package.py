"""The parts of a .docx and how they hang together."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from duizhao.corpora.document import Change
from duizhao.corpora.errors import FormatError

from ..archive import Archive
from ..markup import Element, attribute, parse_xml


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """An open .docx.

    Attributes:
        archive: its container.
        main: name of the part with the body.
        relations: of the main part, by their id.
    """

    archive: Archive
    main: str
    relations: dict[str, Relation]
    _roots: dict[str, Element] = field(default_factory=dict)

    def root(self, part: str) -> Element:
        """The root of an XML part, parsed once."""
        if part not in self._roots:
            self._roots[part] = parse_xml(self.archive.read(part), self.archive.path, part)
        return self._roots[part]

    def related(self, kind: str) -> Element | None:
        """The root of the part of that kind (``styles``, ``footnotes``, …), or None."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.external and relation.target in self.archive:
                return self.root(relation.target)
        return None

    def skipped(self) -> Iterator[Change]:
        """What the container holds and no reader uses, with the reason."""
        names = self.archive.names
        macros = [name for name in names if "vba" in name.lower()]
        if macros:
            yield Change("skipped", "macros are never run", macros[0])
        embedded = [name for name in names if "/embeddings/" in name]
        if embedded:
            yield Change("skipped", "embedded files are not read", ", ".join(embedded[:3]))
        external = Counter(item.kind for item in self.relations.values() if item.external)
        for kind, count in sorted(external.items()):
            yield Change("skipped", "external links are never followed", f"{count} × {kind}")


def open_package(archive: Archive) -> Package:
    """Find the parts.

    Raises:
        FormatError: it is no Word document, or its main part is missing.
    """
    top = _relations(archive, "")
    main = next(
        (item.target for item in top.values() if item.kind == "officeDocument"),
        "word/document.xml",
    )
    if main not in archive:
        raise FormatError(
            "is a zip container without a Word document",
            path=archive.path,
            mend="give a .docx, .odt or .xlsx file, or unpack it",
        )
    return Package(archive, main, _relations(archive, main))


def _relations(archive: Archive, part: str) -> dict[str, Relation]:
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return {}
    found = {}
    for element in parse_xml(archive.read(path), archive.path, path):
        target = attribute(element, "Target")
        external = attribute(element, "TargetMode").lower() == "external"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = attribute(element, "Type").rsplit("/", 1)[-1]
        found[attribute(element, "Id")] = Relation(kind, target, external)
    return found
