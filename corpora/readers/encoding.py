"""Which encoding a text file is in.

Byte-order marks decide at once. Otherwise every encoding that a Chinese or English text is
likely to come in is tried on a sample, and the reading that is the likeliest Chinese or
English wins: each character has a rough probability (common Han, other Han of the national
standards, punctuation, letters, …), and readings of the same bytes are compared by their
log-likelihood. Wrong readings of Chinese bytes are full of rare characters, so that a word
or two is enough to tell, where detectors made for all languages of the world want a page.
The tables of common characters are the first levels of GB 2312 and Big5 themselves.
"""

from __future__ import annotations

import codecs
import math
import re
import unicodedata
from collections import Counter
from functools import cache
from os import PathLike

from ..characters import NOT_IN_TEXT_FILE
from ..errors import UndecodableError
from ..patterns import lazy

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "cp1252", "utf-16-le", "utf-16-be")
_NAMES = {"cp950": "big5", "cp1252": "windows-1252"}

# Files that people take for text, by their first bytes.
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)

_SAMPLE = 30_000
_SPECIMEN = "<?xml version='1.0'?> a-b"
# Codecs that leave plain ASCII alone and read the rest as what it does not say.
_NO_ENCODINGS = frozenset(("unicode_escape", "raw_unicode_escape", "utf_7", "idna", "mbcs", "oem"))

# The commonest characters of modern and of United Nations Chinese.
_COMMON = (
    "的一是不了在人有我他这中大来上国和个到说们为子要时以会出也对生能而于年得就里自后可下过"
    "家学多经发天作用成都所然事地当面方行现同看把动心分开种前理本些从那进去两工全机部好见明"
    "公实手因它日小政它情关间次点内老外十又样已点意重想高问主向无道知定体与长力它三此只正最"
    "第二四五六七八九百千万零〇月号届议决案员委秘书展报告组织联合权利保护条约际区域促加强技"
    "术资助援约章节段款项目请重申回顾注又认欢迎鼓励敦各级其并及或由被将应该须使提供施措执"
    "步安理常事务法律社民族妇女儿童性别平等教育环境济贸易金融危机核武器裁军维持恐怖罪犯毒品"
)

_FINE_CONTROLS = frozenset("\t\n\r\f\v\x1a\x85")
_CONTROLS = lazy(f"[{NOT_IN_TEXT_FILE}]")
_CJK_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】—…·　")
_LATIN_PUNCTUATION = frozenset("“”‘’–—…•\xa0§°")
_NON_ASCII = re.compile(rb"[\x80-\xff]|\x00")


def decode(data: bytes, path: str | PathLike[str]) -> tuple[str, str]:
    """Text of `data` without its byte-order mark, and the name of its encoding.

    Args:
        data: a whole file.
        path: for the message of an error.

    Raises:
        UndecodableError: the file is binary, damaged, or in an encoding that we don't know.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], name, path), name
    if data.isascii() and b"\x00" not in data:
        return _checked(data.decode("ascii"), data, path), "utf-8"
    name = _likeliest(data, path)
    return _decode(data, name, path), _NAMES.get(name, name)


def head_as_utf8(head: bytes) -> bytes:
    """The first bytes of a file, in UTF-8 if they are UTF-16 or UTF-32 by a mark or as XML is."""
    for mark, name in (*BOMS[1:], (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be")):
        if head.startswith(mark):
            text = head.decode(name, "ignore").removeprefix("\ufeff")
            return text.encode("utf-8", "ignore")
    return head


def text_codec(name: str) -> str:
    """Python's name of an encoding of text.

    Raises:
        LookupError: nobody knows it, or it is one of Python's codecs that are no encodings of
            text (``base64``, ``rot13``, ``idna``, ``undefined``).
    """
    known = codecs.lookup(name).name
    try:
        honest = _SPECIMEN.encode("ascii").decode(known) == _SPECIMEN
    except (UnicodeError, AssertionError, TypeError):
        # Encodings of two and four bytes to a character have other bytes for it.
        honest = known.startswith(("utf-16", "utf-32"))
    if not honest or known.replace("-", "_") in _NO_ENCODINGS:
        raise LookupError(f"{name} is not an encoding of text")
    return known


def _decode(data: bytes, name: str, path: str | PathLike[str]) -> str:
    try:
        text = data.decode("utf-8" if name == "utf-8-sig" else name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UndecodableError(
            f"looks like {_NAMES.get(name, name)} but is damaged at byte {error.start}"
            f" (line {line})",
            path=path,
            mend="save it again as UTF-8",
        ) from error
    return _checked(text, data, path)


def _checked(text: str, data: bytes, path: str | PathLike[str]) -> str:
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    # Stray control characters stand in real texts; one in fifty does not.
    if controls > 8 + 0.02 * len(sample) or 3 * controls > len(sample):
        raise _binary(data, path)
    return text


def _binary(data: bytes, path: str | PathLike[str]) -> UndecodableError:
    kind = next((f" ({name})" for mark, name in _BINARY if data.startswith(mark)), "")
    return UndecodableError(
        f"is a binary file{kind}, not text", path=path, mend="export its text as UTF-8"
    )


def _likeliest(data: bytes, path: str | PathLike[str]) -> str:
    sample = _sample(data)
    readings = []
    for name in _CANDIDATES:
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        # Well-formed UTF-8 of some length is no accident, whatever language it is in.
        if name == "utf-8" and _multibyte(text) >= 8:
            return name
        if text:
            # Few bytes are well-formed UTF-8 by accident.
            prior = 4.0 if name == "utf-8" else 0.0
            readings.append((prior + _log_likelihood(text), name, text))
    # Latin bytes of another encoding, pairs of bytes of a binary file: something always fits.
    readings.sort(key=lambda reading: -reading[0])
    if not readings:
        raise _binary(data, path) if b"\x00" in data else _unknown(path)
    _, name, text = readings[0]
    if name != "utf-8" and not _plausible(text, name):
        controls = _CONTROLS.search(text) is not None
        raise _binary(data, path) if controls else _unknown(path, data)
    return name


def _unknown(path: str | PathLike[str], data: bytes = b"") -> UndecodableError:
    problem = "is not in a known encoding (UTF-8, UTF-16, GB18030, Big5, Windows-1252)"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = len(data[: error.start].decode("utf-8"))
        if error.start - good >= 8:
            line = data.count(b"\n", 0, error.start) + 1
            problem = f"looks like UTF-8 but is damaged at byte {error.start} (line {line})"
    return UndecodableError(problem, path=path, mend="save it again as UTF-8")


def _sample(data: bytes) -> bytes:
    # Bytes that say nothing are left out: the sample begins where ASCII ends, at an even
    # byte for the sake of UTF-16.
    first = _NON_ASCII.search(data)
    start = max(0, first.start() - 64 if first else 0) & ~1
    if start:
        # In GB18030 and Big5 the byte before may be half of a character; a line end is not.
        line = data.rfind(b"\n", 0, first.start() if first else 0) + 1
        start = line if first and first.start() - line < 4096 and line % 2 == 0 else start
    return data[start : start + _SAMPLE]


def _multibyte(text: str) -> int:
    return sum(not char.isascii() for char in text[:2000])


def _log_likelihood(text: str) -> float:
    return sum(count * _log_probability(char) for char, count in Counter(text).items())


def _plausible(text: str, name: str) -> bool:
    """Whether a reading is Chinese or English at all, and not misread bytes."""
    counts = Counter(c for c in text if not (c.isascii() and (c.isprintable() or c in "\t\r\n\f")))
    total = sum(counts.values())
    if name == "cp1252":
        # Accents are few in English and the names in it; Cyrillic bytes give nothing else.
        accented = sum(n for char, n in counts.items() if char.isalpha())
        if accented > 0.25 * sum(char.isalpha() for char in text):
            return False
    if not total:
        return True
    # True Chinese of a page has a mean of about -8, a sentence with rare names -9.5;
    # Korean and Japanese read as Chinese lie below -9.7.
    floor = -11.0 if total < 12 else -10.0 if total < 200 else -9.4
    return sum(n * _log_probability(c) for c, n in counts.items()) / total > floor


@cache
def _common() -> frozenset[str]:
    from ..script import traditional

    return frozenset(_COMMON + traditional(_COMMON))


@cache
def _standard() -> frozenset[str]:
    # The frequent levels: rows 16 to 55 of GB 2312, and Big5 from A440 to C67E.
    rows = [bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)]
    chars = "".join(pair.decode("gb2312", "ignore") for pair in rows)
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    rows = [bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails]
    return frozenset(chars + "".join(pair.decode("cp950", "ignore") for pair in rows))


@cache
def _log_probability(char: str) -> float:
    code = ord(char)
    if code < 0x80:
        if char.isprintable() or char in _FINE_CONTROLS:
            return math.log(1 / 30)
        return math.log(1e-9 if char == "\0" else 1e-5)
    if char in _common():
        return math.log(0.5 / 700)
    if char in _CJK_PUNCTUATION or char in _LATIN_PUNCTUATION:
        return math.log(0.1 / 20)
    if char in _standard():
        return math.log(0.3 / 7000)
    category = unicodedata.category(char)
    if category in ("Cc", "Co", "Cn", "Cs"):
        return math.log(1e-9)
    if 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or code >= 0x20000:
        return math.log(0.005 / 20_000)
    if 0xC0 <= code <= 0x17F:
        return math.log(0.01 / 100)
    if 0xFF01 <= code <= 0xFF5E or category in ("No", "Pd", "Ps", "Pe", "Pi", "Pf"):
        return math.log(0.02 / 100)
    if code < 0x100 or 0x2000 <= code < 0x2700:
        return math.log(0.01 / 300)
    return math.log(0.001 / 500)
