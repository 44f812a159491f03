"""Currencies: which one an amount of money is in."""

from __future__ import annotations

from dataclasses import replace

from duizhao.corpora.patterns import lazy

from .figure import Figure, Role

_CURRENCY = {
    "CAD": r"(?:CAN?|Can|C)\$|CAD|Canadian dollars?|加元|加拿大元|加币",
    "AUD": r"\$A|AU?\$|AUD|Australian dollars?|澳元|澳大利亚元|澳币",
    "HKD": r"HK ?\$|HKD|Hong Kong dollars?|港元|港币",
    "TWD": r"NT ?\$|TWD|NTD|Taiwan dollars?|新台币|台币",
    "SGD": r"S\$|SGD|Singapore dollars?|新加坡元|新元|新币",
    "NZD": r"NZ ?\$|NZD|New Zealand dollars?|新西兰元|纽元",
    "USD": r"US ?\$|USD|(?:US|U\.S\.|United States|American) dollars?|美元|美金",
    "$": r"(?<![A-Za-z])\$(?!A)|dollars?\b",
    "EUR": r"€|EUR|[Ee]uros?\b|欧元",
    "GBP": r"£|GBP|(?:British )?pounds?\b|英镑",
    "CHF": r"CHF|Swiss francs?|瑞士法郎|瑞郎",
    "JPY": r"JPY|(?:Japanese )?yen\b|日元|日圆",
    "KRW": r"KRW|₩|won\b|韩元|韩圆",
    "INR": r"INR|₹|(?:Indian )?rupees?\b|卢比",
    "RUB": r"RUB|₽|(?:Russian )?rou?bles?\b|卢布",
    "CNY": r"CN¥|CNY|RMB|[Yy]uan\b|[Rr]enminbi|人民币",
    "¥": r"¥",
    "元": r"元(?!首|件|素|气|旦|月|老|年|宵)",
}
DOLLARS = frozenset({"USD", "CAD", "AUD", "HKD", "TWD", "SGD", "NZD"})
_CODES = {**{code: code for code in _CURRENCY}, "d": "$", "y": "¥", "yuan": "元"}
_GROUPS = {"$": "d", "¥": "y", "元": "yuan"}
_CURRENCY_TABLE = "|".join(
    f"(?P<{_GROUPS.get(code, code)}>{pattern})" for code, pattern in _CURRENCY.items()
)
_CURRENCY_BEFORE = lazy(rf"(?:{_CURRENCY_TABLE})\s?$")
_CURRENCY_AFTER = lazy(rf"\s?(?:多|余)?(?:{_CURRENCY_TABLE})")


def currencies_agree(first: str, second: str) -> bool:
    """Whether two amounts may be in one currency: "$" is any dollar, 元 the yuan if nothing."""
    if first == second or not first or not second:
        return True
    pair = {first, second}
    if "$" in pair:
        return not pair.isdisjoint(DOLLARS)
    if "元" in pair:
        return not pair.isdisjoint({"CNY", "¥"})
    return "¥" in pair and not pair.isdisjoint({"CNY", "JPY"})


def assign_currencies(figures: list[Figure], text: str) -> None:
    """Tell the currency of each amount of money."""
    for index, figure in enumerate(figures):
        if figure.role is not Role.MONEY:
            continue
        before = _CURRENCY_BEFORE.search(text, max(0, figure.start - 12), figure.start)
        after = _CURRENCY_AFTER.match(text, figure.end)
        # 人民币5000元, $5 million Canadian dollars: what says more. 人民币3万欧元: the last word.
        match = before or after
        if before is not None and after is not None:
            names = [_CODES[one.lastgroup or ""] for one in (before, after)]
            if before.lastgroup == "d" or not currencies_agree(*names):
                match = after
        if match is not None:
            figures[index] = replace(figure, unit=_CODES[match.lastgroup or ""])
