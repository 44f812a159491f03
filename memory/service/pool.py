"""Readers of a memory at work, and requests that wait for one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from os import PathLike
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

from duizhao.corpora.document import Language
from duizhao.corpora.errors import OutputError, StoreError
from duizhao.memory.facade import Memory
from duizhao.memory.search import Match
from duizhao.memory.search.rules import PenaltyRule
from duizhao.memory.several import from_several

from .limits import RequestLimits

Answer = TypeVar("Answer")

_LAST_SECONDS = 2.0
"""How long what is at work may go on when the service ends."""


class BusyError(Exception):
    """There are too many requests."""


class LateError(Exception):
    """A request took too long."""


class MemoryPool:
    """Open memories, each used by one thread at a time.

    Args:
        path: the store.
        size: how many.
        limits: how many requests may wait, and how long each may take.
        writes: whether they are got ready to write, where they may: with the log on before
            anybody reads, readers and the writer never wait for one another.
        also: further memories, searched after each of these.
        rules: penalties of a search.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(
        self,
        path: Path,
        size: int,
        limits: RequestLimits,
        *,
        writes: bool = False,
        also: Sequence[str | PathLike[str]] = (),
        rules: tuple[PenaltyRule, ...] = (),
    ) -> None:
        self._limits = limits
        self._pending = 0
        self._free: asyncio.Queue[Memory] = asyncio.Queue()
        self._all = [Memory(path, create=False) for _ in range(size)]
        self._rules = rules
        self._others = {
            memory: [Memory(other, create=False) for other in also] for memory in self._all
        }
        for memory in self._all:
            if writes:
                with suppress(OutputError, StoreError), memory.store.writing():
                    pass
            self._free.put_nowait(memory)
        self._working: set[Memory] = set()
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="memory")

    def close(self) -> None:
        """Stop what is at work, and let go of the store."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        end = monotonic() + _LAST_SECONDS
        for memory in self._all:
            # What is at work is interrupted, again where it begins another query.
            while not self._idle(memory) and monotonic() < end:
                for one in (memory, *self._others[memory]):
                    one.store.connection.interrupt()
                sleep(0.01)
            if self._idle(memory):
                for one in (memory, *self._others[memory]):
                    one.close()

    def _idle(self, memory: Memory) -> bool:
        return memory not in self._working

    def search(
        self, memory: Memory, text: str, lang: Language, limit: int, threshold: int, **options: Any
    ) -> list[Match]:
        """What one of these and the further ones have for a text.

        Only matches of the memory itself have an id: those of the others are numbers elsewhere.
        """
        found = from_several(
            [memory, *self._others[memory]],
            text,
            lang,
            limit,
            threshold,
            rules=self._rules,
            **options,
        )
        return [
            match if own is memory else replace(match, entry=replace(match.entry, id=0))
            for own, match in found
        ]

    async def _taken(self) -> Memory:
        """A memory that nobody uses."""
        try:
            async with asyncio.timeout(self._limits.patience):
                return await self._free.get()
        except TimeoutError as error:
            raise BusyError("too many requests") from error

    def _work(self, job: Callable[[Memory], Answer], memory: Memory) -> Answer:
        self._working.add(memory)
        try:
            return job(memory)
        finally:
            self._working.discard(memory)

    async def run(self, job: Callable[[Memory], Answer]) -> Answer:
        """The answer of a job, done in a thread with a memory of its own.

        Raises:
            BusyError: too many wait.
            LateError: there is no answer in time. What is at work then is interrupted where it
                stands in the database.
        """
        if self._pending >= self._limits.waiting:
            raise BusyError("too many requests")
        self._pending += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                memory = await self._taken()
                task = asyncio.get_running_loop().run_in_executor(
                    self._threads, self._work, job, memory
                )
                task.add_done_callback(lambda _: self._free.put_nowait(memory))
                try:
                    return await asyncio.shield(task)
                except asyncio.CancelledError:
                    for one in (memory, *self._others[memory]):
                        one.store.interrupt()
                    # Nobody waits for it any more; its error is not to be reported.
                    task.add_done_callback(lambda done: done.cancelled() or done.exception())
                    raise
        except TimeoutError as error:
            raise LateError("no answer in time") from error
        finally:
            self._pending -= 1
