"""Characters that a format cannot hold or a text does not have: each set once, with its reason.

A set is the inside of a class of a regular expression: ``lazy(f"[{NOT_IN_XML}]")``.
"""

from __future__ import annotations

HALVES = "\ud800-\udfff"
"""Halves of surrogate pairs: UTF-8 has no bytes for them."""

XML_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f"
"""Control characters that XML 1.0 cannot write, not even by number."""

NOT_IN_XML = f"{XML_CONTROLS}{HALVES}\ufffe\uffff"
"""All that XML 1.0 cannot write."""

NOT_IN_WORKBOOK = f"{NOT_IN_XML}\r"
"""A cell is XML, where a carriage return would be read as a line feed."""

NOT_IN_DATABASE = f"\x00{HALVES}"
"""SQLite keeps UTF-8, and ends a text at a zero in some of its functions."""

NOT_IN_PAGE = "\x00-\x08\x0b\x0e-\x1f\x7f"
"""Control characters that HTML forbids, on which its parser stops; a form feed is white space."""

NOT_IN_TEXT_FILE = "\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f"
"""Control characters that show a binary file: all but tabs, line and page breaks and ``\\x1a``,
with which old programs end a file."""

UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    f"\ufeff\ufff9-\uffff{HALVES}"
)
"""What a page does not show, or what changes how it shows the rest: given by name there."""
