"""The words beside a figure that say what it counts or names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duizhao.corpora.patterns import lazy

from .figure import Role

# English: the word stands before its numbers ("paragraphs 12 to 15") ...
_CURRENCIES = r"\b(?:US|USD|EUR|CHF|GBP|Euro|CAN?|Can|C|NZ|AU?|HK|NT|S|R|CN)\s?"
_BEFORE = [
    (Role.PARAGRAPH, r"\b(?:sub)?paragraphs?|\bparas?\."),
    (Role.ARTICLE, r"\barticles?|\barts?\.|\brules?|\bregulations?|\bprinciples?"),
    (Role.RESOLUTION, r"\bresolutions?"),
    (Role.PAGE, r"\bpages?|\bpp?\."),
    (Role.VOLUME, r"\bvols?\.|\bvolumes?"),
    (Role.CHAPTER, r"\bchap(?:s?\.|ters?)"),
    (Role.SECTION, r"\bsect(?:s?\.|ions?)"),
    (Role.ANNEX, r"\bannex(?:es)?|\bappendi(?:x|ces)"),
    (Role.TABLE, r"\btables?"),
    (Role.PICTURE, r"\bfigures?"),
    (Role.ITEM, r"\bitems?"),
    (
        Role.MONEY,
        rf"(?:{_CURRENCIES})?[$€£¥₩₹₽]A?|\b(?:USD|EUR|CHF|GBP|Euro|CNY|RMB|JPY|HKD|CAD|AUD|INR|KRW|RUB)",
    ),
    (Role.AGE, r"\baged?(?:\sbetween)?|\bages"),
    (Role.YEAR, r"\b(?:in|since|until|of|during)(?:\sthe\s(?:years?|period))?"),
]
# ... or after them ("15 to 20 per cent").
_STATES = r"(?:\s(?:developing|developed|participating|donor|African|other|different)){0,4}"
_PERSONS = (
    "persons|people|men|women|children|girls|boys|civilians|participants|students|refugees|"
    "staff|members|detainees|prisoners|soldiers|individuals|representatives|inhabitants|"
    "victims|casualties|troops"
)
_MEASURES = (
    r"km|kilomet|met(?:er|re)|hectare|ton|kg|kilogram|sq(?:uare|\.)|mm\b|cm\b|degree|°|"
    r"lit(?:er|re)|mile|nautical"
)
_AFTER = [
    (
        Role.PERCENT,
        r"[\s-]?(?:%(?!\d|[sdifux](?![A-Za-z])|\(\w+\)[a-z])|per\s?cent\b|percent\b|percentage\b|per\smille?\b|‰)|\s(?:percentage\s)?points?\b",
    ),
    (
        Role.MONEY,
        r"\s?(?:(?:US|U\.S\.|United States|American|Canadian|Australian|Hong Kong|Singapore|"
        r"New Zealand|British|Japanese|Indian|Russian|Taiwan|New Taiwan)\s)?"
        r"(?:dollars?|[Ee]uros?|[Pp]ounds(?!\sof\b)|€|Swiss francs|yen\b|[Yy]uan|rupees|roubles?|"
        r"rubles|won\b|RMB|renminbi)",
    ),
    (
        Role.MEETING,
        r"(?:\s(?:plenary|formal|closed|open|private|and final|resumed)){0,4}\smeetings?\b",
    ),
    (
        Role.SESSION,
        r"(?:\s(?:regular|special|annual|substantive|resumed|organizational|emergency|"
        r"ordinary|extraordinary)){0,4}\ssessions?\b",
    ),
    (Role.AGE, r"[\s-]years?(?:\sof\sage|[\s-]olds?)\b"),
    (
        Role.DURATION,
        r"(?:\sof)?(?:\s(?:working|calendar|consecutive|full|last|past)){0,4}"
        r"[\s-](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)'?\b",
    ),
    (Role.COUNTRIES, rf"{_STATES}\s(?:countries|Member States|States)\b"),
    (
        Role.PEOPLE,
        r"(?:\s(?:million|other|young|local|civilian|internally displaced)){0,4}"
        rf"\s(?:{_PERSONS})\b",
    ),
    (Role.MEASURE, rf"[\s-]?(?:{_MEASURES})"),
]
ENGLISH_LINK = lazy(
    r"\s?(?:\([a-z0-9]+\))?\s?(?:-|~|,|;|/|to|and|or|,\s?and|,\s?or|through|bis|ter)?"
    r"\s?(?:paragraphs?\s|\([a-z]+\)\s?|\$\s?|of\s)?"
)
# Chinese: 第 … 段; the classifier follows the last number of the list.
_MORE = r"\s?(?:多|余|来)?\s?"
_ZH_AFTER = [
    (Role.PARAGRAPH, r"\s?(?:执行部分|序言部分)?(?:段|款|分段)"),
    (Role.ARTICLE, r"\s?(?:条|项?原则|号?规则)"),
    (Role.RESOLUTION, r"\s?(?:\([12]\d{3}\)\s?)?(?:[A-Z]\s?)?号?(?:和\S{0,12})?决议"),
    (Role.MEETING, r"\s?次(?:全体|正式|公开|非公开|闭门|特别)?会议"),
    (Role.SESSION, r"\s?届"),
    (Role.PAGE, r"\s?页"),
    (Role.VOLUME, r"\s?卷"),
    (Role.CHAPTER, r"\s?章"),
    (Role.SECTION, r"\s?节"),
    (Role.PERCENT, r"\s?(?:%(?!\d|[sdifux](?![A-Za-z])|\(\w+\)[a-z])|个百分点|‰)"),
    (
        Role.MONEY,
        r"\s?(?:多|余)?\s?(?:[美欧日加澳港新韩]元|美金|港币|新台币|台币|英镑|瑞士法郎|法郎|元(?!首|件|素)|卢比|卢布"
        r"|比索|先令|克朗|人民币)",
    ),
    (Role.AGE, r"\s?(?:周)?岁"),
    (Role.DURATION, rf"{_MORE}(?:年|个?月(?!\d)|个?星期|周|天|日|个?小时|分钟|秒)"),
    (Role.COUNTRIES, rf"{_MORE}个[一-鿿]{{0,4}}国家?"),
    (Role.PEOPLE, rf"{_MORE}(?:名|人|位)"),
    (
        Role.MEASURE,
        r"\s?(?:公里|千米|米|公顷|吨|公斤|千克|平方|立方|毫米|厘米|度|升|英里|海里)",
    ),
]
_ZH_BEFORE = [
    (Role.ANNEX, r"(?:附件|附录)\s?"),
    (Role.TABLE, r"(?<![代发])表\s?"),
    (Role.PICTURE, r"(?<![地意])图\s?"),
    (Role.ITEM, r"项目\s?"),
    (Role.MONEY, r"[$€£¥]\s?|人民币\s?"),
    (Role.PAGE, r"\bpp?\.\s?"),
    (Role.VOLUME, r"\bvol\.\s?"),
]
CHINESE_LINK = lazy(
    r"\s?(?:\([a-z0-9一二三四五六七八九十]+\))?\s?[段条款次届页卷章节]?\s?"
    r"(?:-|至|到|~|、|和|及|与|以及|或|,|，|/)\s?(?:第|\([a-z]+\))?\s?"
)


def _ending(rows: Sequence[tuple[Role, str]], flags: int = 0) -> re.Pattern[str]:
    """The words of `rows` right before a figure."""
    parts = "|".join(f"(?P<{role.name}>{pattern})" for role, pattern in rows)
    return re.compile(rf"(?:{parts})\s*$", flags)


def _table(rows: Sequence[tuple[Role, str]], flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{role.name}>{pattern})" for role, pattern in rows), flags)


ENGLISH_BEFORE = _ending(_BEFORE, re.IGNORECASE)
ENGLISH_AFTER = _table(_AFTER)
CHINESE_AFTER = _table(_ZH_AFTER)
CHINESE_BEFORE = _ending(_ZH_BEFORE)
