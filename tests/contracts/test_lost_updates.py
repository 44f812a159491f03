"""Of twelve processes that change one file at once, none loses what another wrote."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from duizhao.align.encode.protocol import Vectors
from duizhao.cli import main
from duizhao.cli.batch import _write_manifest
from duizhao.collection.api import Batch
from duizhao.collection.job import BatchOptions
from duizhao.corpora.errors import OutputError
from duizhao.corpora.lock import locked
from duizhao.corpora.pairing import FilePair, Pairing
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.memory.finding import Finding, Severity
from duizhao.memory.search import vector_note
from duizhao.memory.search.vectors import update
from duizhao.memory.terms.decisions import finding_id, read_decisions
from duizhao.memory.terms.report import write_findings

COUNT = 12
FORKED = multiprocessing.get_context("fork")


def at_once(job: Callable[..., Any], arguments: list[tuple[Any, ...]]) -> None:
    """Run a job in a process for each of the arguments, all begun at the same moment."""
    barrier = FORKED.Barrier(len(arguments))

    def run(*given: Any) -> None:
        barrier.wait()
        job(*given)

    processes = [FORKED.Process(target=run, args=each) for each in arguments]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * len(arguments)


def accept(findings: str, name: str, decisions: str) -> None:
    os._exit(main(["terms", "accept", findings, name, "--decisions", decisions, "-q"]))


def test_decisions(tmp_path: Path) -> None:
    findings = [
        Finding(
            *("number", Severity.ERROR, n, f"第{n}条", f"Article {n + 100}", None, None),
            *(f"{n}", f"{n + 100}", "differs"),
        )
        for n in range(COUNT)
    ]
    write_findings(findings, tmp_path / "findings.jsonl")
    decisions = tmp_path / "decisions.tsv"
    names = [finding_id(finding) for finding in findings]
    at_once(accept, [(str(tmp_path / "findings.jsonl"), name, str(decisions)) for name in names])
    assert {decision.id for decision in read_decisions(decisions)} == set(names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["decisions.tsv", "findings.jsonl"]


def count_up(path: Path) -> None:
    for _ in range(20):
        with locked(path):
            number = int(path.read_text())
            path.write_text(str(number + 1))


def test_whatever_is_locked(tmp_path: Path) -> None:
    path, link = tmp_path / "count", tmp_path / "link"
    path.write_text("0")
    link.symlink_to(path)
    (tmp_path / ".count.lock").touch(0o444)  # of a process that was killed
    at_once(count_up, [(link if number % 2 else path,) for number in range(COUNT)])
    assert path.read_text() == str(20 * COUNT)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["count", "link"]


def test_who_does_not_let_go_is_said(tmp_path: Path) -> None:
    refused = pytest.raises(OutputError, match=r"count: another program is changing it")
    with locked(tmp_path / "count"), refused, locked(tmp_path / "count", wait=0.05):
        pytest.fail("the block ran")


def test_waiting_leaves_no_file_open(tmp_path: Path) -> None:
    def next_handles() -> list[int]:
        # More than one: the lock that is let go leaves the lowest free.
        handles = [os.dup(1) for _ in range(4)]
        for handle in handles:
            os.close(handle)
        return handles

    before = next_handles()
    with pytest.raises(OutputError), locked(tmp_path / "count"), locked(tmp_path / "count", 0.05):
        pytest.fail("the block ran")
    assert next_handles() == before


def put(folder: Path, number: int) -> None:
    pair = FilePair(folder / f"{number}.zh.txt", folder / f"{number}.en.txt", "manifest")
    _write_manifest(Batch(Pairing((pair,), ()), BatchOptions()), "elsewhere", folder, True)


def test_manifests(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.csv").write_text("corrected by hand\n")
    at_once(put, [(out, number) for number in range(COUNT)])
    kept = {path.read_text() for path in out.glob("manifest*.csv")}
    assert "corrected by hand\n" in kept
    assert len(kept) == COUNT + 1


class Plain:
    """An encoder that costs nothing."""

    name = "plain"
    dimension = 8

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts), self.dimension), np.float32)


def add_and_encode(path: Path, number: int) -> None:
    with Memory(path) as memory:
        memory.add([Unit(f"第{number}条附件", f"Annex to article {number}")])
        update(memory.store, Plain())


def test_vectors(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with Memory(path) as memory:
        memory.add([Unit("正文", "Text")])
        update(memory.store, Plain())
    at_once(add_and_encode, [(path, number) for number in range(COUNT)])
    with Memory(path) as memory:
        note, fault = vector_note.read(memory.store)
        assert note is not None, fault
        assert vector_note.is_whole(memory.store, note)
        assert note.count == len(memory) == COUNT + 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["m.db", "m.db.vectors"]
