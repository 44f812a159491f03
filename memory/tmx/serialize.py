"""Records and headers as the text of a TMX 1.4 file."""

from __future__ import annotations

from collections.abc import Iterable

from .characters import ILLEGAL, PROP, mask, visible
from .markup import escape, escape_attribute
from .record import Attributes, Header, Note, Prop, Record, Variant

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
    names = _attributes(tuple((f"xmlns:{name}", uri) for name, uri in head.namespaces))
    opening = (
        f'{START}<tmx version="1.4"{names}>\n  <header{_attributes(head.attributes + missing)}'
    )
    inner = _notes(head.notes, "    ") + _props(head.props, "    ")
    inner += "".join(f"    {element}\n" for element in head.other)
    closing = f">\n{inner}  </header>\n" if inner else "/>\n"
    return f"{opening}{closing}  <body>\n"


def record(entry: Record) -> str:
    """A ``<tu>`` with its notes before its properties and both before its variants."""
    attributes = _attributes(entry.attributes) if entry.attributes else ""
    notes = _notes(entry.notes, "      ") if entry.notes else ""
    props = _props(entry.props, "      ") if entry.props else ""
    variants = "".join([_variant(variant) for variant in entry.variants])
    return f"    <tu{attributes}>\n{notes}{props}{variants}    </tu>\n"


def _variant(variant: Variant) -> str:
    content, characters = mask(variant.content)
    props = variant.props
    if characters:
        props = (*props, Prop(PROP, characters))
    inner = _notes(variant.notes, "        ") if variant.notes else ""
    if props:
        inner += _props(props, "        ")
    attributes = _attributes(variant.attributes) if variant.attributes else ""
    seg = _attributes(variant.seg_attributes) if variant.seg_attributes else ""
    language = escape_attribute(visible(variant.language))
    return (
        f'      <tuv xml:lang="{language}"{attributes}>\n{inner}'
        f"        <seg{seg}>{content}</seg>\n      </tuv>\n"
    )


def _props(props: Iterable[Prop], indent: str) -> str:
    return "".join(
        [
            f'{indent}<prop type="{escape_attribute(visible(prop.type))}"'
            f"{_attributes(prop.attributes)}>{escape(visible(prop.text))}</prop>\n"
            for prop in props
        ]
    )


def _notes(notes: Iterable[Note], indent: str) -> str:
    return "".join(
        [
            f"{indent}<note{_attributes(note.attributes)}>{escape(visible(note.text))}</note>\n"
            for note in notes
        ]
    )


def _attributes(attributes: Attributes) -> str:
    return "".join([f' {name}="{escape_attribute(visible(value))}"' for name, value in attributes])


def illegal(entry: Record) -> str:
    """The characters of a record that XML cannot hold, named for a person; "" without any."""
    found: set[str] = set()
    for variant in entry.variants:
        _gather(variant.content, found)
        for prop in variant.props:
            _gather(prop.text, found)
    for text in [prop.text for prop in entry.props] + [note.text for note in entry.notes]:
        _gather(text, found)
    return ", ".join(f"U+{ord(character):04X}" for character in sorted(found))


def _gather(text: str, found: set[str]) -> None:
    if not text.isprintable():
        found.update(ILLEGAL.findall(text))
