"""How much the service takes from anybody, and who may ask."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

from duizhao.corpora.errors import MissingFileError, SettingsError


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Bounds of one request.

    Attributes:
        body: bytes of a body.
        address: bytes of path and query string.
        query: characters of a text that is looked up.
        candidates: matches or hits in an answer.
        lines: lines of a concordance on the search page.
        draft: sentences of a draft that are looked up at once.
        units: units that are added at once.
        seconds: time that an answer may take, waiting included.
        waiting: requests that are at work or wait; others get the answer to come back.
        patience: seconds that one of them waits before it gets that answer too.
        readers: look-ups at work at once.
    """

    body: int = 1 << 20
    address: int = 32 << 10
    query: int = 4000
    candidates: int = 50
    lines: int = 500
    draft: int = 50
    units: int = 1000
    seconds: float = 30.0
    waiting: int = 100
    patience: float = 5.0
    readers: int = 2


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def read_tokens(path: str | os.PathLike[str] | None, host: str) -> dict[str, str]:
    """The tokens of which requests have to carry one, each with the name of its user.

    A line of the file holds a token, or a name, a colon, a space and a token.

    Args:
        path: the file, or None.
        host: the address that is going to be served.

    Returns:
        A name for each token, "" where the file gives none; nothing where no token is needed.

    Raises:
        MissingFileError: there is no such file.
        SettingsError: it is empty, or there is none though others can reach the address.
    """
    if path is None:
        if is_loopback(host):
            return {}
        raise SettingsError(
            f"others can reach {host}, so requests must carry a token",
            mend="put one into a file and name it with --token-file, or serve 127.0.0.1",
        )
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MissingFileError("cannot be read", path=path, mend="check the name") from error
    tokens: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        name, colon, rest = line.strip().partition(": ")
        token = rest.strip() if colon else name
        if not token:
            continue
        if not token.isascii() or not token.isprintable() or token in tokens:
            said = "the token of another line" if token in tokens else "no token in plain ASCII"
            raise SettingsError(
                f"{os.fspath(path)} holds {said} in line {number}",
                mend="write TOKEN, or NAME: TOKEN",
            )
        tokens[token] = name if colon else ""
    if not tokens:
        raise SettingsError(
            f"{os.fspath(path)} holds no token", mend="write one into it, in plain ASCII"
        )
    return tokens
