"""What a file has to be to be read at all."""

from __future__ import annotations

import os
from dataclasses import astuple, replace
from pathlib import Path

import pytest

from duizhao.corpora.errors import (
    EmptyFileError,
    InputError,
    MissingFileError,
    UnsafeFileError,
)
from duizhao.corpora.readers.limits import LIMITS, MIB, check_file, read_bytes, unreadable


def test_sizes_at_the_border(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    with pytest.raises(EmptyFileError, match="is empty"):
        check_file(path, LIMITS)
    path.write_bytes(b"a")
    assert check_file(path, LIMITS) == 1
    assert read_bytes(path) == b"a"
    small = replace(LIMITS, file_bytes=2 * MIB)
    path.write_bytes(b"a" * 2 * MIB)
    assert check_file(path, small) == 2 * MIB
    path.write_bytes(b"a" * (2 * MIB + 1))
    for ask in (check_file, read_bytes):
        with pytest.raises(UnsafeFileError, match="has 2 MB; at most 2 MB are read"):
            ask(path, small)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="does not exist"):
        check_file(tmp_path / "none.txt", LIMITS)
    with pytest.raises(MissingFileError, match="is a folder"):
        check_file(tmp_path, LIMITS)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnsafeFileError, match="is not an ordinary file"):
        check_file(tmp_path / "pipe", LIMITS)


def test_a_name_that_the_system_refuses(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file name too long"):
        check_file(tmp_path / ("x" * 300), LIMITS)


def test_the_reason_of_the_system_is_given() -> None:
    error = unreadable("a.txt", PermissionError(13, "Permission denied"))
    assert "a.txt: cannot be read (permission denied)" in str(error)
    assert "odd" in str(unreadable("a.txt", OSError("odd")))


def test_the_limits_are_those_of_the_documentation() -> None:
    """Who changes one changes docs/robustness.md too."""
    assert MIB == 1_048_576
    assert astuple(LIMITS) == (
        256 * MIB, 20_000, 96 * MIB, 192 * MIB, 400, 4 * MIB, 2_000_000, 20_000, 120.0,
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["Permission denied", ""])
def test_a_file_that_the_system_will_not_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a")

    def refused(_: Path) -> bytes:
        raise PermissionError(13, reason) if reason else OSError("The disk is gone")

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(InputError) as error:
        read_bytes(path)
    assert error.value.problem == f"cannot be read ({(reason or 'The disk is gone').lower()})"
    assert (error.value.path, error.value.mend) == (str(path), "check its permissions")
