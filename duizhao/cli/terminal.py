"""Standard output and standard error, as the command writes them.

What stands in a document may be an order to the terminal (clear the screen, change the title,
hide what follows): control characters are shown, never sent. Characters that the terminal's
encoding does not have are written as escapes. Data for ``-o -`` go by the buffer, untouched.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO, cast

from duizhao.corpora.errors import OutputError

# Line ends and tabs stay; the others of ASCII have pictures in Unicode.
_SHOWN = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_SHOWN |= {0x7F: "\u2421"} | {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
# Marks that turn the direction of what follows, or hide a line in another.
_SHOWN |= {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def harmless(text: str) -> str:
    """Text whose control characters are shown instead of obeyed."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


class Terminal:
    """A text stream that sends no control characters; otherwise the stream itself.

    Args:
        stream: None where it was closed before we began.
        name: for errors.
    """

    def __init__(self, stream: TextIO | None, name: str) -> None:
        self._stream = stream
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self._open(), attribute)

    @property
    def bare(self) -> TextIO:
        """The stream itself, for a bar that goes back to the start of its line."""
        return self._open()

    @property
    def buffer(self) -> Any:
        """For data, as bytes."""
        return self._open().buffer

    def _open(self) -> TextIO:
        if self._stream is None:
            raise OutputError(f"{self._name} is closed", mend="give the result a file with -o")
        return self._stream

    def write(self, text: str) -> int:
        """Write text for people; OutputError when there is no room for it."""
        stream = self._open()
        try:
            return stream.write(harmless(text))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._refused(error) from error

    def flush(self) -> None:
        """Write what is held back; OutputError when there is no room for it."""
        try:
            if self._stream is not None:
                self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._refused(error) from error

    def isatty(self) -> bool:
        """Whether somebody is looking."""
        return self._stream is not None and self._stream.isatty()

    def _refused(self, error: OSError) -> OutputError:
        reason = (error.strerror or str(error)).lower()
        return OutputError(f"{self._name} cannot be written ({reason})", mend="make room for it")


@contextlib.contextmanager
def protected() -> Iterator[None]:
    """Put a `Terminal` before standard output and standard error for as long as the block lasts."""
    before = sys.stdout, sys.stderr
    for stream in before:
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.stdout = cast(TextIO, Terminal(before[0], "standard output"))
    sys.stderr = cast(TextIO, Terminal(before[1], "standard error"))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def complain(text: str) -> None:
    """Say what is wrong on standard error, as far as anybody can hear it."""
    with contextlib.suppress(OSError, OutputError, ValueError):
        print(text, file=sys.stderr, flush=True)


def settle() -> None:
    """Keep Python from complaining once more at exit about an output that takes no more."""
    try:
        sys.stdout.flush()
    except (OSError, OutputError):
        with contextlib.suppress(OSError, OutputError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
