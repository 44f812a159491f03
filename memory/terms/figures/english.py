"""Figures of an English text."""

from __future__ import annotations

from duizhao.corpora.patterns import lazy

from . import dates, english_numbers, english_times, english_words, letters, shared
from .figure import Figures
from .loose import LOOSE
from .normal import normal
from .numeric_dates import numeric_dates
from .roles import assign_english
from .scan import Scan

# Slavery,1 and Persons1: superscripts that a format has made plain.
_NOTE = lazy(
    r"(?<=[a-z]{3})(?<!Euro)(?<!euro)(\d{1,3})(?![\d\w/-]|[.,]\d)"
    r"|(?<=[a-z][,.;:\"'])(\d{1,3})(?=\s|$|[;,.](?!\d))"
    r"|(?<=[a-z])(?<=[)\"'\]])(\d{1,3})(?![\d\w/]|[.,]\d)"
    r"|(?<=\d{4}[,.;])(\d{1,2})(?=\s|$)"
)
# Without notes elsewhere only what nobody writes of a number: Questions,22 subject to.
_NOTE_GLUED = lazy(
    r"(?<=[a-z][,;\"'])(\d{1,3})(?=\s[a-z]|$)|(?<=[a-z]\.)(\d{1,3})(?=$)"
    r"|(?<=[a-z]{3})(?<!Euro)(?<!euro)(\d{1,2})(?=$|\s[a-z]|[,.;](?:\s|$))"
)
_A_NOTE = lazy(r"[a-z,.;:\"')\]]\d")
_NOTE_BRACKET = lazy(r"(?<=[A-Za-z.,;:\"')])\[(\d{1,3})\](?=$|\s|[.,;:)])")
_LETTERS = lazy(r"[a-z]+")
_CLOCK = frozenset({"past", "minutes", "quarter"})
_A_DIGIT = lazy(r"\d")


def read_english(text: str, *, notes: bool = False) -> Figures:
    """Figures and dates of an English text, in order.

    Args:
        text: as it stands.
        notes: whether digits after a word or punctuation may be note marks, since the
            document has notes.
    """
    scan = Scan(text, normal(text))
    shared.links(scan)
    shared.calls(scan)
    shared.placeholders(scan)
    shared.symbols(scan)
    shared.marks(scan)
    words = set(_LETTERS.findall(scan.normal.lower()))
    words |= {word[:-4] for word in words if word.endswith("year")}  # tenyear: the hyphen lost
    counts = not english_words.NUMBER_WORDS.isdisjoint(words)
    if "o'clock" in scan.rest or not _CLOCK.isdisjoint(words):
        english_times.spoken_times(scan)
    if _A_DIGIT.search(scan.rest):
        if _A_NOTE.search(scan.rest):
            shared.weak_notes(scan, _NOTE if notes else _NOTE_GLUED)
        if "[" in scan.rest:
            shared.weak_notes(scan, _NOTE_BRACKET)
        english_times.times(scan)
        numeric_dates(scan)
        dates.english(scan)
        english_times.decades(scan)
        english_numbers.always(scan)
        shared.codes(scan)
        english_words.odds(scan)
        english_numbers.numbers(scan, scaled=not english_numbers.SCALE_WORDS.isdisjoint(words))
    else:
        dates.english(scan)
        english_times.decades(scan)
        if counts:
            english_words.odds(scan)
    english_words.copies(scan)
    if counts:
        english_words.number_words(scan)
    if not LOOSE.keys().isdisjoint(words):
        english_words.loose_words(scan)
    english_times.weekdays(scan, words)
    letters.english(scan)
    figures = assign_english(scan)
    return Figures(tuple(figures), tuple(scan.dates), scan.normal)
