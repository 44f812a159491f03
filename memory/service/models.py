"""Shapes of what is sent and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from duizhao.corpora.document import Language
from duizhao.corpora.entry import STATUSES
from duizhao.memory.search import Filters
from duizhao.memory.store import Added, Status

if TYPE_CHECKING:
    StatusName = str
else:
    StatusName = Literal[STATUSES]


UnitId = Annotated[int, Field(ge=1, lt=1 << 63)]
"""Number of a unit."""


class TmServerMatch(BaseModel):
    """A match as amaGama's clients expect it."""

    source: str
    target: str
    quality: float = Field(description="0 to 100")
    rank: float = Field(description="order among the matches; 101 for a match in context")


class TmServerUnit(BaseModel):
    """A unit as amaGama's clients send it."""

    source: str = ""
    target: str = Field(min_length=1)
    context: str = ""


class Languages(BaseModel):
    """Codes that may stand in the addresses of ``/tmserver``."""

    source_languages: list[str] = Field(serialization_alias="sourceLanguages")
    target_languages: list[str] = Field(serialization_alias="targetLanguages")


class MatchModel(BaseModel):
    """A unit that answers a query."""

    source: str
    target: str
    score: int = Field(description="101 in context, 100 exact, 95-99 nearly, below: fuzzy")
    band: str
    reasons: list[str]
    origin: str
    status: str
    id: int = Field(description="0 for a unit of a further memory")
    marks: list[tuple[int, int]] = Field(description="places in target that were adapted")
    source_marks: list[tuple[int, int]]


class HitModel(BaseModel):
    """A unit that holds a text."""

    source: str
    target: str
    spans: list[tuple[int, int]] = Field(description="where the text stands in source")
    target_spans: list[tuple[int, int]] = Field(description="the words of target that answer it")
    origin: str
    status: str
    id: int


class Choice(BaseModel):
    """Which units may answer."""

    origin: str = Field("", description="part of the name of a file that they come from")
    since: str = Field("", description="first day on which they were made, 2024-01-31")
    until: str = Field("", description="last day on which they were made")
    status: list[StatusName] = Field([], description="by default all but rejected")
    property: list[str] = Field([], description="NAME=VALUE that they carry")

    def filters(self) -> Filters:
        """The same for a search."""
        pairs = [text.partition("=") for text in self.property]
        statuses = [Status.parse(name) for name in self.status]
        return Filters(
            self.origin,
            self.since,
            self.until,
            tuple((name, value) for name, _, value in pairs),
            statuses or Filters().statuses,
        )


class SearchQuery(Choice):
    """A text to look up."""

    text: str
    lang: Language | None = Field(None, description="by default that of its script")
    limit: int = Field(5, ge=1)
    threshold: int = Field(60, ge=0, le=102)
    before: str = Field("", description="the text before it, for matches in context")
    after: str = Field("", description="the text after it")
    context_id: str = Field("", description="what its file calls it (id, msgctxt)")
    semantic: bool = Field(True, description="whether to search by meaning too")
    script: Literal["Hans", "Hant"] | None = Field(
        None, description="characters of a Chinese translation, simplified or traditional"
    )
    convert: bool = Field(False, description="convert translations in the other script")


class ConcordanceQuery(Choice):
    """A text to look for inside others."""

    text: str
    lang: Language | None = Field(None, description="side to look in; by default of its script")
    limit: int = Field(50, ge=1)


class KwicQuery(ConcordanceQuery):
    """A text to look for inside others, and what their counterparts have to hold."""

    other: str = Field("", description="what the counterpart has to hold")
    limit: int = Field(200, ge=1)


class LineModel(HitModel):
    """A line of a concordance."""

    rendering: str = Field(description="the words of target that answer the text, or nothing")
    year: str = Field(description="in which the unit was made, or nothing")


class CountModel(BaseModel):
    """How many lines have something in common."""

    name: str
    count: int


class KwicModel(BaseModel):
    """A concordance with its counts."""

    lang: Language = Field(description="side that was looked in")
    lines: list[LineModel]
    more: bool = Field(description="whether there are more lines than were asked for")
    renderings: list[CountModel] = Field(description="by the words that answer, commonest first")
    years: list[CountModel] = Field(description="the latest first")


class UnitModel(BaseModel):
    """A unit with what is known of it."""

    id: int
    zh: str
    en: str
    status: str
    origin: str
    created: str
    creator: str
    changed: str
    changer: str


class UnitChange(BaseModel):
    """New texts of a unit."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    who: str = ""


class DraftText(BaseModel):
    """Part of a text that is being translated."""

    text: str
    lang: Language | None = Field(None, description="by default that of its script")
    threshold: int = Field(60, ge=0, le=102)


class DraftSegment(BaseModel):
    """A sentence of a draft, and the best that the memory has for it."""

    start: int = Field(description="where it begins in the text, in characters")
    end: int
    match: MatchModel | None


class DraftModel(BaseModel):
    """A draft, sentence by sentence."""

    lang: Language
    segments: list[DraftSegment]
    rest: int = Field(description="where the text goes on that was not looked up, or its end")


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


class AddedModel(BaseModel):
    """What became of new units."""

    added: int
    merged: int
    skipped: list[LeftOut]


def shape_added(added: Added) -> AddedModel:
    """What became of new units, as it is answered."""
    left_out = [LeftOut(place=one.place, reason=one.reason, text=one.text) for one in added.skipped]
    return AddedModel(added=added.added, merged=added.merged, skipped=left_out)


class Refusal(BaseModel):
    """Why a request was not answered."""

    detail: str


class StatusChange(BaseModel):
    """A decision about units."""

    ids: list[UnitId] = Field(min_length=1)
    status: StatusName
    who: str = ""


class Changed(BaseModel):
    """How many units have another status now."""

    changed: int


class MemoryStatus(BaseModel):
    """What the memory holds, and the name that goes with the token of whoever asks."""

    units: int
    version: str
    user: str = ""


class Health(BaseModel):
    """Whether the service works."""

    status: str
