"""Tables of texts of programs: .json, .yaml, .properties, .resx, .strings; a text for each key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..document import Block, Change, Source
from ..errors import EmptyFileError, FormatError
from .guard import quieten

SUFFIXES = (".json", ".arb", ".yaml", ".yml", ".properties", ".resx", ".strings")


def sniff(head: bytes, path: Path) -> bool:
    """By its name, and for .resx and .json by its first character."""
    suffix = path.suffix.lower()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if suffix in (".json", ".arb"):
        return start == b"{"
    return suffix in SUFFIXES and (suffix != ".resx" or start == b"<")


def read(path: Path) -> Source:
    """The texts by their keys, in the order of the file; what is no text is listed.

    Raises:
        EmptyFileError: no text in it.
        FormatError: damaged.
        UndecodableError: in no encoding that we know.
    """
    from .encoding import decode
    from .limits import read_bytes

    data = read_bytes(path)
    text, encoding = decode(data, path)
    changes: list[Change] = []
    match path.suffix.lower():
        case ".json" | ".arb":
            found = _json(text, path, changes)
        case ".yaml" | ".yml":
            found = _yaml(text, path, changes)
        case ".resx":
            found = _resx(data, path)
        case suffix:
            found = _properties(data, encoding, suffix)
    blocks = tuple(Block(value, key) for key, value in found if value.strip())
    if not blocks:
        raise EmptyFileError("has no texts in it", path=path, mend="check the file")
    return Source(
        str(path), "strings", blocks, lines=False, encoding=encoding, skipped=tuple(changes),
        whole=True,
    )  # fmt: skip


def _json(text: str, path: Path, changes: list[Change]) -> Iterator[tuple[str, str]]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise FormatError(f"is not JSON ({error})", path=path, mend="repair it") from error
    return _leaves(value, "", changes)


def _leaves(value: Any, key: str, changes: list[Change]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        # The metadata of an .arb file.
        if any(part.startswith("@") for part in key.split(".")):
            changes.append(Change("skipped", "metadata", value, key))
        else:
            yield key, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, f"{key}.{name}" if key else str(name), changes)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{key}[{number}]", changes)
    elif value is not None:
        changes.append(Change("skipped", "no text", str(value), key))


def _yaml(text: str, path: Path, changes: list[Change]) -> Iterator[tuple[str, str]]:
    """The scalars of a YAML file. Aliases are not followed, so that none can unfold."""
    import yaml

    keys: list[Any] = []  # of each open mapping its key or None; of a sequence the next number
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                keys.append(None if isinstance(event, yaml.MappingStartEvent) else 0)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                keys.pop()
                _next(keys)
            elif isinstance(event, yaml.AliasEvent):
                changes.append(Change("skipped", "an alias", f"*{event.anchor}", _place(keys)))
                _next(keys)
            elif isinstance(event, yaml.ScalarEvent):
                if keys and keys[-1] is None:
                    keys[-1] = event.value
                    continue
                quoted = event.style is not None
                if quoted or not re.fullmatch(
                    r"[-+.\d_]*|true|false|null|yes|no|~", event.value, re.I
                ):
                    yield _place(keys), event.value
                elif event.value:
                    changes.append(Change("skipped", "no text", event.value, _place(keys)))
                _next(keys)
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())[:80]
        raise FormatError(f"is not YAML ({said})", path=path, mend="repair it") from error


def _next(keys: list[Any]) -> None:
    """A value has ended."""
    if keys:
        keys[-1] = keys[-1] + 1 if isinstance(keys[-1], int) else None


def _place(keys: list[Any]) -> str:
    shown = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return shown.lstrip(".")


def _resx(data: bytes, path: Path) -> Iterator[tuple[str, str]]:
    from .markup import attribute, child, children, parse_xml

    for item in children(parse_xml(data, str(path), path.name), "data"):
        value = child(item, "value")
        # A type is that of a picture or a place on the screen.
        if value is not None and not attribute(item, "type") and not attribute(item, "mimetype"):
            yield attribute(item, "name"), value.text or ""


def _properties(data: bytes, encoding: str, suffix: str) -> Iterator[tuple[str, str]]:
    from translate.storage import properties

    quieten("translate")
    kind = properties.stringsfile if suffix == ".strings" else properties.javafile
    store = kind(encoding=encoding)
    store.parse(data)
    for unit in store.units:
        if unit.name and not unit.isblank():
            yield str(unit.name), str(unit.source or "")
