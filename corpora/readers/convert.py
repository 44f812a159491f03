"""LibreOffice run without a window, within limits, in a folder that is removed afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from ..errors import FormatError, ToolError
from ..scratch import Scratch
from .compound import keep_note_references
from .limits import LIMITS, MIB, Limits

PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
MEMORY = 6144 * MIB
"""Address space that LibreOffice may take."""
OUTPUT = 512 * MIB
"""Largest file that it may write."""

_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    # Where the system cannot shut it off, the network is behind a proxy that is not there.
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
)


def find_office() -> str | None:
    """The LibreOffice program, or None."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in PLACES if Path(place).exists()), None)


def office_for(path: Path, kind: str) -> str:
    """The LibreOffice program that a document of this kind needs.

    Raises:
        ToolError: it is missing.
    """
    program = find_office()
    if program is None:
        raise ToolError(
            f"needs LibreOffice, as every .{kind} file does, and it is not installed",
            path=path,
            mend="install it, or save the file in a newer format",
        )
    return program


@contextmanager
def converted(path: Path, kind: str, target: str, limits: Limits = LIMITS) -> Iterator[Path]:
    """A copy of a document in another format, for as long as the block lasts.

    Args:
        path: the document.
        kind: its format by suffix (``doc``, ``rtf``, ``xls``).
        target: ``docx`` or ``xlsx``.

    Raises:
        ToolError: LibreOffice is missing, crashed, or took longer than `limits.seconds`.
        FormatError: it made nothing of the file.
    """
    program = office_for(path, kind)
    scratch = Scratch()
    try:
        folder = Path(scratch.name)
        _write_profile(folder / "profile" / "user")
        # A copy under a plain name: LibreOffice would put a lock file beside the original.
        source = folder / f"source.{kind}"
        shutil.copyfile(path, source)
        if kind == "doc":
            keep_note_references(source)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", FILTERS[target], "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        said = _run([*_without_network(), *command], path, limits.seconds, folder)
        result = folder / "out" / f"source.{target}"
        if not result.is_file():
            reason = said.strip().splitlines()[-1][:120] if said.strip() else "no reason given"
            raise FormatError(
                f"cannot be opened by LibreOffice ({reason})",
                path=path,
                mend="open it in its program and save it again",
            )
        yield result
    finally:
        scratch.remove()


@cache
def _without_network() -> tuple[str, ...]:
    """What to put before a command so that it reaches no network, where the system can do that."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    words = (program, "--user", "--map-current-user", "--net", "--")
    try:
        tried = subprocess.run(  # noqa: S603 - no shell, and every word of it is ours
            [*words, "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return words if tried.returncode == 0 else ()


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        _SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], path: Path, seconds: float, folder: Path) -> str:
    """Run in a process group of its own, all of which ends at the time limit.

    What the office leaves in folders for temporary files or in its user's home is in `folder`.
    """
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    home, temporary = str(folder / "home"), str(folder / "tmp")
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, and every word of it is ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
            env={
                **os.environ,
                "HOME": home,
                "XDG_CONFIG_HOME": home,
                "XDG_CACHE_HOME": home,
                "TMPDIR": temporary,
            },
        )
    except OSError as error:
        raise ToolError(
            f"LibreOffice cannot be started ({error.strerror})", path=path, mend="reinstall it"
        ) from error
    _bound(process.pid)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ToolError(
            f"LibreOffice did not finish with it in {seconds:.0f} seconds",
            path=path,
            mend="save it as .docx",
        ) from error
    finally:
        _end(process)
    return said


def _bound(process: int) -> None:
    """Limit memory and output of a process and its children, where the system can."""
    if sys.platform != "linux":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.prlimit(process, resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))


def _end(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        # The launcher may have gone while the office that it started hangs.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
