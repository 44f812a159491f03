"""How near a run of English words comes to a name without being it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..words import ARTICLES, Word, word_set, words
from .runs import Window, is_content, runs, windows

HEADS = word_set(
    "academy accord agency agreement alliance assembly association authority bank board body "
    "bureau center centre chamber charter code college commission committee community conference "
    "consensus convention cooperation corporation council court covenant declaration department "
    "directorate division entity facility federation force forum foundation fund group institute "
    "institution league mechanism mission movement network office operation organization panel "
    "partnership plan platform program programme protocol secretariat service society statute "
    "strategy subcommittee summit team treaty tribunal union unit university"
)
"""Words that say what kind of body or document a name names."""

# "Preparatory Committee" and "Preparatory Commission" are two bodies as often as one.
_GENERIC = word_set(
    "advisory coordination coordinating executive expert experts general governing high joint "
    "main management national permanent preparatory regional review special standing steering "
    "technical working"
)

# Left out and put in freely: "United Nations Security Council", "Office on Drugs and Crime".
_OPTIONAL = frozenset(("united", "nation", "un", "international", "global", "world"))


@dataclass(frozen=True, slots=True)
class Near:
    """A place that nearly holds a name.

    Attributes:
        first, last: positions of its words, both included.
        score: share of the words that agree, between 0 and 1.
        reason: what differs, for a person.
    """

    first: int
    last: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Name:
    """An English name, taken apart.

    Attributes:
        text: as it is written.
        content: keys of its content words, in order.
        joints: keys of all words without articles, in order.
        capital: whether every content word has a capital.
    """

    text: str
    content: tuple[str, ...]
    joints: tuple[str, ...]
    capital: bool

    @property
    def small(self) -> int:
        """How many function words it has, articles apart."""
        return len(self.joints) - len(self.content)


def name_of(text: str) -> Name:
    """Take an English name apart."""
    tokens = words(text)
    return Name(
        text,
        tuple(token.key for token in tokens if is_content(token)),
        tuple(token.key for token in tokens if token.key not in ARTICLES),
        all(token.capital for token in tokens if is_content(token)),
    )


def nearest(
    text: str,
    tokens: Sequence[Word],
    name: Name,
    masked: Collection[int] = (),
) -> Near | None:
    """The place in a text that comes nearest to a name, or None.

    Args:
        text: the text, in which the name itself does not stand.
        tokens: its words.
        name: the name.
        masked: positions of words that belong to other names.
    """
    size = len(name.content)
    if size < 2:
        return None
    spare = max(1, size // 3)
    best: Near | None = None
    for run in runs(text, tokens, masked, name.content):
        for window in windows(text, tokens, run, max(2, size - spare), size + spare):
            near = compare(name, tokens, window)
            if near and (best is None or near.score > best.score):
                best = near
    return best


def reordered(
    text: str, tokens: Sequence[Word], name: Name, masked: Collection[int] = ()
) -> Near | None:
    """The first place with exactly a name's content words in another order or otherwise joined.

    Arguments as of `nearest`; None where there is no such place.
    """
    size = len(name.content)
    wanted = Counter(name.content)
    if size < 2:
        return None
    for first, last in runs(text, tokens, masked, name.content):
        places = [place for place in range(first, last + 1) if is_content(tokens[place])]
        for at in range(len(places) - size + 1):
            if name.capital and not all(tokens[place].capital for place in places[at : at + size]):
                continue
            window = Window(
                places[at],
                places[at + size - 1],
                tuple(tokens[place].key for place in places[at : at + size]),
            )
            if Counter(window.content) == wanted:
                near = compare(name, tokens, window)
                if near:
                    return near
    return None


def compare(name: Name, tokens: Sequence[Word], window: Window) -> Near | None:
    """How a window differs from a name, where it is near enough to be meant for it."""
    content = window.content
    if Counter(content) == Counter(name.content):
        joints = _joints_of(tokens, window)
        more = len(joints) - len(content) - name.small
        if joints == name.joints or ("and" in joints and "and" not in name.joints):
            return None
        if more > (0 if len(content) == 2 else 1):
            return None
        reason = "another word order" if content != name.content else _joints(name.joints, joints)
        return Near(window.first, window.last, 0.99, reason)
    size = len(name.content)
    if size == 2:
        return _two_words(name, window)
    joints = _joints_of(tokens, window)
    pairs = list(_align(name.content, content))
    same = sum(1 for old, new in pairs if old == new)
    akin = [(old, new) for old, new in pairs if old and new and old != new and _akin(old, new)]
    changed = [(old, new) for old, new in pairs if old and new and old != new]
    other = [pair for pair in changed if pair not in akin]
    missing = [old for old, new in pairs if not new]
    added = [new for old, new in pairs if not old]
    if not changed and not added and _is_short(name.content, content):
        return None
    if (
        not changed
        and not missing
        and (all(word in _OPTIONAL for word in added) or len(joints) - len(content) > name.small)
    ):
        # "Special Rapporteur of the Council on …" is a name with something said of it.
        return None
    if size < 5 and missing and not changed and not added:
        # "President of the Council": understood where the Security Council was spoken of.
        return None
    if size < 5 and missing and not set(joints) <= set(name.joints):
        return None
    wrong = len(other) + len(added) + 0.5 * len(akin) + len(missing)
    allowed = 1.0 if size < 5 else size * 0.42
    if wrong > allowed or len(other) > max(1, size // 5):
        return None
    if other and not _plausible(name, content, other):
        return None
    score = same / max(size, len(content))
    if score < 0.5:
        return None
    return Near(window.first, window.last, score, _reason(changed, missing, added))


def _joints_of(tokens: Sequence[Word], window: Window) -> tuple[str, ...]:
    inside = tokens[window.first : window.last + 1]
    return tuple(token.key for token in inside if token.key not in ARTICLES)


def _plausible(name: Name, content: tuple[str, ...], other: Sequence[tuple[str, str]]) -> bool:
    """Whether an exchanged word is an exchange in this name, not another name's own word."""
    old, new = other[0]
    if old in HEADS or new in HEADS:
        # One kind of body for another; a body for its subject would be no exchange.
        return old in HEADS and new in HEADS
    return len(name.content) >= 4


def _two_words(name: Name, window: Window) -> Near | None:
    """Names of two words: only another kind of body, or a word put in."""
    old, new = name.content, window.content
    if old[0] in _GENERIC:
        return None
    if len(new) == 2 and new[0] == old[0] and {old[1], new[1]} <= HEADS:
        return Near(window.first, window.last, 0.6, _reason([(old[1], new[1])], [], []))
    if len(new) == 2 and new[1] == old[1] and _akin(old[0], new[0]) and old[1] in HEADS:
        return Near(window.first, window.last, 0.7, _reason([(old[0], new[0])], [], []))
    return None


def _akin(old: str, new: str) -> bool:
    """Whether two words share their root: elimination, eliminate."""
    shared = 0
    for left, right in zip(old, new, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= 4 and shared >= 0.6 * min(len(old), len(new))


def _is_short(name: tuple[str, ...], content: tuple[str, ...]) -> bool:
    """Whether words are missing only as they are from a short form: at the ends."""
    core = tuple(key for key in name if key not in _OPTIONAL)
    bare = tuple(key for key in content if key not in _OPTIONAL)
    if bare == core:
        return True
    spans = (core[start : start + len(bare)] for start in range(len(core) - len(bare) + 1))
    return any(span == bare for span in spans)


def _align(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Pair the words of two sequences at the least cost; "" where one has none."""
    rows, columns = len(old) + 1, len(new) + 1
    cost = [[0.0] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if not row or not column:
                cost[row][column] = float(row + column)
                continue
            left, right = old[row - 1], new[column - 1]
            change = 0.0 if left == right else 0.5 if _akin(left, right) else 1.1
            cost[row][column] = min(
                cost[row - 1][column - 1] + change,
                cost[row - 1][column] + 1,
                cost[row][column - 1] + 1,
            )
    pairs: list[tuple[str, str]] = []
    row, column = len(old), len(new)
    while row or column:
        here = cost[row][column]
        if row and column:
            left, right = old[row - 1], new[column - 1]
            change = 0.0 if left == right else 0.5 if _akin(left, right) else 1.1
            if here == cost[row - 1][column - 1] + change:
                pairs.append((left, right))
                row, column = row - 1, column - 1
                continue
        if row and here == cost[row - 1][column] + 1:
            row -= 1
            pairs.append((old[row], ""))
        else:
            column -= 1
            pairs.append(("", new[column]))
    return reversed(pairs)


def _joints(old: Sequence[str], new: Sequence[str]) -> str:
    """Which function words differ, for a person."""
    changed = [(left, right) for left, right in zip(old, new, strict=False) if left != right]
    if len(old) == len(new) and changed:
        return f"“{changed[0][1]}” for “{changed[0][0]}”"
    return "other small words"


def _reason(
    changed: Sequence[tuple[str, str]], missing: Sequence[str], added: Sequence[str]
) -> str:
    """What differs, for a person."""
    parts = [f"“{new}” for “{old}”" for old, new in changed]
    if missing:
        parts.append("without " + ", ".join(f"“{key}”" for key in missing))
    if added:
        parts.append("with " + ", ".join(f"“{key}”" for key in added))
    return "; ".join(parts)
