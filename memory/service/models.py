"""Shapes of what is sent and answered."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from corpora.document import Language

StatusName = Literal["draft", "aligned", "checked", "rejected"]


class TmServerMatch(BaseModel):
    """A match as amaGama's clients expect it."""

    source: str
    target: str
    quality: float = Field(description="0 to 100")
    rank: float = Field(description="order among the matches; 101 for a match in context")


class Languages(BaseModel):
    """Codes that may stand in the addresses of ``/tmserver``."""

    source_languages: list[str] = Field(serialization_alias="sourceLanguages")
    target_languages: list[str] = Field(serialization_alias="targetLanguages")


class Match(BaseModel):
    """A unit that answers a query."""

    source: str
    target: str
    score: int = Field(description="101 in context, 100 exact, 95-99 nearly, below: fuzzy")
    band: str
    reasons: list[str]
    origin: str
    status: str
    id: int
    marks: list[tuple[int, int]] = Field(description="places in target that were adapted")
    source_marks: list[tuple[int, int]]


class Hit(BaseModel):
    """A unit that holds a text."""

    source: str
    target: str
    spans: list[tuple[int, int]] = Field(description="where the text stands in source")
    target_spans: list[tuple[int, int]] = Field(description="the words of target that answer it")
    origin: str
    status: str
    id: int


class SearchQuery(BaseModel):
    """A text to look up, for those that are too long for an address."""

    text: str
    lang: Language | None = None
    limit: int = Field(5, ge=1)
    threshold: int = Field(60, ge=0, le=101)
    before: str = ""
    after: str = ""
    semantic: bool = True


class NewUnit(BaseModel):
    """A unit to be kept."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    kind: str = ""
    label: str = ""
    confidence: float | None = Field(None, ge=0, le=1)
    zh_file: str = ""
    en_file: str = ""


class NewUnits(BaseModel):
    """Units to be kept."""

    units: list[NewUnit] = Field(min_length=1)
    status: StatusName | None = None


class LeftOut(BaseModel):
    """A unit that was not taken."""

    place: str
    reason: str
    text: str


class Added(BaseModel):
    """What became of new units."""

    added: int
    merged: int
    skipped: list[LeftOut]


class StatusChange(BaseModel):
    """A decision about units."""

    ids: list[int] = Field(min_length=1)
    status: StatusName
    who: str = ""


class Changed(BaseModel):
    """How many units have another status now."""

    changed: int


class MemoryStatus(BaseModel):
    """What the memory holds."""

    units: int
    version: str


class Health(BaseModel):
    """Whether the service works."""

    status: str
