"""The folder that results go to."""

from __future__ import annotations

from pathlib import Path

from duizhao.corpora.errors import OutputError


def make_folder(folder: Path) -> None:
    """Make a folder for results, unless it is there.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be made ({(error.strerror or str(error)).lower()})",
            path=folder,
            mend="choose a folder with room and rights",
        ) from error
