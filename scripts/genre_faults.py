"""Faults of many genres to plant in one text of a pair, a function for each kind.

A function gets a unit and a source of chance and gives the unit with one fault, or None
where the unit has no place for it. What must stand in both texts for the fault to be one
(a country, a placeholder) is looked for in both. The expressions here know nothing of the
readers that are measured with them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from figure_faults import (
    EN_DATE,
    ZH_DATE,
    Change,
    change_date,
    change_scale,
    change_word,
    other_digit,
    plain_numbers,
    swap,
)

from duizhao.corpora.unit import Unit

Plant = Callable[[Unit, random.Random], Unit | None]

BODIES = {
    "WHO": "世卫组织 世界卫生组织",
    "World Health Organization": "世界卫生组织 世卫组织",
    "UNICEF": "儿基会 联合国儿童基金会",
    "United Nations": "联合国",
    "European Union": "欧盟 欧洲联盟",
    "EU": "欧盟",
    "NATO": "北约",
    "Security Council": "安理会 安全理事会",
    "CDC": "疾控中心 疾病控制中心 美国疾病控制与预防中心",
    "FDA": "食品药品监督管理局 食品和药物管理局 美国食品药品监督管理局",
    "FBI": "联邦调查局",
    "IMF": "国际货币基金组织",
    "World Bank": "世界银行",
    "World Trade Organization": "世界贸易组织 世贸组织",
    "WTO": "世贸组织 世界贸易组织",
    "Senate": "参议院",
    "Supreme Court": "最高法院",
    "White House": "白宫",
    "Pentagon": "五角大楼",
    "Federal Reserve": "美联储",
    "ASEAN": "东盟",
    "State Council": "国务院",
    "Ministry of Commerce": "商务部",
    "Ministry of Education": "教育部",
    "Ministry of Foreign Affairs": "外交部",
}
COUNTRIES = {
    **{"China": "中国", "Japan": "日本", "France": "法国", "Germany": "德国", "Russia": "俄罗斯"},
    **{"India": "印度", "Brazil": "巴西", "Canada": "加拿大", "Australia": "澳大利亚"},
    **{"Italy": "意大利", "Spain": "西班牙", "Mexico": "墨西哥", "Indonesia": "印度尼西亚"},
    **{"Turkey": "土耳其", "Egypt": "埃及", "Nigeria": "尼日利亚", "Iran": "伊朗"},
    **{"Thailand": "泰国", "Vietnam": "越南", "Singapore": "新加坡", "Pakistan": "巴基斯坦"},
    **{"United States": "美国", "United Kingdom": "英国", "South Korea": "韩国"},
    **{"Saudi Arabia": "沙特阿拉伯", "Switzerland": "瑞士", "Sweden": "瑞典", "Norway": "挪威"},
    **{"Argentina": "阿根廷", "Chile": "智利", "Ukraine": "乌克兰", "Poland": "波兰"},
}
CURRENCIES = {
    "dollar": ("美元", r"US\$|\$|\bdollars?\b"),
    "euro": ("欧元", r"€|\beuros?\b"),
    "pound": ("英镑", r"£|\bpounds?\b"),
    "yuan": ("人民币 元", r"\b(?:RMB|CNY|yuan)\b"),
    "yen": ("日元", r"¥|\byen\b"),
}
UNITS = {
    "km": ("公里 千米", r"kilomet(?:re|er)s?|km"),
    "m": ("米", r"met(?:re|er)s?|m"),
    "cm": ("厘米", r"centimet(?:re|er)s?|cm"),
    "mm": ("毫米", r"millimet(?:re|er)s?|mm"),
    "kg": ("公斤 千克", r"kilograms?|kg"),
    "g": ("克", r"grams?|g"),
    "mg": ("毫克", r"milligrams?|mg"),
    "ml": ("毫升", r"millilit(?:re|er)s?|ml|mL"),
    "l": ("升", r"lit(?:re|er)s?|L"),
    "t": ("吨", r"tons?|tonnes?"),
    "ha": ("公顷", r"hectares?|ha"),
    "mile": ("英里", r"miles?"),
    "C": ("摄氏度", r"degrees? Celsius|°C"),
    "nm": ("纳米", r"nm|nanomet(?:re|er)s?"),
}
TIMES = {
    "year": ("年", r"years?"),
    "month": ("个月", r"months?"),
    "week": ("周 星期 个星期", r"weeks?"),
    "day": ("天 日", r"days?"),
    "hour": ("小时 个小时", r"hours?"),
    "minute": ("分钟", r"minutes?"),
    "second": ("秒 秒钟", r"seconds?"),
}
_WEEK_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEK_ZH = "一二三四五六日"
_NUMBER = r"\d[\d,.]*"
_PRINTF = re.compile(r"%(?:\d\$)?(?:\.\d)?[sdufi]|%\(\w+\)[sd]|\{\w*\}")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_WEB = re.compile(r"https?://[A-Za-z0-9./_#?=&-]+[A-Za-z0-9/]|[\w.]+@[\w-]+(?:\.[\w-]+)+")
_ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3,6}(?![A-Za-z0-9])")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][a-z]{3,}[A-Za-z]*(?![A-Za-z0-9])")
_CODE = re.compile(r"(?<![A-Za-z0-9.])(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Z])[A-Za-z0-9-]{3,}")
_ESCAPE = re.compile(r"\\[nt]|\n")
_HAN = re.compile("[一-鿿]")


def _on_text(change: Change) -> Plant:
    """A fault of one text alone."""

    def plant(unit: Unit, chance: random.Random) -> Unit | None:
        english = chance.random() < 0.5
        for side in (english, not english):
            text = change(unit.en if side else unit.zh, chance, side)
            if text is not None:
                return replace(unit, en=text) if side else replace(unit, zh=text)
        return None

    return plant


def _put(unit: Unit, english: bool, start: int, end: int, new: str) -> Unit:
    text = unit.en if english else unit.zh
    text = text[:start] + new + text[end:]
    return replace(unit, en=text) if english else replace(unit, zh=text)


def _words(names: dict[str, str], unit: Unit, chance: random.Random) -> Unit | None:
    """A name that both texts have, exchanged in one of them for another."""
    found = []
    for en, zh in names.items():
        match = re.search(rf"\b{re.escape(en)}\b", unit.en)
        han = next((name for name in zh.split() if name in unit.zh), None)
        if match and han:
            found.append((en, match, han))
    if not found:
        return None
    en, match, han = chance.choice(found)
    others = [
        (e, z.split()[0])
        for e, z in names.items()
        if e not in unit.en and not any(name in unit.zh for name in z.split())
    ]
    new_en, new_zh = chance.choice(others)
    if chance.random() < 0.5:
        return _put(unit, True, *match.span(), new_en)
    place = unit.zh.index(han)
    return _put(unit, False, place, place + len(han), new_zh)


def body(unit: Unit, chance: random.Random) -> Unit | None:
    """One body for another."""
    return _words(BODIES, unit, chance)


def country(unit: Unit, chance: random.Random) -> Unit | None:
    """One country for another."""
    return _words(COUNTRIES, unit, chance)


def _behind(table: dict[str, tuple[str, str]], unit: Unit, chance: random.Random) -> Unit | None:
    """The word after a number that both texts have, exchanged in one of them."""
    for key, (zh, en) in chance.sample(list(table.items()), len(table)):
        words = "|".join(sorted(zh.split(), key=len, reverse=True))
        first = re.search(rf"({_NUMBER})\s?({words})(?![\w内前后])", unit.zh) or re.search(
            rf"({_NUMBER})\s?({words})", unit.zh
        )
        second = re.search(rf"\b({_NUMBER})[\s-]?({en})\b", unit.en)
        if not first or not second or first[1] != second[1]:
            continue
        other = chance.choice([name for name in table if name != key])
        new_zh, new_en = table[other][0].split()[0], table[other][1].split("|")[0]
        new_en = re.sub(r"\((?:\?:)?(\w+)\|\w+\)", r"\1", new_en).replace("?", "")
        if chance.random() < 0.5:
            return _put(unit, False, *first.span(2), new_zh)
        return _put(unit, True, *second.span(2), new_en)
    return None


def measure(unit: Unit, chance: random.Random) -> Unit | None:
    """Another unit of measure."""
    return _behind(UNITS, unit, chance)


def span_of_time(unit: Unit, chance: random.Random) -> Unit | None:
    """Days for months, hours for minutes."""
    return _behind(TIMES, unit, chance)


def currency(unit: Unit, chance: random.Random) -> Unit | None:
    """Another currency."""
    for key, (zh, en) in chance.sample(list(CURRENCIES.items()), len(CURRENCIES)):
        names = "|".join(zh.split())
        first = re.search(rf"(?<=[\d万亿千百])\s?({names})(?!素|首|件)", unit.zh)
        second = re.search(rf"(?:{en})(?=\s?\d)|(?<=\d )(?:{en})|(?<=llion )(?:{en})", unit.en)
        if not first or not second:
            continue
        other = chance.choice([name for name in CURRENCIES if name not in (key, "yuan")])
        if chance.random() < 0.5:
            return _put(unit, False, *first.span(1), CURRENCIES[other][0].split()[0])
        sign = CURRENCIES[other][1].split("|")[0].replace("\\b", "").replace("\\", "")
        sign = {"US$": "US$"}.get(sign, sign)
        if second[0].isalpha():
            sign = {"dollar": "dollars", "euro": "euros", "pound": "pounds", "yen": "yen"}[other]
        return _put(unit, True, *second.span(), sign)
    return None


def percent(unit: Unit, chance: random.Random) -> Unit | None:
    """A percentage sign left out."""
    both = [re.search(r"(?<=\d)\s?(?:%|per cent|percent)", text) for text in (unit.zh, unit.en)]
    if not all(both):
        return None
    side = chance.randrange(2)
    match = both[side]
    return _put(unit, bool(side), *match.span(), "") if match else None


def minus(unit: Unit, chance: random.Random) -> Unit | None:
    """A minus sign left out, put in front of a number of both texts."""
    zh = plain_numbers(unit.zh, english=False)
    en = plain_numbers(unit.en, english=True)
    common = [(a, b) for a in zh for b in en if unit.zh[slice(*a)] == unit.en[slice(*b)]]
    if not common:
        return None
    (zh_start, zh_end), (en_start, _en_end) = chance.choice(common)
    if re.match(r"\s?(?:[年月日%名人个届章条:：至到-]|-)", unit.zh[zh_end:]):
        return None
    if chance.random() < 0.5:
        return _put(unit, False, zh_start, zh_start, chance.choice(["-", "负", "零下"]))
    return _put(unit, True, en_start, en_start, "-")


def half_of_day(unit: Unit, chance: random.Random) -> Unit | None:
    """a.m. for p.m."""
    en = re.search(r"(?<=\d)\s?([ap])\.?m\b", unit.en, re.IGNORECASE)
    zh = re.search(r"(?:上午|下午|早上|晚上|凌晨|晚|早)(?=\s?[\d一二三四五六七八九十])", unit.zh)
    if en and (not zh or chance.random() < 0.5):
        if not zh and not re.search(r"[\d一二三四五六七八九十]\s?[点时:：]", unit.zh):
            return None
        if not zh:
            return None
        other = "p" if en[1].lower() == "a" else "a"
        return _put(unit, True, *en.span(1), other)
    if zh and en:
        new = "下午" if zh[0] in ("上午", "早上", "凌晨", "早") else "上午"
        return _put(unit, False, *zh.span(), new)
    return None


def limit(unit: Unit, chance: random.Random) -> Unit | None:
    """At least for at most."""
    en = re.search(r"\b(at least|at most|no more than|no less than|more than|less than)\b", unit.en)
    zh = re.search(r"(至少|最多|不超过|不少于|超过|不到|不足)", unit.zh)
    if not en or not zh:
        return None
    turn = {
        **{"at least": "at most", "at most": "at least", "no more than": "no less than"},
        **{"no less than": "no more than", "more than": "less than", "less than": "more than"},
        **{"至少": "最多", "最多": "至少", "不超过": "不少于", "不少于": "不超过"},
        **{"超过": "不到", "不到": "超过", "不足": "超过"},
    }
    if not re.match(r"\W*\$?[\d\w]*\s?[\d一二两三四五六七八九十百千万]", unit.zh[zh.end() :]):
        return None
    side = chance.random() < 0.5
    match = en if side else zh
    return _put(unit, side, *match.span(), turn[match[0]])


def weekday(unit: Unit, chance: random.Random) -> Unit | None:
    """Another day of the week."""
    en = re.search(rf"\b(?:{'|'.join(_WEEK_EN)})\b", unit.en)
    zh = re.search(r"(?<=周|期)[一二三四五六日天](?![年个月天])", unit.zh)
    if not en or not zh:
        return None
    if chance.random() < 0.5:
        return _put(
            unit, True, *en.span(), chance.choice([w for w in _WEEK_EN if w not in unit.en])
        )
    return _put(unit, False, *zh.span(), chance.choice([w for w in _WEEK_ZH if w != zh[0]]))


def month(unit: Unit, chance: random.Random) -> Unit | None:
    """Another month."""
    from figure_faults import MONTHS

    en = re.search(rf"\b(?:{'|'.join(MONTHS)})\b", unit.en)
    zh = re.search(r"(?<!\d)1?\d(?=\s?月)", unit.zh)
    if not en or not zh:
        return None
    if chance.random() < 0.5:
        return _put(unit, True, *en.span(), chance.choice([m for m in MONTHS if m not in unit.en]))
    numbers = [str(n) for n in range(1, 13) if str(n) != zh[0]]
    return _put(unit, False, *zh.span(), chance.choice(numbers))


def _shared(pattern: re.Pattern[str], unit: Unit) -> list[tuple[re.Match[str], re.Match[str]]]:
    en = {match[0]: match for match in pattern.finditer(unit.en)}
    return [(match, en[match[0]]) for match in pattern.finditer(unit.zh) if match[0] in en]


def _lost(pattern: re.Pattern[str]) -> Plant:
    """What both texts hold, lost from one of them."""

    def plant(unit: Unit, chance: random.Random) -> Unit | None:
        found = _shared(pattern, unit)
        if not found or unit.zh == unit.en:
            return None
        zh, en = chance.choice(found)
        english = chance.random() < 0.5
        return _put(unit, english, *(en if english else zh).span(), "")

    return plant


def _changed(pattern: re.Pattern[str], change: Callable[[str, random.Random], str]) -> Plant:
    """What both texts hold, changed in one of them."""

    def plant(unit: Unit, chance: random.Random) -> Unit | None:
        found = _shared(pattern, unit)
        if not found or unit.zh == unit.en:
            return None
        zh, en = chance.choice(found)
        english = chance.random() < 0.5
        match = en if english else zh
        new = change(match[0], chance)
        return None if new == match[0] else _put(unit, english, *match.span(), new)

    return plant


def _other_letter(text: str, chance: random.Random) -> str:
    places = [index for index, character in enumerate(text) if character.isalpha() and index]
    place = chance.choice(places or [0])
    old = text[place]
    letters = "ABCDEFGHKLMNPRSTV" if old.isupper() else "abcdefghklmnoprstuv"
    new = chance.choice([letter for letter in letters if letter != old])
    return text[:place] + new + text[place + 1 :]


def _other_placeholder(text: str, chance: random.Random) -> str:
    if text[-1] in "sdufi":
        return text[:-1] + ("d" if text[-1] == "s" else "s")
    return "{" + _other_letter(text[1:-1] + "x", chance) + "}"


def _other_code(text: str, chance: random.Random) -> str:
    places = [index for index, character in enumerate(text) if character.isalnum()]
    place = chance.choice(places)
    old = text[place]
    pool = "0123456789" if old.isdigit() else "ABCDEFGHKLMNPRSTV" if old.isupper() else "abcdefgh"
    return text[:place] + chance.choice([c for c in pool if c != old]) + text[place + 1 :]


def decimal_point(unit: Unit, chance: random.Random) -> Unit | None:
    """A decimal point lost or moved by one place."""
    found = _shared(re.compile(r"(?<![\d.,])\d+\.\d+(?![\d.])"), unit)
    if not found:
        return None
    zh, en = chance.choice(found)
    english = chance.random() < 0.5
    match = en if english else zh
    new = match[0].replace(".", "")
    return _put(unit, english, *match.span(), new)


def _empty(unit: Unit, chance: random.Random) -> Unit | None:
    return replace(unit, zh="") if chance.random() < 0.5 else replace(unit, en="")


def _copied(unit: Unit, chance: random.Random) -> Unit | None:
    if len(re.findall(r"\b[a-z]{2,}\b", unit.en)) < 4 or not _HAN.search(unit.zh):
        return None
    return replace(unit, zh=unit.en)


def _bracket(unit: Unit, chance: random.Random) -> Unit | None:
    """One bracket of a pair lost."""
    for text, english in ((unit.zh, False), (unit.en, True)):
        match = re.search(r"[(（][^()（）]+([)）])", text)
        if match:
            return _put(unit, english, *match.span(1), "")
    return None


def _twice(unit: Unit, chance: random.Random) -> Unit | None:
    """A word or mark repeated."""
    if chance.random() < 0.5:
        match = re.search(r"\b(?:the|of|and|to|in|a)\b(?= )", unit.en)
        return _put(unit, True, match.end(), match.end(), " " + match[0]) if match else None
    match = re.search(r"[，。、]|(?<=[一-鿿])的(?=[一-鿿])", unit.zh)
    return _put(unit, False, match.end(), match.end(), match[0]) if match else None


def _broken(unit: Unit, chance: random.Random) -> Unit | None:
    """Characters that another encoding has spoilt."""
    places = [match.start() for match in _HAN.finditer(unit.zh)]
    if len(places) < 4:
        return None
    place = chance.choice(places)
    if chance.random() < 0.5:
        return _put(unit, False, place, place + 1, "\ufffd")
    spoilt = unit.zh[place : place + 3].encode("utf-8").decode("latin-1", "replace")
    return _put(unit, False, place, place + 3, spoilt)


def _carried(plant: Plant, carriers: Sequence[tuple[str, str]]) -> Plant:
    """The fault of a unit to which something that may carry it is added in both texts."""

    def with_carrier(unit: Unit, chance: random.Random) -> Unit | None:
        result = plant(unit, chance)
        if result is not None or not unit.zh:
            return result
        zh, en = chance.choice(carriers)
        return plant(replace(unit, zh=unit.zh + zh, en=unit.en + en), chance)

    return with_carrier


def any_digit(text: str, chance: random.Random, english: bool) -> str | None:
    """One digit of any number changed, wherever it is."""
    places = [match.span() for match in re.finditer(r"\d+(?:[,.]\d+)*", text)]
    if not places:
        return None
    start, end = chance.choice(places)
    return text[:start] + other_digit(text[start:end], chance) + text[end:]


def any_dropped(text: str, chance: random.Random, english: bool) -> str | None:
    """Any number taken out."""
    places = [match.span() for match in re.finditer(r"\d+(?:[,.]\d+)*", text)]
    if not places:
        return None
    start, end = chance.choice(places)
    return re.sub(r"  +", " ", text[:start] + text[end:])


def _month_or_year(text: str, chance: random.Random, english: bool) -> str | None:
    return (
        change_date(text, chance, english)
        if (EN_DATE if english else ZH_DATE).search(text)
        else None
    )


FAULTS: dict[str, Plant] = {
    "digit": _on_text(any_digit),
    "number dropped": _on_text(any_dropped),
    "date": _on_text(_month_or_year),
    "month": month,
    "weekday": weekday,
    "number word": _on_text(change_word),
    "万/亿": _on_text(change_scale),
    "two figures swapped": _on_text(swap),
    "decimal point": decimal_point,
    "percent sign": percent,
    "currency": currency,
    "minus sign": minus,
    "unit of measure": measure,
    "length of time": span_of_time,
    "a.m./p.m.": half_of_day,
    "at least/at most": limit,
    "body exchanged": body,
    "country exchanged": country,
    "acronym": _changed(_ACRONYM, _other_letter),
    "Latin name": _changed(_LATIN, _other_letter),
    "code": _changed(_CODE, _other_code),
    "placeholder lost": _lost(_PRINTF),
    "placeholder changed": _changed(_PRINTF, _other_placeholder),
    "tag lost": _lost(_TAG),
    "tag changed": _changed(_TAG, _other_letter),
    "option": _changed(_OPTION, _other_letter),
    "address": _carried(
        _changed(_WEB, _other_letter),
        [
            ("（见 https://example.org/help/start）", " (see https://example.org/help/start)"),
            ("（联系 office@example.org）", " (contact office@example.org)"),
        ],
    ),
    "empty": _empty,
    "left untranslated": _copied,
    "bracket lost": _bracket,
    "repeated": _twice,
    "broken characters": _broken,
}
