"""What amaGama's protocol has no words for (``/api``): concordance, new units, decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from duizhao.corpora.entry import Status, from_units
from duizhao.corpora.script import language_of
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory

from . import models
from .guard import User
from .limits import RequestLimits
from .pool import MemoryPool


def router(pool: MemoryPool, writer: MemoryPool, limits: RequestLimits, version: str) -> APIRouter:
    """The addresses.

    Args:
        pool: where the memory is asked.
        writer: where it is written.
        limits: longest text, most answers.
        version: of duizhao.
    """
    routes = APIRouter(prefix="/api", tags=["memory"])

    def checked(text: str) -> str:
        if len(text) > limits.query:
            raise HTTPException(413, f"the text has more than {limits.query} characters")
        return text

    async def search(query: models.SearchQuery) -> list[models.MatchModel]:
        text = checked(query.text)
        language = query.lang or language_of(text) or "en"
        found = await pool.run(
            lambda memory: pool.search(
                memory,
                text,
                language,
                min(query.limit, limits.candidates),
                query.threshold,
                before=checked(query.before),
                after=checked(query.after),
                context_id=checked(query.context_id),
                semantic=query.semantic,
                script=query.script or "",
                convert=query.convert,
                filters=query.filters(),
            )
        )
        return [models.MatchModel.model_validate(match.to_dict()) for match in found]

    @routes.get("/search")
    async def search_by_address(
        query: Annotated[models.SearchQuery, Query()],
    ) -> list[models.MatchModel]:
        """What the memory has for a text, the best first."""
        return await search(query)

    @routes.post("/search")
    async def search_by_body(query: models.SearchQuery) -> list[models.MatchModel]:
        """The same for a text that is too long for an address."""
        return await search(query)

    @routes.get("/concordance")
    async def concordance(
        query: Annotated[models.ConcordanceQuery, Query()],
    ) -> list[models.HitModel]:
        """Units that hold a text, with the words of the other side that answer it."""
        wanted = checked(query.text)
        most = min(query.limit, limits.candidates)
        hits = await pool.run(
            lambda memory: memory.concordance(
                wanted, query.lang, limit=most, filters=query.filters()
            )
        )
        return [models.HitModel.model_validate(hit.to_dict()) for hit in hits]

    @routes.post("/units", status_code=201)
    async def add(new: models.NewUnits, user: User) -> models.AddedModel:
        """Keep units; one that already exists is not kept twice."""
        if len(new.units) > limits.units:
            raise HTTPException(413, f"more than {limits.units} units")
        units = [Unit(**unit.model_dump()) for unit in new.units]
        status = Status.parse(new.status) if new.status else None
        entries = [replace(one, creator=user) for one in from_units(units, status)]
        added = await writer.run(lambda memory: memory.add(entries))
        return models.shape_added(added)

    @routes.get("/status")
    async def status(user: User) -> models.MemoryStatus:
        """What the memory holds, and who asks."""
        return models.MemoryStatus(units=await pool.run(len), version=version, user=user)

    @routes.post("/status")
    async def decide(change: models.StatusChange, user: User) -> models.Changed:
        """Check or reject units, by the ids that search and concordance tell."""
        wanted = Status.parse(change.status)

        def job(memory: Memory) -> int:
            return memory.store.set_status(change.ids, wanted, user or change.who)

        return models.Changed(changed=await writer.run(job))

    return routes
