"""The folder that results go to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from duizhao.corpora.errors import OutputError, SettingsError
from duizhao.corpora.overwrite import refuse_overwriting

MANIFEST = "manifest.csv"
"""The pairing as a person sees it."""
CARD = "README.md"
"""The data card, under the name by which Hugging Face knows it."""
MADE_BY = "Made by duizhao"
"""What a data card of ours says."""
SHARDS = ".shards"
"""Folder of what is not yet put together. Hidden, so that whoever reads all data files of the
results (`datasets.load_dataset`) has each pair once."""


def check_results(folder: str | os.PathLike[str], inputs: Iterable[str | None]) -> None:
    """Refuse inputs that stand where results are going to be written.

    Args:
        folder: of the results.
        inputs: documents, termbases, dictionaries, a manifest; that of the folder itself is one.

    Raises:
        SettingsError: one of them would be overwritten.
    """
    from .results import ALWAYS, FILES, SUMMARY

    place = Path(folder)
    card = place / CARD
    if card.is_file() and MADE_BY not in card.read_bytes()[:2000].decode("utf-8", "replace"):
        raise SettingsError(
            "would be overwritten by the data card of the results",
            path=card,
            mend="choose another folder for the results",
        )
    names = {MANIFEST, *ALWAYS, *SUMMARY, *(name for each in FILES.values() for name in each)}
    given = [path for path in inputs if path is not None]
    refuse_overwriting([place / name for name in sorted(names)], given)
    for path in given:
        for within in (SHARDS, "tmx"):
            if Path(path).resolve().is_relative_to(place.resolve() / within):
                raise SettingsError(
                    f"is inside the folder of results, in {within}/, which is overwritten",
                    path=path,
                    mend="move it elsewhere",
                )


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make a folder for results, unless it is there.

    Args:
        folder: which; those above it are made too.
        private: whether its owner alone may look into it.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        folder.mkdir(0o700 if private else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be made ({(error.strerror or str(error)).lower()})",
            path=folder,
            mend="choose a folder with free space that you may write to",
        ) from error
