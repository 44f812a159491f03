"""Names rendered in two ways within one short document: how many are found, without any termbase.

    python scripts/bench_variants.py [--eval FOLDER] [--count 300] [--seed 1] [--list missed|clean]

Twenty documents of two to six pages are made of `variant_sentences.tsv` and the names of
`variant_names.tsv`; some of them are parts of the sample and, with ``--eval``, of
``un-dev/pairs.tsv``. In each document a name occurs in full two to four times, and in short
after that. One occurrence at a time is replaced by a variant: a synonym, another order, another
preposition, singular for plural, another kind of body, an abbreviation, a hyphen, a part
translated otherwise; in English or in Chinese. A variant is found where a finding of kind
``term`` that the clean document does not have is about a unit with that name.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rows import rows_of, sample_rows, un_pairs

from duizhao.corpora.unit import Unit
from duizhao.memory.finding import Severity
from duizhao.memory.terms.checks import check

HERE = Path(__file__).parent
GENRES = ("un", "law", "company", "health", "school", "green")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A document, and what may be exchanged in it.

    Attributes:
        units: of the document.
        names: Chinese and English full names, with variants by language and kind.
    """

    units: tuple[Unit, ...]
    names: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A document with one variant.

    Attributes:
        units: with the variant.
        holders: units that have the name.
        kind: of the variant, with the language.
        about: the name and its variant, to be shown.
    """

    units: tuple[Unit, ...]
    holders: frozenset[int]
    kind: str
    about: str


def made(chance: random.Random, genre: str) -> Text:
    """A document of one genre."""
    names = [row for row in rows_of(HERE / "variant_names.tsv") if row["genre"] == genre]
    bodies = [row for row in names if row["kind"] == "body"]
    treaties = [row for row in names if row["kind"] == "treaty"]
    first, second = chance.sample(bodies, 2)
    treaty = chance.choice(treaties)
    sentences = [
        row for row in rows_of(HERE / "variant_sentences.tsv") if row["genre"] in ("any", genre)
    ]
    of: dict[str, list[Row]] = defaultdict(list)
    for row in sentences:
        of[row["use"]].append(row)
    picked: list[tuple[Row, Row, Row]] = []
    for row in chance.sample(of["B"], chance.randint(3, 6)):
        body = first if sum(r["use"] == "B" for r, _, _ in picked) % 2 == 0 else second
        picked.append((row, body, second))
    picked += [(row, first, treaty) for row in chance.sample(of["T"], chance.randint(2, 4))]
    picked += [(row, first, second) for row in chance.sample(of["BC"], chance.randint(1, 2))]
    picked += [(row, first, treaty) for row in chance.sample(of["BT"], chance.randint(0, 2))]
    chance.shuffle(picked)
    short = [(row, first, treaty) for row in chance.sample(of["b"], 2)]
    short += [(row, first, treaty) for row in chance.sample(of["t"], 1)]
    plain = [(row, first, treaty) for row in of["-"]]
    chance.shuffle(plain)
    middle = len(picked) // 2
    order = picked[:middle] + plain[:3] + short[:1] + picked[middle:] + short[1:] + plain[3:]
    units = [_filled(row, body, treaty, second) for row, body, _ in order]
    if chance.random() < 0.5:  # paragraphs of two sentences
        units = [_joined(units[at : at + 2]) for at in range(0, len(units), 2)]
    known = tuple((row["zh"], row["en"], _variants(row)) for row in (first, second, treaty))
    return Text(tuple(units), known)


def _joined(units: Sequence[Unit]) -> Unit:
    return Unit("".join(unit.zh for unit in units), " ".join(unit.en for unit in units))


def _filled(row: Row, body: Row, treaty: Row, other: Row) -> Unit:
    zh = {"B": body["zh"], "T": treaty["zh"], "C": other["zh"]}
    en = {"B": body["en"], "T": treaty["en"], "C": other["en"]}
    zh |= {"b": body["short_zh"], "t": treaty["short_zh"]}
    en |= {"b": body["short_en"], "t": treaty["short_en"]}
    return Unit(row["zh"].format(**zh), row["en"].format(**en))


def _variants(row: Row) -> tuple[tuple[str, str, str], ...]:
    found = []
    for language in ("en", "zh"):
        for each in row[f"{language}_variants"].split("|"):
            kind, _, text = each.partition("=")
            found.append((language, kind, text))
    return tuple(found)


SAMPLE_NAMES = (
    (
        "机构间打击贩运人口协调小组",
        "Inter-Agency Coordination Group against Trafficking in Persons",
        (
            ("en", "hyphen", "Interagency Coordination Group against Trafficking in Persons"),
            ("en", "synonym", "Inter-Institutional Coordinating Team against Human Trafficking"),
            ("en", "order", "Coordination Group of Agencies against Trafficking in Persons"),
            ("en", "preposition", "Inter-Agency Coordination Group on Trafficking in Persons"),
            ("zh", "synonym", "跨机构打击贩运人口协调小组"),
            ("zh", "order", "打击贩运人口机构间协调小组"),
            ("zh", "head", "机构间打击贩运人口协调工作组"),
        ),
    ),
    (
        "联合国打击跨国有组织犯罪公约",
        "United Nations Convention against Transnational Organized Crime",
        (
            ("en", "abbreviation", "UN Convention against Transnational Organized Crime"),
            ("en", "synonym", "United Nations Convention against Cross-Border Organized Crime"),
            ("en", "preposition", "United Nations Convention on Transnational Organized Crime"),
            ("en", "order", "United Nations Transnational Organized Crime Convention"),
            ("zh", "synonym", "联合国反对跨国有组织犯罪公约"),
            ("zh", "order", "联合国打击有组织跨国犯罪公约"),
        ),
    ),
)


def sample() -> Text:
    """The resolution that ships with duizhao."""
    return Text(tuple(Unit(row["zh"], row["en"]) for row in sample_rows()), SAMPLE_NAMES)


_SWAPS = {
    "Committee": "Commission", "Commission": "Committee", "Council": "Board", "Group": "Team",
    "Convention": "Treaty", "Fund": "Facility", "Programme": "Plan", "Centre": "Institute",
    "Organization": "Association", "Conference": "Meeting", "Mission": "Operation",
    "Protocol": "Convention", "Tribunal": "Court", "Agreement": "Accord", "Office": "Bureau",
}  # fmt: skip


def mechanical(name: str) -> Iterator[tuple[str, str, str]]:
    """Variants of an English name that need no knowledge of it."""
    for old, new in (("for the", "on the"), ("on the", "for the"), (" against ", " on ")):
        if old in name:
            yield "en", "preposition", name.replace(old, new, 1)
            break
    for old, new in _SWAPS.items():
        if re.search(rf"\b{old}\b", name):
            yield "en", "head", re.sub(rf"\b{old}\b", new, name, count=1)
            break
    if match := re.fullmatch(r"(\w+) (on|for) (?:the )?([A-Z].*)", name):
        yield "en", "order", f"{match[3]} {match[1]}"
    if "United Nations" in name:
        yield "en", "abbreviation", name.replace("United Nations", "UN")
    if match := re.search(r"(\w+)-(\w)", name):
        yield "en", "hyphen", name.replace(match[0], match[1] + match[2].lower(), 1)


def un_documents(folder: Path, chance: random.Random) -> list[Text]:
    """Documents of un-dev in which a name of the organizations' list occurs twice or more."""
    documents: dict[str, list[Unit]] = {}
    for row in un_pairs(folder):
        documents.setdefault(row["doc"], []).append(Unit(row["zh"], row["en"]))
    found = []
    for units in documents.values():
        if len(units) < 9:
            continue
        names = tuple(_own_names(units))
        if names:
            found.append(Text(tuple(units), names))
    chance.shuffle(found)
    return found


_OWN = re.compile(
    r"(?:[A-Z][\w’'-]+ )+(?:(?:of|for|on|against|to|and|the|in) )*(?:[A-Z][\w’'-]+(?: |\b))*"
)


def _own_names(
    units: Sequence[Unit],
) -> Iterator[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    count: Counter[str] = Counter()
    for unit in units:
        count.update({match[0].strip() for match in _OWN.finditer(unit.en)})
    for name, often in count.items():
        variants = tuple(mechanical(name))
        if often >= 2 and len(name.split()) >= 3 and variants:
            yield "", name, variants


def plants(text: Text, chance: random.Random) -> list[Planted]:
    """Every variant of a document, each at one occurrence."""
    result = []
    for zh, en, variants in text.names:
        for language, kind, new in variants:
            old = en if language == "en" else zh
            holders = [
                place
                for place, unit in enumerate(text.units)
                if (unit.en if language == "en" else unit.zh).count(old) == 1
                and (not zh or zh in unit.zh)
                and en in unit.en
            ]
            if len(holders) < 2:
                continue
            place = chance.choice(holders)
            unit = text.units[place]
            changed = (
                replace(unit, en=unit.en.replace(old, new))
                if language == "en"
                else replace(unit, zh=unit.zh.replace(old, new))
            )
            units = (*text.units[:place], changed, *text.units[place + 1 :])
            about = f"{old} | {new} | {changed.zh} | {changed.en}"
            result.append(Planted(units, frozenset(holders), f"{language} {kind}", about))
    return result


def found_in(units: Sequence[Unit]) -> set[tuple[int, str, str]]:
    """Findings of names that are more than information, and what they say."""
    return {
        (one.unit, one.found, one.expected)
        for one in check(units, kinds=["term"])
        if one.severity is not Severity.INFO
    }


def documents(folder: Path | None, seed: str) -> list[Text]:
    """The twenty documents."""
    chance = random.Random(seed)
    texts = [made(chance, GENRES[number % len(GENRES)]) for number in range(15 if folder else 19)]
    texts.append(sample())
    if folder:
        texts += un_documents(folder, chance)[:4]
    return texts


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eval", type=Path, help="folder of evaluation data")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--list", default="", choices=("", "missed", "clean"))
    args = parser.parse_args(argv)
    texts = documents(args.eval, args.seed)
    chance = random.Random(f"plants {args.seed}")
    planted = []
    flags = units = 0
    for text in texts:
        clean = found_in(text.units)
        flags += len(clean)
        units += len(text.units)
        if args.list == "clean":
            for place, found, expected in sorted(clean):
                print(found, "|", expected, "|", text.units[place].zh, "|", text.units[place].en)
        planted += [(one, clean) for one in plants(text, chance)]
    chance.shuffle(planted)
    total: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    doubled = 0
    for one, clean in planted[: args.count]:
        new = {each for each in found_in(one.units) if each not in clean}
        hit = {place for place, _, _ in new} & one.holders
        total[one.kind] += 1
        caught[one.kind] += bool(hit)
        doubled += len(new)
        if args.list == "missed" and not hit:
            print(one.kind, "|", one.about)
    whole = sum(total.values())
    print(f"found {sum(caught.values()) / whole:.1%} of {whole} in {len(texts)} documents")
    print(f"clean: {flags} flags in {units} units ({1000 * flags / units:.1f} in 1,000)")
    print(f"findings for each variant: {doubled / max(1, sum(caught.values())):.2f}")
    for kind, often in sorted(total.items()):
        print(f"  {kind:18}{caught[kind] / often:.2f} of {often}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
