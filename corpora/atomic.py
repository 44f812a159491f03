"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import OutputError
from .overwrite import refuse_databases

# Libraries that write into our temporary file, and say in their own way that the disk is full.
_LIBRARIES = ("lxml.", "openpyxl.", "pyarrow.", "zipfile")


@contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well.

    An earlier file of that name stays whole until then; when the block raises, the
    temporary file is removed and the earlier one is untouched. A link stays a link: the file
    that it leads to is replaced. A pipe or device is not replaced but written to.

    Args:
        path: the file to be made or replaced.

    Yields:
        The path of an empty temporary file with the same suffix, in the same folder.

    Raises:
        OutputError: the folder is missing or cannot be written, the disk is full, or the file is
            a database.
    """
    target = Path(path)
    try:
        if target.is_dir():
            raise OutputError("is a folder, not a file", path=target, mend="give a file name")
        special = target.exists() and not target.is_file()
        if target.is_symlink() and not special:
            target = target.resolve()
    except (OSError, RuntimeError) as error:  # a name too long, a loop of links
        raise _refused(target, error) from error
    refuse_databases(target)
    folder = Path(tempfile.gettempdir()) if special else target.parent
    if not folder.is_dir():
        raise OutputError(
            "cannot be written, its folder does not exist", path=target, mend=f"create {folder}"
        )
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}.", suffix=target.suffix, dir=folder)
        os.close(handle)
    except OSError as error:
        raise _refused(target, error) from error
    temporary = Path(name)
    try:
        yield temporary
        if special:
            _pour(temporary, target)
        else:
            _settle(temporary, target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) or type(error).__module__.startswith(_LIBRARIES):
            raise _refused(target, error) from error
        raise


def _pour(temporary: Path, target: Path) -> None:
    with temporary.open("rb") as source, target.open("wb") as stream:
        shutil.copyfileobj(source, stream)
    temporary.unlink()


def _settle(temporary: Path, target: Path) -> None:
    # mkstemp makes files private; a result has the rights that open() would have given it.
    temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask())
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    temporary.replace(target)


def umask() -> int:
    """The rights that new files of this process do not get."""
    with contextlib.suppress(OSError, StopIteration, ValueError):
        # To ask the system is to change it for a moment, for all threads; Linux has it in a file.
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        return int(next(line[6:] for line in lines if line.startswith("Umask:")), 8)
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _refused(target: Path, error: BaseException) -> OutputError:
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return OutputError(
        f"cannot be written ({reason})",
        path=target,
        mend="choose a folder with free space that you may write to",
    )
