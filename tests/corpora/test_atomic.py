"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from duizhao.corpora.atomic import atomic_write, umask
from duizhao.corpora.errors import OutputError


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    target.chmod(0o640)
    with atomic_write(target) as temporary:
        assert temporary.suffix == ".txt"
        temporary.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [ValueError("ours"), OSError(errno.ENOSPC, "No space left")])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: Exception) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    expected = OutputError if isinstance(error, OSError) else ValueError
    with pytest.raises(expected), atomic_write(target) as temporary:
        temporary.write_text("half")
        raise error
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_stays_the_same_where_the_temporary_file_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="odd"), atomic_write(tmp_path / "a.txt") as temporary:
        temporary.unlink()
        raise ValueError("odd")


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    full = pytest.raises(OutputError, match=r"out\.txt: .*no space left.*; ")
    with full, atomic_write(tmp_path / "out.txt"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_no_folder_no_file(tmp_path: Path) -> None:
    missing = pytest.raises(OutputError, match="folder does not exist")
    with missing, atomic_write(tmp_path / "none" / "out.txt"):
        pytest.fail("the block ran")
    with pytest.raises(OutputError, match="is a folder"), atomic_write(tmp_path):
        pytest.fail("the block ran")


def test_a_file_is_named_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as caught, atomic_write("nowhere/a.txt"):
        pass
    assert str(caught.value).startswith("nowhere/a.txt")


def test_killed_half_way_the_old_file_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    script = (
        "import os, signal, sys; from corpora.atomic import atomic_write\n"
        "with atomic_write(sys.argv[1]) as temporary:\n"
        "    temporary.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run([sys.executable, "-c", script, target], env=environment)
    assert done.returncode == -signal.SIGKILL
    assert target.read_text() == "old"


def test_the_new_file_is_on_the_disk_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Synchronised first, then renamed: never copied into a file that others may be reading."""
    target = tmp_path / "out.txt"
    target.write_text("old")
    with target.open() as reader:
        done: list[str] = []
        fsync, replace = os.fsync, Path.replace

        def synchronised(handle: int) -> None:
            done.append(f"fsync {os.fstat(handle).st_size}")
            fsync(handle)

        def renamed(source: Path, place: Path) -> Path:
            done.append("rename")
            return replace(source, place)

        monkeypatch.setattr(os, "fsync", synchronised)
        monkeypatch.setattr(Path, "replace", renamed)
        with atomic_write(target) as temporary:
            temporary.write_text("new text")
        assert done[:2] == ["fsync 8", "rename"]
        assert reader.read() == "old"
    assert target.read_text() == "new text"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "out.txt", tmp_path / "link.txt"
    link.symlink_to(target)
    for text in ("first", "second"):
        with atomic_write(link) as temporary:
            assert temporary.parent == target.parent
            temporary.write_text(text)
        assert link.is_symlink()
        assert target.read_text() == text


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        with atomic_write(pipe) as temporary:
            assert temporary.parent != tmp_path
            temporary.write_text("text")
        assert reader.communicate()[0] == b"text"
    assert not pipe.is_file()
    assert not temporary.exists()


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("duizhao.corpora.atomic.tempfile.mkstemp", refused)
    denied = pytest.raises(OutputError, match=r"out\.txt: cannot be written \(permission denied\)")
    with denied, atomic_write(tmp_path / "out.txt"):
        pytest.fail("the block ran")


def test_a_loop_of_links_is_named(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(OutputError, match="cannot be written"), atomic_write(loop):
        pass


def test_no_handle_stays_open(tmp_path: Path) -> None:
    with atomic_write(tmp_path / "a"):
        pass
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir()))
    for _ in range(5):
        with atomic_write(tmp_path / "a"):
            pass
    assert len(list(handles.iterdir())) == before


def test_new_files_have_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        assert umask() == 0o027
        with atomic_write(tmp_path / "a"):
            pass
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_the_umask_is_found_where_no_file_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", missing)
    before = os.umask(0o027)
    try:
        assert [umask(), umask()] == [0o027, 0o027]
    finally:
        os.umask(before)
