"""From the codes that pdfium gives to characters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

UNREAD = "\ufffd"
"""Stands for a character of which the font does not say what it is."""
_HYPHENS = frozenset((0x02, 0xFFFE))
"""How pdfium marks a hyphen at the end of a line."""
_LIGATURES = dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), 0xFB00))
_RADICALS = range(0x2F00, 0x2FE0)
_SHAPES = dict(
    zip(
        "⺁⺄⺅⺉⺊⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺲⺶⺷⺸⺹⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙亻刂卜巳幺彑彐忄㣺扌攵旡日月歺母民氵氺灬爫丬牛犭王疋目示礻竹糹纟罒羊羊羊耂聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""Radicals that Unicode normalises to nothing, and the characters that look like them."""
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_PRIVATE = range(0xE000, 0xF900)
_UPRIGHT = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
"""Punctuation of vertical text, and the character that it is a form of."""
_BULLETS = frozenset("•●○■□◆◇▪▫◦‣⁃∙➢➤➔❖►▶✓✔✗✘☐☑★☆※·\u2752\u274f\u27a5\u2b9a" + UNREAD)
SYMBOL_FONTS = ("wingdings", "webdings", "dingbats", "symbol", "monotypesorts")
"""Parts of names of fonts whose letters draw signs."""


@lru_cache(maxsize=1 << 14)
def character(code: int) -> str:
    """The character for pdfium's code; "" for what is none."""
    if code in _HYPHENS:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code in (0x09, 0xA0):
        return " "
    if code in (0x0A, 0x0D) or code > 0x10FFFF:
        return ""
    if code < 0x20 or code in _HIGH or code in _LOW:
        return UNREAD
    if code in _RADICALS:
        # Fonts name the radical where the text has the character that looks like it.
        return unicodedata.normalize("NFKC", chr(code))
    char = chr(code)
    return _UPRIGHT.get(char) or _SHAPES.get(char) or char


def is_high(code: int) -> bool:
    """Whether a code is the first half of a character beyond U+FFFF."""
    return code in _HIGH


def whole(high: int, low: int) -> int:
    """The code of a character from its two halves, or of `UNREAD` where they are none."""
    if high in _HIGH and low in _LOW:
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    return ord(UNREAD)


def is_private(char: str) -> bool:
    """Whether only its font says what a character looks like (a sign of a symbol font)."""
    return ord(char) in _PRIVATE


def is_bullet(text: str) -> bool:
    """Whether a text is a single sign that begins an item of a list."""
    return len(text) == 1 and (text in _BULLETS or is_private(text))
