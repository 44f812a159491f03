"""Records and headers as the text of a TMX 1.4 file."""

from __future__ import annotations

from functools import lru_cache

from .characters import ILLEGAL, PROP, mask, visible
from .markup import escape_attribute
from .record import Header, Record
from .remarks import Attributes, attributes_xml, legal, prop

START = '<?xml version="1.0" encoding="UTF-8"?>\n'
END = b"  </body>\n</tmx>\n"

_VARIANT_END = b"</seg>\n      </tuv>"
_UNIT_END = b"\n    </tu>\n"

# Without these OmegaT and others refuse the whole file.
_REQUIRED = (
    ("creationtool", "duizhao"),
    ("creationtoolversion", "0"),
    # Any other value and the client cuts the units up by its own rules.
    ("segtype", "sentence"),
    ("o-tmf", "duizhao"),
    ("adminlang", "en"),
    ("srclang", "en"),
    ("datatype", "plaintext"),
)


def header(head: Header) -> bytes:
    """Everything before the first unit, in UTF-8; attributes that must stand are filled in."""
    given = dict(head.attributes)
    missing = tuple((name, value) for name, value in _REQUIRED if name not in given)
    names = attributes_xml(tuple((f"xmlns:{name}", uri) for name, uri in head.namespaces))
    attributes = attributes_xml(head.attributes + missing)
    opening = f'{START}<tmx version="1.4"{names}>\n  <header{attributes}'
    inner = legal(head.remarks).decode().rstrip() + "".join(f"\n    {one}" for one in head.other)
    closing = f">{inner}\n  </header>\n" if inner else "/>\n"
    return f"{opening}{closing}  <body>\n".encode()


def record(entry: Record) -> tuple[bytes, str]:
    """A ``<tu>`` in UTF-8, and the characters of its segments that XML cannot hold, named.

    Notes stand before properties and both before the variants. It is put together of
    encoded pieces, most of them ASCII: one long text with a Chinese character in it takes
    three times as long to encode.
    """
    variants, remarks, attributes, _ = entry
    pieces = [_opening(attributes), legal(remarks) if remarks else b""]
    illegal: set[str] = set()
    for language, _, content, remarks, attributes, seg_attributes in variants:
        if not content.isprintable():
            illegal.update(ILLEGAL.findall(content))
            content, characters = mask(content)
            if characters:
                remarks += prop(PROP, characters)
        opening, seg = _variant_openings(language, attributes, seg_attributes)
        if remarks:
            pieces += opening, legal(remarks), seg, content.encode(), _VARIANT_END
        else:
            pieces += opening, seg, content.encode(), _VARIANT_END
    pieces.append(_UNIT_END)
    named = ", ".join([f"U+{ord(one):04X}" for one in sorted(illegal)]) if illegal else ""
    return b"".join(pieces), named


@lru_cache(maxsize=4096)
def _opening(attributes: Attributes) -> bytes:
    """Opening tag of a unit."""
    return f"    <tu{attributes_xml(attributes)}>".encode()


@lru_cache(maxsize=4096)
def _variant_openings(
    language: str, attributes: Attributes, seg_attributes: Attributes
) -> tuple[bytes, bytes]:
    """Opening tags of a variant and of its segment."""
    code = escape_attribute(visible(language))
    return (
        f'\n      <tuv xml:lang="{code}"{attributes_xml(attributes)}>'.encode(),
        f"\n        <seg{attributes_xml(seg_attributes)}>".encode(),
    )
