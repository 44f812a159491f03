"""What the page asks for, as it comes in JSON."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from duizhao.options import Level

from .state import RowState


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OperationAsked(_Asked):
    """An operation and the version that the person saw."""

    operation: dict[str, Any]
    base: int | None = None


class RowAsked(_Asked):
    """A row and the version that the person saw."""

    row: int
    base: int | None = None


class OpenAsked(_Asked):
    """What is to be opened: a path, two documents, or files and folders to be paired."""

    path: str = ""
    paths: list[str] = []
    zh: str = ""
    en: str = ""
    level: Level | None = None
    memory: str = ""
    termbase: list[str] = []
    semicolon: bool = False
    srx: str = ""


class DroppedFile(_Asked):
    """A file that was dropped: its name, with its folders, and its content in base 64."""

    name: str
    data: str


class DroppedAsked(_Asked):
    """Files that were dropped."""

    files: list[DroppedFile]


class ExportAsked(_Asked):
    """How a file is to be written."""

    path: str
    client: str | None = None
    source: str | None = None
    codes: str | None = None
    numbers: str = "drop"
    states: list[RowState] = []


class MemoryAsked(_Asked):
    """A memory; "" for the one of the project."""

    path: str = ""


class CloseAsked(_Asked):
    """What is to be closed: the project, or the list of documents too."""

    documents: bool = False


class PlaceAsked(_Asked):
    """Where the person is."""

    row: int
