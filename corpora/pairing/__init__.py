"""Which Chinese file goes with which English one.

By what their names say, by the document symbol that stands in them, and by what they are
about. Nothing is guessed silently: every pair says how it was found, doubtful pairs are
marked, and files without a counterpart are listed with the reason. A person corrects the
manifest and hands it back.
"""

from __future__ import annotations

from .files import files_in, holds_both, language_of_file
from .find import METHODS, pair_files
from .manifest import read_manifest, write_manifest
from .match import FilePair, Pairing, Unpaired

__all__ = [
    "METHODS",
    "FilePair",
    "Pairing",
    "Unpaired",
    "files_in",
    "holds_both",
    "language_of_file",
    "pair_files",
    "read_manifest",
    "write_manifest",
]
