"""Records and headers as the text of a TMX 1.4 file."""

from __future__ import annotations

from functools import lru_cache

from .characters import ILLEGAL, PROP, mask, visible
from .markup import escape_attribute
from .record import Header, Record
from .remarks import Attributes, attributes_xml, notes_first, prop

START = '<?xml version="1.0" encoding="UTF-8"?>\n'
END = "  </body>\n</tmx>\n"

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


def header(head: Header) -> str:
    """Everything before the first unit; attributes that must stand are filled in."""
    given = dict(head.attributes)
    missing = tuple((name, value) for name, value in _REQUIRED if name not in given)
    names = attributes_xml(tuple((f"xmlns:{name}", uri) for name, uri in head.namespaces))
    attributes = attributes_xml(head.attributes + missing)
    opening = f'{START}<tmx version="1.4"{names}>\n  <header{attributes}'
    inner = notes_first(head.remarks).rstrip() + "".join(f"\n    {one}" for one in head.other)
    closing = f">{inner}\n  </header>\n" if inner else "/>\n"
    return f"{opening}{closing}  <body>\n"


def record(entry: Record) -> tuple[str, str]:
    """A ``<tu>``, and the characters of its segments that XML cannot hold, named.

    Notes stand before properties and both before the variants.
    """
    text = f"    <tu{attributes_xml(entry.attributes)}>{_ordered(entry.remarks)}\n"
    illegal: set[str] = set()
    for language, _, content, remarks, attributes, seg_attributes in entry.variants:
        if not content.isprintable():
            illegal.update(ILLEGAL.findall(content))
            content, characters = mask(content)
            if characters:
                remarks += prop(PROP, characters)
        opening, seg = _openings(language, attributes, seg_attributes)
        text += f"{opening}{_ordered(remarks)}\n{seg}{content}</seg>\n      </tuv>\n"
    named = ", ".join([f"U+{ord(one):04X}" for one in sorted(illegal)]) if illegal else ""
    return f"{text}    </tu>\n", named


def _ordered(remarks: str) -> str:
    return notes_first(remarks) if "<note" in remarks else remarks


@lru_cache(maxsize=4096)
def _openings(language: str, attributes: Attributes, seg_attributes: Attributes) -> tuple[str, str]:
    """Opening tags of a variant and of its segment."""
    code = escape_attribute(visible(language))
    return (
        f'      <tuv xml:lang="{code}"{attributes_xml(attributes)}>',
        f"        <seg{attributes_xml(seg_attributes)}>",
    )
