"""The options of aligning and checking a pair, declared once.

`duizhao align` and `duizhao batch` make their options of these fields; `duizhao.align` and
`duizhao.batch` take them as keyword arguments of the same names and defaults, and a contract
test holds that they do.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, Literal, get_args

from duizhao.align.settings import Settings
from duizhao.corpora.errors import SettingsError

if TYPE_CHECKING:
    from duizhao.corpora.document import Language
    from duizhao.corpora.sentences.srx import SegmentationRules
    from duizhao.memory.terms.checks import CheckSettings

Level = Literal["paragraph", "sentence", "line"]
"""What is paired."""
Kept = Literal["drop", "keep"]
"""What becomes of something that is not running text."""


def _read(help: str, **how: Any) -> dict[str, Any]:
    """What the command knows of an option: the text of ``--help`` and how it is read."""
    return {"help": help, **how}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignOptions:
    """How a pair is aligned and checked; see `duizhao.align`.

    Raises:
        SettingsError: an option has a value that it cannot have.
    """

    level: Level = field(
        default="paragraph",
        metadata=_read(
            "what to pair: paragraphs (the default), the sentences inside them, or lines, one "
            "segment each",
            choices=get_args(Level),
        ),
    )
    encoder: str = field(
        default="use",
        metadata=_read(
            "use (built in, the default), quality (slower and better, needs duizhao[quality]), "
            "or a sentence-transformers model by folder or by its name in the local model cache; "
            "trust:NAME for one with code of its own",
            metavar="NAME",
        ),
    )
    min_confidence: float = field(
        default=0.0,
        metadata=_read("leave segments unpaired below this confidence (0 to 1)", metavar="P"),
    )
    semicolon: bool = field(default=False, metadata=_read("end sentences at semicolons too"))
    srx: SegmentationRules | None = field(
        default=None,
        metadata=_read(
            "find sentences by these segmentation rules (SRX 2.0) instead of our own: FILE for "
            "both languages, zh=FILE or en=FILE for one; may be repeated",
            metavar="FILE",
        ),
    )
    dictionary: str | PathLike[str] | None = field(
        default=None,
        metadata=_read(
            "your own word pairs beside the built-in dictionary: zh<TAB>en, or CC-CEDICT",
            metavar="FILE",
        ),
    )
    numbers: Kept = field(
        default="drop",
        metadata=_read(
            "automatic numbers and note marks of .docx, .odt and .html: left out of the pairs, as "
            "every CAT tool does (the default), or kept as text",
            choices=get_args(Kept),
        ),
    )
    code: Kept = field(
        default="drop",
        metadata=_read(
            "blocks of code in .md and .html: left out of the pairs (the default), or kept",
            choices=get_args(Kept),
        ),
    )
    weights: str | PathLike[str] | None = field(
        default=None,
        metadata=_read(
            "weights that `duizhao learn` fitted on documents that you corrected, instead of those "
            "that ship",
            metavar="FILE",
        ),
    )
    pins: Sequence[str | PathLike[str]] = field(
        default=(),
        metadata=_read(
            "pairs that are settled, a .pins file, or a .links file of positions; the rest is "
            "aligned around them; may be repeated",
            metavar="FILE",
        ),
    )
    checks: Collection[str] | None = field(
        default=None,
        metadata=_read(
            "kinds of finding to look for, separated by commas; all (the default) or none",
            metavar="KINDS",
            group="checking",
        ),
    )
    off: Collection[str] = field(
        default=(),
        metadata=_read(
            "kinds of finding to skip, separated by commas",
            metavar="KINDS",
            group="checking",
        ),
    )
    check_settings: str | PathLike[str] | None = field(
        default=None,
        metadata=_read(
            "TOML: severity and switch of each kind of finding, in [checks]",
            metavar="FILE",
            group="checking",
        ),
    )
    termbase: Sequence[str | PathLike[str]] = field(
        default=(),
        metadata=_read(
            "terms to check against, beside the built-in ones: .tbx .csv .tsv .xlsx .jsonl, an "
            "OmegaT glossary; may be repeated",
            metavar="FILE",
            group="checking",
        ),
    )

    def __post_init__(self) -> None:
        for each in fields(AlignOptions):
            choices, value = each.metadata.get("choices"), getattr(self, each.name)
            if choices and value not in choices:
                raise SettingsError(
                    f"no {each.name} {value!r}", mend=f"use one of {', '.join(choices)}"
                )
        plain = {
            "srx": self._rules() or None,
            "dictionary": None if self.dictionary is None else fspath(self.dictionary),
            "weights": None if self.weights is None else fspath(self.weights),
            "off": tuple(self.off),
            "check_settings": None if self.check_settings is None else fspath(self.check_settings),
            "checks": None if self.checks is None else tuple(self.checks),
            "pins": tuple(fspath(path) for path in self.pins),
            "termbase": tuple(fspath(path) for path in self.termbase),
        }
        for name, value in plain.items():
            object.__setattr__(self, name, value)

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that the options name."""
        files = (self.dictionary, self.weights, self.check_settings)
        given = (*files, *self._rules().values(), *self.pins, *self.termbase)
        return tuple(fspath(path) for path in given if path)

    def _rules(self) -> dict[Language, str]:
        if not self.srx:
            return {}
        from duizhao.corpora.sentences.srx import rules_by_language

        return rules_by_language(self.srx)

    def checking(self) -> CheckSettings:
        """What is wanted of the checks beside their kinds, read from the settings file.

        Raises:
            InputError: the file cannot be used.
            SettingsError: a kind or severity does not exist.
        """
        from duizhao.memory.terms.checks import settings_of, wanted_kinds

        wanted_kinds(self.checks)
        return settings_of(self.check_settings, off=self.off or ())

    @property
    def settings(self) -> Settings:
        """Those of the aligner."""
        dictionary, weights = (
            None if path is None else fspath(path) for path in (self.dictionary, self.weights)
        )
        return Settings(min_confidence=self.min_confidence, dictionary=dictionary, weights=weights)
