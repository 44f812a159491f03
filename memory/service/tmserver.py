"""amaGama's protocol (``/tmserver``), which Weblate, Pootle and Virtaal speak."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from pydantic import BeforeValidator
from starlette.convertors import Convertor, register_url_convertor

from duizhao.corpora.document import Language
from duizhao.corpora.entry import Entry, Origin, chinese_code
from duizhao.corpora.language import Tag, code, parse
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.search import Match

from .guard import User
from .limits import RequestLimits
from .models import AddedModel, Languages, TmServerMatch, TmServerUnit, shape_added
from .pool import MemoryPool

# What clients send: Weblate lower-case codes with underscores.
_ENGLISH = ("en", "en_gb", "en_us")
_CHINESE = ("zh", "zh_cn", "zh_hans", "zh_hans_cn", "zh_hant", "zh_hant_tw", "zh_hk", "zh_tw")


class _Anything(Convertor[str]):
    """The rest of an address, line breaks among it, which ``path`` does not take."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


Source = Annotated[str, Query(description="the text to look up")]
Similarity = Annotated[
    int,
    BeforeValidator(lambda given: given if given != "" else 70),
    Query(description="lowest quality, 0 to 100"),
]
Candidates = Annotated[
    int,
    BeforeValidator(lambda given: given if given != "" else 5),
    Query(description="most matches"),
]


def router(pool: MemoryPool, writer: MemoryPool, limits: RequestLimits) -> APIRouter:
    """The addresses of the protocol.

    Args:
        pool: where the memory is asked.
        writer: where it is written to.
        limits: longest text, most matches.
    """
    register_url_convertor("anything", _Anything())
    routes = APIRouter(tags=["amaGama"])

    @routes.get("/languages")
    @routes.get("/languages/")
    async def languages() -> Languages:
        """Every code that may stand in an address."""
        codes = [*_ENGLISH, *_CHINESE]
        return Languages(source_languages=codes, target_languages=codes)

    @routes.get("/{source_code}/{target_code}/unit")
    @routes.get("/{source_code}/{target_code}/unit/")
    async def by_parameter(
        source_code: str,
        target_code: str,
        source: Source = "",
        min_similarity: Similarity = 70,
        max_candidates: Candidates = 5,
    ) -> list[TmServerMatch]:
        """Matches for a text in the parameter ``source``."""
        return await matches(source_code, target_code, source, min_similarity, max_candidates)

    @routes.get("/{source_code}/{target_code}/unit/{text:anything}")
    async def by_path(
        source_code: str,
        target_code: str,
        text: str,
        min_similarity: Similarity = 70,
        max_candidates: Candidates = 5,
    ) -> list[TmServerMatch]:
        """Matches for a text in the address itself."""
        return await matches(source_code, target_code, text, min_similarity, max_candidates)

    @routes.put("/{source_code}/{target_code}/unit/{text:anything}")
    @routes.post("/{source_code}/{target_code}/unit/{text:anything}")
    async def keep(
        source_code: str, target_code: str, text: str, unit: TmServerUnit, user: User
    ) -> AddedModel:
        """Keep a unit; its source is that of the body, or else of the address."""
        return await kept(source_code, target_code, [unit], Origin(), text, user)

    @routes.put("/{source_code}/{target_code}/store/{name:anything}")
    @routes.post("/{source_code}/{target_code}/store/{name:anything}")
    async def keep_store(
        source_code: str, target_code: str, name: str, units: list[TmServerUnit], user: User
    ) -> AddedModel:
        """Keep the units of a file."""
        return await kept(source_code, target_code, units, Origin(name), "", user)

    async def kept(
        source_code: str,
        target_code: str,
        units: list[TmServerUnit],
        origin: Origin,
        text: str,
        user: str,
    ) -> AddedModel:
        source, target = parse(source_code), parse(target_code)
        if {source.language, target.language} != {"zh", "en"}:
            raise HTTPException(422, "a unit has a Chinese and an English side")
        if len(units) > limits.units:
            raise HTTPException(413, f"more than {limits.units} units")
        if any(len(one.source) + len(one.target) > 2 * limits.query for one in units):
            raise HTTPException(413, f"a text has more than {limits.query} characters")
        entries = [
            replace(
                _entry(one.source or text, one, source, target),
                origins=(replace(origin, position=place),),
                creator=user,
            )
            for place, one in enumerate(units)
        ]
        return shape_added(await writer.run(lambda memory: memory.add(entries)))

    async def matches(
        source_code: str, target_code: str, text: str, lowest: int, most: int
    ) -> list[TmServerMatch]:
        source, target = parse(source_code), parse(target_code)
        if {source.language, target.language} != {"zh", "en"}:
            # Weblate asks for English and German before it keeps its settings.
            return []
        if len(text) > limits.query:
            raise HTTPException(414, f"the text has more than {limits.query} characters")
        most = min(most, limits.candidates)
        if not text.strip() or most < 1:
            return []
        found = await pool.run(lambda memory: _search(memory, text, source, target, lowest, most))
        return [_shape(match) for match in found[:most]]

    def _search(
        memory: Memory, text: str, source: Tag, target: Tag, lowest: int, most: int
    ) -> list[Match]:
        language: Language = "zh" if source.language == "zh" else "en"
        threshold = max(0, min(lowest, 100))
        return pool.search(memory, text, language, most, threshold, script=target.script)

    return routes


def _entry(text: str, given: TmServerUnit, source: Tag, target: Tag) -> Entry:
    from_chinese = source.language == "zh"
    zh, en = (text, given.target) if from_chinese else (given.target, text)
    tag = source if from_chinese else target
    return Entry(
        Unit(zh, en),
        source="zh" if from_chinese else "en",
        zh_language=code(tag) if tag.script else chinese_code(zh),
        properties=(("msgctxt", given.context),) if given.context else (),
    )


def _shape(match: Match) -> TmServerMatch:
    return TmServerMatch(
        source=match.source,
        target=match.target,
        quality=float(min(match.score, 100)),
        rank=float(match.score),
    )
