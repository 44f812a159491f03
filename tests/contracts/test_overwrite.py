"""No command writes over what it reads or keeps: all commands, all pairs of their paths."""

from __future__ import annotations

import argparse
import itertools
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import duizhao
from duizhao.cli import main, parser
from duizhao.cli.numbers import decimal, whole
from duizhao.cli.paths import ROLES, Kept, Read, Results, Written
from duizhao.corpora.atomic import atomic_write
from duizhao.corpora.document import Document
from duizhao.corpora.errors import OutputError, SettingsError
from duizhao.corpora.unit import Unit
from duizhao.memory.facade import Memory
from duizhao.pair import Pair

NO_PATHS = frozenset(
    (
        *("A,B,…", "ADDRESS", "DATE", "I/N", "ID", "KIND", "KINDS", "LIST", "N", "NAME", "P", "S"),
        *(
            "CODES",
            "NAME=VALUE",
            "TEXT",
            "X",
            "ids",
            "host",
            "port",
            "seed",
            "format",
            "status",
            "text",
        ),
    )
)
"""What else a command line is given, by metavar or name: an option that is neither here nor has
a role (`duizhao.cli.paths`) fails the first test."""


def commands() -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command, by its words."""

    def below(
        words: tuple[str, ...], one: argparse.ArgumentParser
    ) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
        groups = [a for a in one._actions if isinstance(a, argparse._SubParsersAction)]
        if not groups:
            yield words, one
        for group in groups:
            for name, inner in group.choices.items():
                yield from below((*words, name), inner)

    return below((), parser())


def paths_of(command: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in command._actions if action.type in ROLES]


COMMANDS = dict(commands())


def test_every_option_that_names_a_file_says_what_for() -> None:
    assert len(COMMANDS) >= 18
    for words, command in COMMANDS.items():
        for action in command._actions:
            if action.nargs == 0 or action.choices or action.type in (*ROLES, whole, decimal):
                continue
            # `duizhao.cli.numbers` refuses those that overflow, and NaN.
            assert action.type not in (int, float), (words, action.dest)
            assert str(action.metavar or action.dest) in NO_PATHS, (words, action.dest)


def pairs() -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Two paths of a command that must not be one file."""
    for words, command in COMMANDS.items():
        paths = paths_of(command)
        twice = [a for a in paths if a.nargs == "+" or isinstance(a, argparse._AppendAction)]
        for one, other in [*itertools.combinations(paths, 2), *((a, a) for a in twice)]:
            if not one.type is other.type is Read:
                yield words, one.dest, other.dest


def line(
    words: tuple[str, ...], command: argparse.ArgumentParser, given: list[tuple[str, str]]
) -> list[str]:
    """A command line with these paths, and something for whatever else it needs."""
    made = list(words)
    rest = dict.fromkeys(dest for dest, _ in given)
    for action in command._actions:
        values = [value for dest, value in given if dest == action.dest]
        option = next(iter(action.option_strings), None)
        if not values and (action.required or not option) and action.nargs not in (0, "*", "?"):
            if action.dest in rest:
                continue
            # `--removed` and `--dry-run` exclude one another.
            values = [next(iter(action.choices)) if action.choices else "4711"]
        for value in values:
            made += [option, value] if option else [value]
    if words == ("tm", "clean") and "removed" not in rest:
        made.append("--dry-run")
    return made


@pytest.mark.parametrize(("words", "one", "other"), list(pairs()), ids=lambda v: str(v))
@pytest.mark.parametrize("way", ["same", "symbolic", "hard", "through a folder"])
def test_one_file_for_two_paths_is_refused(
    words: tuple[str, ...],
    one: str,
    other: str,
    way: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "real").mkdir()
    (tmp_path / "folder").symlink_to("real")
    first = Path("real/one.tmx")
    first.write_text("what was there\n")
    second = first
    if way == "symbolic":
        second = Path("link.tmx")
        second.symlink_to(first)
    elif way == "hard":
        second = Path("hard.tmx")
        os.link(first, second)
    elif way == "through a folder":
        second = Path("folder/one.tmx")
    for names in ((first, second), (second, first)):
        given = [(one, str(names[0])), (other, str(names[1]))]
        code = main(line(words, COMMANDS[words], given))
        said = capsys.readouterr().err
        assert code == 2, said
        assert re.search("would be overwritten|two outputs to", said), said
        assert first.read_text() == "what was there\n"
        assert second.read_text() == "what was there\n"


def test_the_pairs_are_all_there() -> None:
    found = list(pairs())
    assert (("tm", "export"), "memory", "out") in found
    assert (("tm", "import"), "memory", "skipped") in found
    assert (("tm", "import"), "files", "skipped") in found
    assert (("tm", "pretranslate"), "memory", "output") in found
    assert (("tm", "pretranslate"), "file", "output") in found
    assert (("terms", "extract"), "inputs", "output") in found
    assert (("terms", "termbase"), "termbases", "output") in found
    assert (("terms", "accept"), "findings", "decisions") in found
    assert (("align",), "output", "output") in found


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "m.db"
    with Memory(path) as store:
        store.add([Unit("附件", "Annex")])
    return path


@pytest.mark.parametrize("name", ["other.db", "m.db-wal", "m.db-journal", "m.db.vectors/a.tmx"])
def test_no_export_replaces_a_database_or_what_stands_beside_one(
    memory: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Memory(memory.with_name("other.db")) as store:
        store.add([Unit("正文", "Text")])
    memory.with_name("m.db.vectors").mkdir()
    target = memory.parent / name
    before = target.read_bytes() if target.exists() else None
    assert main(["tm", "export", str(memory), str(target), "--format", "tmx"]) == 2
    assert "give the output another name" in capsys.readouterr().err
    assert (target.read_bytes() if target.exists() else None) == before


def test_no_call_replaces_a_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
    before = path.read_bytes()
    with pytest.raises(OutputError, match="no output may replace"), atomic_write(path):
        pytest.fail("the block ran")
    assert path.read_bytes() == before


def test_calls_from_python_keep_the_rule(tmp_path: Path, memory: Path) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("附件\n")
    en.write_text("Annex\n")
    hard = tmp_path / "hard.tmx"
    os.link(en, hard)
    documents = (Document(str(zh), "zh", ()), Document(str(en), "en", ()))
    pair = Pair(*documents, (), (), (), (), (), "")
    with pytest.raises(SettingsError, match="would be overwritten"):
        pair.write(hard)
    from duizhao.memory.interchange import pretranslate
    from duizhao.memory.store import Store
    from duizhao.memory.store.importing import import_file

    with pytest.raises(SettingsError, match="would be overwritten"):
        pretranslate(zh, zh, lambda *_: None)
    with Store(memory) as store, pytest.raises(SettingsError, match="would be overwritten"):
        import_file(store, memory)
    assert en.read_text() == "Annex\n"


@pytest.mark.parametrize("name", ["memory.tmx", "corpus.csv", "failed.csv", ".shards/a.tsv"])
def test_batch_refuses_inputs_where_its_results_go(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    (out / ".shards").mkdir(parents=True)
    for side, text in (("zh", "附件"), ("en", "Annex")):
        (tmp_path / f"{side}.txt").write_text(text)
    inside = out / name
    inside.write_text("zh,en\n../zh.txt,../en.txt\n")
    files = [(tmp_path / "zh.txt", tmp_path / "en.txt")]
    with pytest.raises(SettingsError, match=r"overwritten|inside the folder of results"):
        duizhao.batch(files, termbase=[inside], results=out)
    with pytest.raises(SettingsError, match=r"overwritten|inside the folder of results"):
        duizhao.batch(files, dictionary=inside).write(out)
    with pytest.raises(SettingsError, match=r"overwritten|inside the folder of results"):
        duizhao.batch([(inside, tmp_path / "en.txt")]).write(out)
    if name.endswith(".csv"):
        assert main(["batch", str(inside), "-o", str(out)]) == 2
    assert inside.read_text() == "zh,en\n../zh.txt,../en.txt\n"


def test_roles_cover_what_commands_do() -> None:
    found = {role for command in COMMANDS.values() for a in paths_of(command) for role in [a.type]}
    assert found == {Read, Kept, Written, Results}
