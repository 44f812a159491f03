"""What the search page asks (``/api``): a concordance with counts, a unit, a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from duizhao.corpora.document import Language
from duizhao.corpora.script import language_of
from duizhao.corpora.sentences import split
from duizhao.memory.concordance import Hit
from duizhao.memory.facade import Memory
from duizhao.memory.store import Entry

from . import models
from .guard import User
from .limits import RequestLimits
from .pool import MemoryPool

_SHOWN = 30
"""Renderings that are counted one by one."""


def router(pool: MemoryPool, writer: MemoryPool, limits: RequestLimits) -> APIRouter:
    """The addresses.

    Args:
        pool: where the memory is asked.
        writer: where it is written.
        limits: longest text, most lines.
    """
    routes = APIRouter(prefix="/api", tags=["search page"])

    @routes.get("/kwic")
    async def kwic(query: Annotated[models.KwicQuery, Query()]) -> models.KwicModel:
        """Units that hold a text (keyword in context), counted by rendering and by year."""
        if max(len(query.text), len(query.other)) > limits.query:
            raise HTTPException(413, f"the text has more than {limits.query} characters")
        most = min(query.limit, limits.lines)
        side = query.lang or language_of(query.text) or "en"
        hits = await pool.run(
            lambda memory: memory.concordance(
                query.text, side, limit=most + 1, filters=query.filters(), other=query.other
            )
        )
        lines = [_line(hit) for hit in hits[:most]]
        renderings = Counter(line.rendering.lower() for line in lines).most_common(_SHOWN)
        years = Counter(line.year for line in lines)
        return models.KwicModel(
            lang=side,
            lines=lines,
            more=len(hits) > most,
            renderings=[models.CountModel(name=name, count=count) for name, count in renderings],
            years=[
                models.CountModel(name=name, count=years[name])
                for name in sorted(years, reverse=True)
            ],
        )

    @routes.get("/units/{number}")
    async def unit(number: models.UnitId) -> models.UnitModel:
        """A unit; one that was edited since is found by its old number too."""
        return _unit(await pool.run(lambda memory: _found(memory, number)))

    @routes.post("/units/{number}")
    async def edit(
        number: models.UnitId, change: models.UnitChange, user: User
    ) -> models.UnitModel:
        """Correct a unit, which has another number then; the second of two who do is refused."""

        def job(memory: Memory) -> Entry:
            _present(memory, number)
            return memory.edit(number, zh=change.zh, en=change.en, who=user or change.who)

        return _unit(await writer.run(job))

    @routes.post("/draft")
    async def draft(given: models.DraftText) -> models.DraftModel:
        """The sentences of a text, each with the best match; a long text is answered in parts."""
        side = given.lang or language_of(given.text) or "en"
        spans = _sentences(given.text, side)
        here = spans[: limits.draft]
        if any(end - start > limits.query for start, end in here):
            raise HTTPException(413, f"a sentence has more than {limits.query} characters")
        texts = [given.text[start:end] for start, end in here]

        def job(memory: Memory) -> list[models.MatchModel | None]:
            found: list[models.MatchModel | None] = []
            for place, text in enumerate(texts):
                before = texts[place - 1] if place else ""
                after = texts[place + 1] if place + 1 < len(texts) else ""
                best = pool.search(
                    memory, text, side, 1, given.threshold, before=before, after=after
                )
                found.append(models.MatchModel.model_validate(best[0].to_dict()) if best else None)
            return found

        matches = await pool.run(job)
        segments = [
            models.DraftSegment(start=start, end=end, match=match)
            for (start, end), match in zip(here, matches, strict=True)
        ]
        rest = spans[limits.draft][0] if len(spans) > limits.draft else len(given.text)
        return models.DraftModel(lang=side, segments=segments, rest=rest)

    return routes


def _line(hit: Hit) -> models.LineModel:
    rendering = ""
    if hit.target_spans:
        start, end = hit.target_spans[0]
        rendering = hit.target[start:end]
    return models.LineModel(**hit.to_dict(), rendering=rendering, year=hit.entry.created[:4])


def _sentences(text: str, side: Language) -> Sequence[tuple[int, int]]:
    """Spans of the sentences of each line, in order."""
    spans = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans += [(start + first, start + last) for first, last in split(line, side)]
        start += len(line)
    return spans


def _present(memory: Memory, number: int) -> None:
    """Refuse a unit that somebody has edited or taken out."""
    if not list(memory.store.entries([number])):
        raise HTTPException(409, "somebody else has changed this unit; look at it again")


def _found(memory: Memory, number: int) -> Entry:
    wanted = number
    for _ in range(100):
        found = list(memory.store.entries([wanted]))
        if found:
            return found[0]
        later = [one.became for one in memory.history_of(wanted) if one.became]
        if not later or later[-1] == wanted:
            break
        wanted = later[-1]
    raise HTTPException(404, f"there is no unit {number}")


def _unit(entry: Entry) -> models.UnitModel:
    return models.UnitModel(
        id=entry.id,
        zh=entry.unit.zh,
        en=entry.unit.en,
        status=entry.status.label,
        origin=entry.origins[0].name if entry.origins else "",
        created=entry.created,
        creator=entry.creator,
        changed=entry.changed,
        changer=entry.changer,
    )
