"""The pairs of a file that holds both languages side by side, as if they had been aligned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from duizhao.align.bead import Bead
from duizhao.corpora.document import Change, Document, Paragraph, Segment
from duizhao.corpora.file_names import as_text
from duizhao.corpora.skipped import Skipped
from duizhao.corpora.unit import Unit
from duizhao.corpora.version import __version__

from .options import AlignOptions
from .pair import Pair

if TYPE_CHECKING:
    from duizhao.memory.finding import Finding


def ready(path: str, options: AlignOptions) -> Pair:
    """The pairs of a file that holds both languages side by side, checked.

    Args:
        path: what `duizhao.memory.sources.read_pairs` reads.
        options: how it is checked.

    Raises:
        InputError: it cannot be used, or holds no pairs.
    """
    from duizhao.corpora.bilingual import kind_of
    from duizhao.memory.sources import read_pairs
    from duizhao.memory.terms.checks import check
    from duizhao.memory.terms.termbase_files import read_termbase

    kind = kind_of(path) or "document"
    sides: tuple[list[Paragraph], list[Paragraph]] = ([], [])
    skipped: list[Change] = []
    beads: list[Bead] = []
    units: list[Unit] = []
    contents: list[tuple[str, str]] = []
    signature = f"duizhao:{__version__}|pairs:{kind}"
    for item in read_pairs(path):
        if isinstance(item, Skipped):
            skipped.append(Change("skipped", item.reason, item.text, item.place))
            continue
        unit, place = item.unit, item.origins[0].place
        contents.append((item.zh_content, item.en_content))
        places: list[tuple[int, ...]] = []
        for text, paragraphs in zip((unit.zh, unit.en), sides, strict=True):
            places.append((len(paragraphs),) if text else ())
            if text:
                paragraphs.append(Paragraph(text, place=place))
        sure = 1.0 if unit.confidence is None else unit.confidence
        beads.append(Bead(places[0], places[1], sure, unit.reasons, unit.moved))
        units.append(
            replace(
                unit, zh_segments=places[0], en_segments=places[1],
                zh_file=unit.zh_file or as_text(path),
                en_file=unit.en_file or as_text(path),
                signature=signature,
            )
        )  # fmt: skip
    zh, en = map(tuple, sides)
    findings: list[Finding] = []
    if options.checks is None or options.checks:
        bases = [read_termbase(base) for base in options.termbase]
        kinds, settings = options.checks, options.checking()
        findings = check(units, kinds=kinds, termbases=bases, settings=settings, contents=contents)
    return Pair(
        Document(path, "zh", zh, tuple(skipped), kind),
        Document(path, "en", en, (), kind),
        tuple(Segment(each.text, paragraph=n) for n, each in enumerate(zh)),
        tuple(Segment(each.text, paragraph=n) for n, each in enumerate(en)),
        tuple(beads),
        tuple(units),
        tuple(findings),
        signature,
    )
