"""Chapters with lines put in, as laws, reports, lists and novels have them, and their gold.

``ornaments`` (***, ◇, bare numbers, 完), ``headings`` (a label alone on its line), ``numbered``
(labels before the text), ``rows`` (figures and short cells), ``names`` (lists), ``heads`` (page
furniture), ``notes`` (marks of every kind), ``replaced`` (text that is no translation).
What is put in stands between beads, now on both sides, now on one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from stress import Chapter

from duizhao.align.bead import Bead
from duizhao.corpora.numerals import write

ORNAMENTS = ("***", "* * *", "◇", "◆◆◆", "———", "#", "～～～", "☆", "· · ·", "---")
ENDS = (("完", "THE END"), ("（全文完）", "The End"), ("终", "FINIS"))
CELLS = (
    ("是", "Yes"), ("否", "No"), ("页", "Page"), ("合计", "Total"), ("无", "None"),
    ("年份", "Year"), ("数量", "Quantity"), ("单价", "Unit price"), ("备注", "Remarks"),
    ("名称", "Name"), ("每日", "Daily"), ("每周", "Weekly"), ("元", "yuan"), ("不适用", "n/a"),
)  # fmt: skip
NAMES = (
    ("北京", "Beijing"), ("上海", "Shanghai"), ("伦敦", "London"), ("巴黎", "Paris"),
    ("东京", "Tokyo"), ("开罗", "Cairo"), ("莫斯科", "Moscow"), ("罗马", "Rome"),
    ("苹果", "Apples"), ("大米", "Rice"), ("茶叶", "Tea"), ("棉花", "Cotton"), ("木材", "Timber"),
    ("钢铁", "Steel"), ("邮票", "Stamps"), ("信封", "Envelopes"), ("雨伞", "Umbrellas"),
    ("图书馆", "Libraries"), ("医院", "Hospitals"), ("学校", "Schools"), ("桥梁", "Bridges"),
    ("财务部", "Finance Department"), ("秘书处", "Secretariat"), ("理事会", "Council"),
    ("王小明", "Wang Xiaoming"), ("李春华", "Li Chunhua"), ("张国强", "Zhang Guoqiang"),
)  # fmt: skip
HEADINGS: tuple[tuple[str, str, str, str], ...] = (
    ("第{}章", "chineseCounting", "Chapter {}", "upperRoman"),
    ("第{}条", "chineseCounting", "Article {}", "decimal"),
    ("第 {} 條", "decimal", "Article {}", "decimal"),
    ("第{}节", "chineseCounting", "Section {}", "decimal"),
    ("{}、", "chineseCounting", "{}.", "decimal"),
    ("{}", "decimal", "{}", "decimal"),
    ("（{}）", "chineseCounting", "({})", "lowerLetter"),
    ("{}", "chineseCounting", "{}", "upperRoman"),
    ("附件{}", "chineseCounting", "Annex {}", "upperRoman"),
)
LABELS: tuple[tuple[str, str, str, str], ...] = (
    ("{}、", "chineseCounting", "{}. ", "decimal"),
    ("（{}）", "chineseCounting", "({}) ", "lowerLetter"),
    ("（{}）", "decimal", "({}) ", "lowerRoman"),
    ("第{}条　", "chineseCounting", "Article {} ", "decimal"),
    ("{}. ", "decimal", "{}. ", "decimal"),
    ("{}", "decimalEnclosedCircle", "{}) ", "decimal"),
)
MARKS = (
    ("{} ", "decimalEnclosedCircle", "[{}] ", "decimal"),
    ("〔{}〕", "decimal", "{}/ ", "decimal"),
    ("[注{}] ", "decimal", "{}. ", "decimal"),
    ("【{}】", "decimal", "{} ", "decimalEnclosedCircle"),
    ("注{}：", "decimal", "Note {}: ", "decimal"),
)
NOTES = (
    ("见第{}号文件。", "See document {}."), ("同上，第{}页。", "Ibid., p. {}."),
    ("数字不包括{}名志愿者。", "The figure does not include {} volunteers."),
    ("作者访谈，{}年。", "Interview by the author, {}."), ("下同。", "The same below."),
    ("译自英文，共{}页。", "Translated from English, {} pages."),
    ("资料来源：统计局，{}年。", "Source: Statistical Office, {}."),
)  # fmt: skip
HEADS = (
    ("归途", "第 {} 页"), ("年度报告", "{}"), ("文学丛刊 {}", "- {} -"),
    ("THE JOURNEY HOME", "{}"), ("Annual Report", "Page {}"), ("Collected Papers {}", "- {} -"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Put:
    """Lines put in before a bead; None where a side has none."""

    before: int
    zh: str | None
    en: str | None


def put_in(chapter: Chapter, items: Iterable[Put]) -> Chapter:
    """A chapter with lines put in between its beads."""
    waiting: dict[int, list[Put]] = {}
    for item in items:
        waiting.setdefault(item.before, []).append(item)
    texts: tuple[list[str], list[str]] = ([], [])
    gold = []
    order = sorted(chapter.gold, key=lambda b: (b.zh or (_before(chapter, b),), b.en))
    for number, bead in enumerate([*order, None]):
        for item in waiting.get(number, ()):
            gold.append(_added(texts, [item.zh or ""], [item.en or ""]))
        if bead is not None:
            own = [chapter.zh[i] for i in bead.zh], [chapter.en[j] for j in bead.en]
            gold.append(_added(texts, *own))
    return Chapter(tuple(texts[0]), tuple(texts[1]), tuple(gold))


def _before(chapter: Chapter, null: Bead) -> float:
    # An English null stands after the bead that holds the segment before it.
    earlier = [b.zh[-1] for b in chapter.gold if b.zh and b.en and b.en[-1] < null.en[0]]
    return max(earlier, default=-1) + 0.5


def _added(texts: tuple[list[str], list[str]], zh: Sequence[str], en: Sequence[str]) -> Bead:
    places = []
    for own, lines in zip(texts, (zh, en), strict=True):
        new = [line for line in lines if line]
        places.append(tuple(range(len(own), len(own) + len(new))))
        own += new
    return Bead(places[0], places[1])


def ornaments(chapter: Chapter, random: Random) -> Chapter:
    """Ornaments and bare numbers, mostly on one side only."""
    sign, counted = random.choice(ORNAMENTS), random.random() < 0.4
    side = random.random() < 0.5
    items = []
    for number, place in enumerate(_places(chapter, 9, random), 1):
        line = str(number) if counted else sign
        both = random.random() < 0.15
        items.append(Put(place, *_sided(line, line, both, side)))
    items.append(Put(len(chapter.gold), *_sided(*random.choice(ENDS), False, side)))
    return put_in(chapter, items)


def _sided(zh: str, en: str, both: bool, side: bool) -> tuple[str | None, str | None]:
    return (zh if both or side else None), (en if both or not side else None)


def headings(chapter: Chapter, random: Random) -> Chapter:
    """Labels alone on their lines, some with the text of the section, few on one side only."""
    zh, zh_form, en, en_form = random.choice(HEADINGS)
    items = []
    for number, place in enumerate(_places(chapter, random.choice((2, 5)), random), 1):
        both = random.random() > 0.06
        heads = zh.format(write(number, zh_form)), en.format(write(number, en_form))
        items.append(Put(place, *_sided(*heads, both, random.random() < 0.5)))
    return put_in(chapter, items)


def numbered(chapter: Chapter, random: Random) -> Chapter:
    """Labels before the text of each bead; the numbering begins again now and then."""
    zh, en = list(chapter.zh), list(chapter.en)
    form, number, last = random.choice(LABELS), 1, random.randrange(4, 14)
    for bead in chapter.gold:
        if bead.is_null or random.random() < 0.3:
            continue
        for side, own, place in ((0, zh, bead.zh[0]), (1, en, bead.en[0])):
            if random.random() > 0.05:
                label = form[2 * side].format(write(number, form[2 * side + 1]))
                own[place] = label + own[place]
        number += 1
        if number > last:
            form, number, last = random.choice(LABELS), 1, random.randrange(4, 14)
    return Chapter(tuple(zh), tuple(en), chapter.gold)


def rows(chapter: Chapter, random: Random) -> Chapter:
    """Runs of table rows, more of them on one side, and cells of a word or two."""
    items = []
    for place in _places(chapter, 14, random):
        year, side = random.randrange(1980, 2015), random.random() < 0.5
        words = random.random() < 0.5
        for step in range(random.randrange(3, 9)):
            both = random.random() < 0.75
            if words:
                items.append(Put(place, *_sided(*random.choice(CELLS), both, side)))
            line = f"{year + step} {random.randrange(1, 99)} {random.randrange(99) / 10}"
            items.append(Put(place, *_sided(line, line, both or words, side)))
    return put_in(chapter, items)


def names(chapter: Chapter, random: Random) -> Chapter:
    """Lists of names and things, some of which one side lacks."""
    items = []
    for place in _places(chapter, 16, random):
        for pair in random.sample(NAMES, random.randrange(4, 12)):
            both = random.random() < 0.85
            items.append(Put(place, *_sided(*pair, both, random.random() < 0.5)))
    return put_in(chapter, items)


def heads(chapter: Chapter, random: Random) -> Chapter:
    """Page furniture on one side."""
    head, foot = random.choice(HEADS)
    side = random.random() < 0.5
    items = []
    for number, place in enumerate(_places(chapter, 12, random), random.randrange(1, 200)):
        for line in (foot.format(number), head.format(number)):
            items.append(Put(place, *_sided(line, line, False, side)))
    return put_in(chapter, items)


def notes(chapter: Chapter, random: Random) -> Chapter:
    """Notes at the end, with the marks of either side, a few of them on one side only."""
    zh, zh_form, en, en_form = random.choice(MARKS)
    items = []
    for number in range(1, max(len(chapter.gold) // 12, 3)):
        value = random.randrange(2, 2020)
        text = [each.format(value) for each in random.choice(NOTES)]
        pair = zh.format(write(number, zh_form)) + text[0], en.format(write(number, en_form))
        both = random.random() < 0.85
        side = random.random() < 0.5
        items.append(Put(len(chapter.gold), *_sided(pair[0], pair[1] + text[1], both, side)))
    return put_in(chapter, items)


def replaced(chapter: Chapter, random: Random) -> Chapter:
    """The English of some beads exchanged for that of others far away: no translation."""
    en = list(chapter.en)
    beads = [bead for bead in chapter.gold if not bead.is_null and len(bead.en) == 1]
    chosen = random.sample(beads, max(len(beads) // 15, 2))
    turned = [chapter.en[bead.en[0]] for bead in chosen]
    for bead, text in zip(chosen, [*turned[1:], turned[0]], strict=True):
        en[bead.en[0]] = text
    wrong = set(chosen)
    gold: list[Bead] = []
    for bead in chapter.gold:
        if bead not in wrong:
            gold.append(bead)
            continue
        gold += [Bead((place,), ()) for place in bead.zh]
        gold += [Bead((), (place,)) for place in bead.en]
    return Chapter(chapter.zh, tuple(en), tuple(gold))


def _places(chapter: Chapter, every: int, random: Random) -> list[int]:
    count = len(chapter.gold)
    return sorted(random.sample(range(count), max(count // every, 2)))


MADE: dict[str, Callable[[Chapter, Random], Chapter]] = {
    "ornaments": ornaments,
    "headings": headings,
    "numbered": numbered,
    "rows": rows,
    "names": names,
    "heads": heads,
    "notes": notes,
    "replaced": replaced,
}
"""Ways to make a chapter, by name."""
