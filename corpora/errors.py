"""The one tree of exceptions.

    DuizhaoError
    ├── InputError            a file that cannot be used
    │   ├── MissingFileError      not there, or a folder
    │   ├── EmptyFileError        no text in it
    │   ├── UndecodableError      binary, or in no encoding that we know
    │   ├── LanguageError         not the language that was asked for
    │   ├── FormatError           the format is broken, or not one we read
    │   └── UnsafeFileError       encrypted, a bomb, or over a limit
    ├── OutputError           a result that cannot be written
    ├── EncoderError          an encoder that is missing or broken
    ├── SettingsError         options that contradict each other or the data
    ├── StoreError            a translation memory that cannot be used
    └── ToolError             an outside program that is missing or failed

It stands here, in the lowest package, so that every package can raise from it.
The command turns each of them into one line; the text of an error therefore
names the file and says what mends it.
"""

from __future__ import annotations

from os import PathLike

from .file_names import as_text


class DuizhaoError(Exception):
    """Anything that duizhao raises on purpose.

    Args:
        problem: what is wrong, without a full stop.
        path: the file or folder at fault, put in front of the message.
        mend: what the user can do, put after it.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: str | PathLike[str] | None = None,
        mend: str | None = None,
    ) -> None:
        self.problem = problem
        self.path = None if path is None else as_text(path)
        self.mend = mend
        front = f"{self.path}: " if self.path else ""
        ending = f"; {mend}" if mend else ""
        super().__init__(f"{front}{problem}{ending}")


class InputError(DuizhaoError):
    """A file that cannot be used."""


class MissingFileError(InputError):
    """A file that is not there, or is a folder."""


class EmptyFileError(InputError):
    """A file with no text in it."""


class UndecodableError(InputError):
    """A file that is binary, or in no encoding that we know."""


class LanguageError(InputError):
    """A text that is not in the language asked for."""


class FormatError(InputError):
    """A file whose format is broken, or is not one that we read."""


class UnsafeFileError(InputError):
    """A file that is encrypted, a bomb, or over a limit."""


class OutputError(DuizhaoError):
    """A result that cannot be written."""


class EncoderError(DuizhaoError):
    """An encoder that is missing or broken."""


class SettingsError(DuizhaoError):
    """Options that contradict each other or the data."""


class StoreError(DuizhaoError):
    """A translation memory that cannot be used."""


class ToolError(DuizhaoError):
    """An outside program that is missing or failed."""
