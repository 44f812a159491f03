"""What is known of the tools that a memory is made for.

OmegaT, Trados, memoQ and Weblate each take a TMX file, and each finds a unit again only where it
has the text as the tool itself cuts and marks it. The sources of each fact are on the pages of
the documentation about clients.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from duizhao.corpora.document import LANGUAGES, Language
from duizhao.corpora.errors import SettingsError

if TYPE_CHECKING:
    from duizhao.corpora.bilingual.tmx.coded import Style
    from duizhao.corpora.sentences import Span, Splitter

_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Client:
    """How a memory is written for a tool.

    Attributes:
        name: of the tool; "" for none in particular.
        level: what the tool takes for a segment: ``paragraph`` or ``sentence``.
        inline: how inline codes are written.
        chinese, english: language codes; "" for the Chinese one is found by the script.
        source: the side that is translated from.
        splitter: what cuts a paragraph of the source into segments; None for our own sentences.
    """

    name: str = ""
    level: Literal["paragraph", "sentence"] = "paragraph"
    inline: Style = "tmx"
    chinese: str = ""
    english: str = "en"
    source: Language = "en"
    splitter: Splitter | None = None


def _as_omegat(text: str, language: Language) -> list[Span]:
    # What cuts texts is only loaded by a command that does.
    from duizhao.corpora.sentences.omegat import split_as_omegat

    return split_as_omegat(text, language)


CLIENTS: dict[str, Client] = {
    client.name: client
    for client in (
        Client("omegat", "sentence", "omegat", splitter=_as_omegat),
        Client("trados", "sentence", "tmx", english="en-US"),
        Client("memoq", "sentence", "tmx"),
        Client("weblate", "paragraph", "none"),
        # No tool for translation: a worksheet to correct the pairs on.
        Client("excel", "paragraph", "none"),
    )
}


def client_for(name: str | None, source: str | None = None, codes: str | None = None) -> Client:
    """A client by its name, with what the user decided otherwise.

    Args:
        name: one of `CLIENTS`, or None.
        source: ``zh`` or ``en``.
        codes: language codes of the source and the target, by comma (``zh-CN,en-GB``); their
            order may be the other one, since each says its language.

    Raises:
        SettingsError: there is no such client, side or code.
    """
    client = Client()
    if name is not None:
        if name not in CLIENTS:
            raise SettingsError(f"no client {name!r}", mend=f"use one of {', '.join(CLIENTS)}")
        client = CLIENTS[name]
    if source is not None:
        side = next((side for side in LANGUAGES if side == source), None)
        if side is None:
            raise SettingsError(f"no language {source!r}", mend="the source is zh or en")
        client = replace(client, source=side)
    return client if codes is None else _with_codes(client, codes)


def _with_codes(client: Client, codes: str) -> Client:
    given = [code.strip() for code in codes.split(",")]
    named: dict[str, str] = {}
    for code in given:
        if not _CODE.fullmatch(code):
            raise SettingsError(
                f"{code!r} is not a language code", mend="write them like zh-CN,en-GB"
            )
        named[re.split("[-_]", code)[0].lower()] = code
    if len(given) != 2 or set(named) != {"zh", "en"}:
        raise SettingsError(
            f"{codes!r} is not one code for Chinese and one for English",
            mend="write them like zh-CN,en-GB",
        )
    return replace(client, chinese=named["zh"], english=named["en"])
