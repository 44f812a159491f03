"""Projects that were open lately."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.errors import OutputError

_MOST = 12


def _place() -> Path:
    given = os.environ.get("DUIZHAO_STATE")
    if given:
        return Path(given).expanduser() / "recent.json"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "duizhao" / "recent.json"


def recent() -> list[dict[str, Any]]:
    """Path and title of each, the last first; those that are gone left out."""
    with suppress(OSError, ValueError, RuntimeError):
        listed = json.loads(_place().read_text(encoding="utf-8"))
        return [one for one in listed if Path(one["path"]).is_file()]
    return []


def remember(path: Path, title: str) -> None:
    """Put a project first. Where the list cannot be written, nothing happens."""
    with suppress(OSError, RuntimeError, OutputError):
        place = _place()
        place.parent.mkdir(0o700, parents=True, exist_ok=True)
        here = {"path": str(path.resolve()), "title": title}
        listed = [here, *(one for one in recent() if one["path"] != here["path"])]
        with atomic_write(place) as temporary:
            temporary.write_text(json.dumps(listed[:_MOST], ensure_ascii=False), encoding="utf-8")
