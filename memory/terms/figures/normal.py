"""The form of a text in which figures are looked for: same length, fewer variants.

Every character is replaced by exactly one, so that places found in the normal form
are places in the text itself.
"""

from __future__ import annotations

from duizhao.corpora.patterns import lazy

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"
_DASHES = "‐‑‒–—―−﹣－"
_QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"', "「": '"', "」": '"', "〜": "~", "～": "~"}
# Full-width forms of ASCII, but not the comma: between Chinese clauses it separates
# numbers, and as a half-width comma it would join them as thousands.
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code) != ","}
# Traditional forms of the characters that figures are written with or counted by.
_TRADITIONAL = dict(
    zip(
        "萬億兩號頁條屆會議決時點歲幾餘來個鐘項節圖紀週禮貳參陸負終達約間員國卷錄註釋"
        "圓歐鎊開終戶輛艘噸頃場處組類種級雙數倍億",
        "万亿两号页条届会议决时点岁几余来个钟项节图纪周礼贰叁陆负终达约间员国卷录注释"
        "元欧镑开终户辆艘吨顷场处组类种级双数倍亿",
        strict=True,
    )
)
_TABLE = str.maketrans(
    {
        **_TRADITIONAL,
        **_WIDE,
        **_QUOTES,
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_DASHES, "-"),
        **dict(zip("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "一二三四五六七八九十", strict=True)),
        "○": "〇",
        "﹪": "%",
    }
)
# 1，800万: only where three digits follow and at most three stand before.
_WIDE_THOUSANDS = lazy(r"(?<![\d,，])\d{1,3}(?:，\d{3})+(?!\d)")

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT_VALUES = {mark: value for value, mark in enumerate(SUPERSCRIPTS)}


def normal(text: str) -> str:
    """The normal form, as long as `text`.

    Full-width digits and punctuation become ASCII, every kind of space a space, every
    dash a hyphen; superscripts stay, since they are note marks and not digits.
    """
    if "，" in text:
        text = _WIDE_THOUSANDS.sub(lambda match: match[0].replace("，", ","), text)
    return text.translate(_TABLE)
