"""TMX files 1.1 to 1.4b, read unit after unit, with whatever is wrong in them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from duizhao.corpora.patterns import lazy
from duizhao.corpora.readers.limits import unreadable
from duizhao.corpora.skipped import Skipped

from .errors import BrokenUnitError
from .parse import fragment, remarks_of
from .record import Header, Record
from .remarks import attributes_of
from .scan import Scanner
from .source import opened, utf8

_ROOT = lazy(r"<tmx((?:\s[^<>]*)?)/?>")
_HEADER = lazy(r"<header(?=[\s/>])(?:[^<>]*/>|.*?</header\s*>)", re.DOTALL)
_HEADER_ATTRIBUTES = lazy(r"<header([^<>]*?)/?>")
_DEFINITION = lazy(r"<ude(?=[\s/>]).*?</ude\s*>", re.DOTALL)
_COMMENT = lazy(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a file holds.

    Attributes:
        header: of the file, or of the first one in an archive.
        units: how many ``<tu>`` begin in it.
        read: how many of them could be read.
        skipped: the others, and remarks on the file as a whole.
    """

    header: Header
    units: int
    read: int
    skipped: tuple[Skipped, ...]


def read_tmx(path: str | os.PathLike[str]) -> Iterator[Record | Skipped]:
    """Every unit of a TMX file, in its order: read, or skipped with line and reason.

    The file may be in UTF-8 or UTF-16, with or without a byte-order mark, or in what it
    declares; packed by gzip; or in a zip archive, whose TMX files are read one after
    another. A document type by name (``<!DOCTYPE tmx SYSTEM "tmx14.dtd">``) is accepted and
    never loaded. Memory does not grow with the file.

    Args:
        path: the file.

    Yields:
        A `Record` for each unit that can be read; a `Skipped` with ``units == 1`` for each
        other ``<tu>``, and with ``units == 0`` for what is wrong with the file as a whole
        (it breaks off). Records and skipped units add up to the ``<tu>`` in the file.

    Raises:
        MissingFileError, EmptyFileError, InputError: there is nothing to read.
        FormatError: it is no TMX file.
        UndecodableError: it is in an encoding that nobody knows.
        UnsafeFileError: it defines entities, is encrypted, or unfolds without end.
    """
    read_header(path)
    return _read(os.fspath(path))


def read_header(path: str | os.PathLike[str]) -> Header:
    """The header of a TMX file; errors as of `read_tmx`."""
    name = os.fspath(path)
    try:
        with opened(name, _unheard) as members:
            member = next(iter(members))
            prolog = Scanner(utf8(member.blocks, name), name).prolog()
    except OSError as error:
        raise unreadable(path, error) from error
    header, _ = _header(prolog)
    return header


def survey(path: str | os.PathLike[str]) -> Tally:
    """A TMX file read through and counted; errors as of `read_tmx`."""
    read = 0
    skipped = []
    for item in read_tmx(path):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            read += 1
    units = read + sum(one.units for one in skipped)
    return Tally(read_header(path), units, read, tuple(skipped))


def _unheard(_: str) -> None:
    """Take no remark: whoever reads the units will hear it."""


def _read(path: str) -> Iterator[Record | Skipped]:
    remarks: list[str] = []
    try:
        with opened(path, remarks.append) as members:
            for member in members:
                scanner = Scanner(utf8(member.blocks, path), path)
                header, fault = _header(scanner.prolog())
                if fault:
                    remarks.append(fault)
                units = scanner.units(header.namespaces, remarks.append)
                front = f"{member.name}: " if member.name else ""
                yield from _named(units, front) if front else units
                for remark in remarks:
                    yield Skipped(f"line {scanner.line}", front + remark, units=0)
                remarks.clear()
    except OSError as error:
        raise unreadable(path, error) from error


def _named(units: Iterator[Record | Skipped], front: str) -> Iterator[Record | Skipped]:
    """The same, with the name of the archive's member before each reason."""
    for unit in units:
        if isinstance(unit, Skipped):
            yield replace(unit, reason=front + unit.reason)
        else:
            yield unit


def _header(prolog: str) -> tuple[Header, str]:
    """The header before the body, as much of it as can be read, and what is wrong with it."""
    bare = _COMMENT.sub("", prolog)
    root = _ROOT.search(bare)
    try:
        of_root = dict(attributes_of(root[1])) if root else {}
    except BrokenUnitError as error:
        return Header(), f"the <tmx> element {error}"
    version = of_root.get("version", "")
    namespaces = tuple(
        (name.removeprefix("xmlns:"), uri)
        for name, uri in of_root.items()
        if name.startswith("xmlns:") and name != "xmlns:xml"
    )
    element = _HEADER.search(bare)
    if element is None:
        return Header(version, namespaces=namespaces), "the file has no header"
    try:
        remarks = remarks_of(fragment(element[0], 1, namespaces))
        opening = _HEADER_ATTRIBUTES.match(element[0])
        header = Header(
            version,
            attributes_of(opening[1]) if opening else (),
            remarks,
            tuple(_DEFINITION.findall(element[0])),
            namespaces,
        )
    except BrokenUnitError as error:
        return Header(version, namespaces=namespaces), f"the header {error}"
    return header, ""
