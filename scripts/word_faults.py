"""Faults in what words say of amounts and times, and in names, for `genre_faults`.

What must stand in both texts for the fault to be one (a country, a currency) is looked for in
both. The expressions here know nothing of the readers that are measured with them.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from bodies import IN_THE_NEWS, UNITED_NATIONS
from figure_faults import MONTHS, plain_numbers
from planting import put

from duizhao.corpora.unit import Unit

BODIES = {
    name: " ".join(body.zh) for body in (*UNITED_NATIONS, *IN_THE_NEWS) for name in body.english
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
        return put(unit, True, *match.span(), new_en)
    place = unit.zh.index(han)
    return put(unit, False, place, place + len(han), new_zh)


def body(unit: Unit, chance: random.Random) -> Unit | None:
    """One body for another."""
    return _words(BODIES, unit, chance)


def country(unit: Unit, chance: random.Random) -> Unit | None:
    """One country for another."""
    return _words(COUNTRIES, unit, chance)


def _after(table: dict[str, tuple[str, str]], unit: Unit, chance: random.Random) -> Unit | None:
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
            return put(unit, False, *first.span(2), new_zh)
        return put(unit, True, *second.span(2), new_en)
    return None


def measure(unit: Unit, chance: random.Random) -> Unit | None:
    """Another unit of measure."""
    return _after(UNITS, unit, chance)


def span_of_time(unit: Unit, chance: random.Random) -> Unit | None:
    """Days for months, hours for minutes."""
    return _after(TIMES, unit, chance)


def currency(unit: Unit, chance: random.Random) -> Unit | None:
    """Another currency, for one of those that both texts name as often."""
    for key, (zh, en) in chance.sample(list(CURRENCIES.items()), len(CURRENCIES)):
        names = "|".join(zh.split())
        first = list(re.finditer(rf"(?<=[\d万亿千百])\s?({names})(?!素|首|件)", unit.zh))
        second = list(
            re.finditer(rf"(?:{en})(?=\s?\d)|(?<=\d )(?:{en})|(?<=llion )(?:{en})", unit.en)
        )
        if not first or len(first) != len(second):
            continue
        place = chance.randrange(len(first))
        other = chance.choice([name for name in CURRENCIES if name not in (key, "yuan")])
        if chance.random() < 0.5:
            return put(unit, False, *first[place].span(1), CURRENCIES[other][0].split()[0])
        old = second[place]
        word = {"dollar": "dollars", "euro": "euros", "pound": "pounds", "yen": "yen"}[other]
        code = {"dollar": "US$", "euro": "€", "pound": "£", "yen": "JPY"}[other]
        after = unit.en[old.end() :].lstrip()[:1].isdigit()
        return put(unit, True, *old.span(), code if after else word)
    return None


def percent(unit: Unit, chance: random.Random) -> Unit | None:
    """A percentage sign left out."""
    both = [re.search(r"(?<=\d)\s?(?:%|per cent|percent)", text) for text in (unit.zh, unit.en)]
    if not all(both):
        return None
    side = chance.randrange(2)
    match = both[side]
    return put(unit, bool(side), *match.span(), "") if match else None


_SIGNED = (
    ("（气温{}摄氏度）", "零下", " (temperature: {} °C)", "-"),
    ("，同比增长{}%", "-", ", a year-on-year change of {}%", "-"),
    ("，余额为{}元", "负", ", with a balance of {} yuan", "minus "),
    ("（误差：{}）", "-", " (error: {})", "-"),
    ("，夜间降到{}℃", "-", ", falling to {}℃ at night", "−"),
)
"""Places for a number below zero: the words around it and its sign, in Chinese and in English."""


def minus(unit: Unit, chance: random.Random) -> Unit | None:
    """A minus sign left out or put in, where a number may have one.

    What is counted, dated or numbered has no sign; few texts have amounts below zero, so that
    half of the places are added to both texts.
    """
    if chance.random() < 0.5:
        zh, zh_sign, en, en_sign = chance.choice(_SIGNED)
        number = str(chance.choice([3, 4.5, 7, 12, 18, 0.6, 250]))
        if not unit.zh or not unit.en:
            return None
        first, second = (zh_sign, "") if chance.random() < 0.5 else ("", en_sign)
        zh, en = zh.format(first + number), en.format(second + number)
        return replace(unit, zh=unit.zh + zh, en=unit.en + en)
    after = {True: r"\s?(?:%|per\s?cent|°|degrees)", False: r"\s?(?:%|℃|°|度|摄氏度)"}
    common = [
        (a, b)
        for a in plain_numbers(unit.zh, english=False)
        for b in plain_numbers(unit.en, english=True)
        if unit.zh[slice(*a)] == unit.en[slice(*b)]
        and re.match(after[False], unit.zh[a[1] :])
        and re.match(after[True], unit.en[b[1] :])
        and unit.zh[a[0] - 1 : a[0]] not in "-~至到"
        and unit.en[b[0] - 1 : b[0]] in " ("
    ]
    if not common:
        return None
    (zh_start, _), (en_start, _) = chance.choice(common)
    if chance.random() < 0.5:
        return put(unit, False, zh_start, zh_start, chance.choice(["-", "负", "零下"]))
    return put(unit, True, en_start, en_start, chance.choice(["-", "minus "]))


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
        return put(unit, True, *en.span(1), other)
    if zh and en:
        new = "下午" if zh[0] in ("上午", "早上", "凌晨", "早") else "上午"
        return put(unit, False, *zh.span(), new)
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
    return put(unit, side, *match.span(), turn[match[0]])


def weekday(unit: Unit, chance: random.Random) -> Unit | None:
    """Another day of the week."""
    en = re.search(rf"\b(?:{'|'.join(_WEEK_EN)})\b", unit.en)
    zh = re.search(r"(?<=周|期)[一二三四五六日天](?![年个月天])", unit.zh)
    if not en or not zh:
        return None
    if chance.random() < 0.5:
        return put(unit, True, *en.span(), chance.choice([w for w in _WEEK_EN if w not in unit.en]))
    return put(unit, False, *zh.span(), chance.choice([w for w in _WEEK_ZH if w != zh[0]]))


def month(unit: Unit, chance: random.Random) -> Unit | None:
    """Another month."""
    en = re.search(rf"\b(?:{'|'.join(MONTHS)})\b", unit.en)
    zh = re.search(r"(?<!\d)1?\d(?=\s?月)", unit.zh)
    if not en or not zh:
        return None
    if chance.random() < 0.5:
        return put(unit, True, *en.span(), chance.choice([m for m in MONTHS if m not in unit.en]))
    numbers = [str(n) for n in range(1, 13) if str(n) != zh[0]]
    return put(unit, False, *zh.span(), chance.choice(numbers))
