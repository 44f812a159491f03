"""Zip containers (.docx, .odt, .xlsx) opened with care."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from duizhao.corpora.errors import FormatError, UnsafeFileError

from .limits import LIMITS, MIB, Limits, check_file, unreadable

CHUNK = 1 << 16
ENCRYPTED = 0x1


class Archive:
    """An open container that never unpacks more than its limits allow.

    Members are read into memory, never to disk, so a member's name cannot lead
    outside any folder.
    """

    def __init__(self, path: str, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.path = path
        self._archive = archive
        self._limits = limits
        self._left = limits.total_bytes
        self._names = {info.filename: info for info in archive.infolist()}

    @property
    def names(self) -> list[str]:
        """Names of the members, in the order of the container."""
        return list(self._names)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def check_total(self) -> None:
        """Look at what every member says of its size, for a library that unpacks by itself.

        zipfile never unpacks more of a member than its entry says.

        Raises:
            UnsafeFileError: a member is encrypted, or they unfold beyond the limits.
        """
        total = 0
        for name, info in self._names.items():
            total += info.file_size
            if info.flag_bits & ENCRYPTED:
                raise UnsafeFileError("is encrypted", path=self.path, mend="remove its password")
            if total > self._limits.total_bytes or info.file_size > self._limits.member_bytes:
                raise self._bomb(name, f"more than {self._limits.member_bytes // MIB} MB")
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > self._limits.ratio_from and ratio > self._limits.ratio:
                raise self._bomb(name, f"more than {self._limits.ratio} times its size")

    def read(self, name: str) -> bytes:
        """One member, unpacked.

        Raises:
            FormatError: it is not there, or damaged.
            UnsafeFileError: it is encrypted, or unfolds beyond the limits.
        """
        info = self._names.get(name)
        if info is None:
            raise FormatError(f"has no part {name}", path=self.path, mend="save it again")
        if info.flag_bits & ENCRYPTED:
            raise UnsafeFileError("is encrypted", path=self.path, mend="remove its password")
        limits = self._limits
        allowed = min(limits.member_bytes, self._left)
        ratio_allows = max(limits.ratio_from, limits.ratio * max(info.compress_size, 1))
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as stream:
                while piece := stream.read(CHUNK):
                    size += len(piece)
                    if size > allowed:
                        raise self._bomb(name, f"more than {allowed // MIB} MB")
                    if size > ratio_allows:
                        raise self._bomb(name, f"more than {limits.ratio} times its size")
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise FormatError(
                f"is damaged (part {name} cannot be unpacked)",
                path=self.path,
                mend="open it in its program and save it again",
            ) from error
        self._left -= size
        return b"".join(pieces)

    def _bomb(self, name: str, size: str) -> UnsafeFileError:
        return UnsafeFileError(
            f"expands to {size} (part {name})", path=self.path, mend="check where it comes from"
        )


@contextmanager
def open_archive(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Iterator[Archive]:
    """Open a zip container.

    Raises:
        MissingFileError, EmptyFileError, UnsafeFileError: as `limits.check_file`; also when
            it has more members than the limits allow.
        FormatError: it is not a zip container, or its directory is damaged.
    """
    check_file(path, limits)
    name = os.fspath(path)
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise unreadable(path, error) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise FormatError(
            "is damaged (not a whole zip container)",
            path=name,
            mend="open it in its program and save it again",
        ) from error
    with archive:
        if len(archive.infolist()) > limits.entries:
            raise UnsafeFileError(
                f"has more than {limits.entries} parts", path=name, mend="check where it comes from"
            )
        yield Archive(name, archive, limits)
