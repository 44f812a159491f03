"""Pairing files: by name, then by symbol, then by content, each among what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..document import Language
from ..errors import DuizhaoError, SettingsError
from ..sides import chinese_of
from .check import PairVerdict, check_pairs
from .content import Progress, by_content
from .crew import Alone, Crew, Embedder
from .files import holds_both, is_slow
from .match import UNREADABLE, FilePair, Pairing, Unpaired
from .names import Named, NamedPair, by_name, editions_differ, read_name
from .sample import Sample

METHODS = ("name", "symbol", "content")
BLOCK = 4096
"""Pairs of names that are looked at together, and compared with each other."""
_BOTH = {"zh", "en"}


def pair_files(
    zh: Sequence[Path],
    en: Sequence[Path] | None = None,
    *,
    by: Collection[str] = METHODS,
    encoder: Embedder | Callable[[], Embedder] | None = None,
    crew: Crew | None = None,
    roots: tuple[Path, Path] | None = None,
    progress: Progress | None = None,
) -> Pairing:
    """Find out which files belong together.

    Args:
        zh: the Chinese files; or, without `en`, files of both languages together.
        en: the English files.
        by: methods to use, of `METHODS`.
        encoder: for ``content``; an encoder, or what makes one when it is needed.
        crew: who reads and encodes, in place of this process with `encoder`.
        roots: the folders that the two sides come from, for pairing by sub-folders.
        progress: called with stage, done and total.

    Raises:
        SettingsError: no such method, or ``content`` without an encoder.
    """
    unknown = sorted(set(by) - set(METHODS))
    if unknown:
        raise SettingsError(f"no pairing by {unknown[0]!r}", mend=f"take {', '.join(METHODS)}")
    finder = _Finder(frozenset(by), crew or Alone(encoder), progress)
    if en is None:
        root = roots[0] if roots else None
        named = [read_name(path, root) for path in sorted(zh)]
        return finder.one_folder(named)
    zh_root, en_root = roots or (None, None)
    left = [_in_language(read_name(path, zh_root), "zh") for path in sorted(zh)]
    right = [_in_language(read_name(path, en_root), "en") for path in sorted(en)]
    return finder.run(left, right)


def _compared(pair: tuple[Sample, Sample]) -> tuple[Sample, Sample]:
    """Two files of which each looks like the same language, by which has more Chinese."""
    x, y = pair
    if x.language is None or x.language != y.language:
        return pair
    place = chinese_of(x.chinese, y.chinese, x.language)
    if place is None:
        return pair
    languages: tuple[Language, Language] = ("en", "zh") if place else ("zh", "en")
    return replace(x, language=languages[0]), replace(y, language=languages[1])


def _in_language(named: Named, language: Language) -> Named:
    return replace(named, language=language)


class _Finder:
    """One pairing; what it has read so far is its state."""

    def __init__(self, by: frozenset[str], crew: Crew, progress: Progress | None) -> None:
        self.by = by
        self.crew = crew
        self.progress = progress
        self.samples: dict[Path, Sample | DuizhaoError] = {}
        self.matches: list[FilePair] = []
        self.unpaired: list[Unpaired] = []

    def one_folder(self, files: Sequence[Named]) -> Pairing:
        """Files of both languages together; one whose name says nothing is read."""
        sides: dict[str, list[Named]] = {"zh": [], "en": []}
        files = [file for file in files if not self._is_both(file)]
        self._read("read", [file for file in files if file.language is None])
        for file in files:
            language = file.language
            if language is None:
                sample = self._sample(file)
                if sample is None:
                    continue
                language = sample.language
            if language is None:
                reason = "neither Chinese nor English"
                self.unpaired.append(Unpaired(file.path, "", reason))
            else:
                sides[language].append(_in_language(file, language))
        return self.run(sides["zh"], sides["en"])

    def run(self, zh: Sequence[Named], en: Sequence[Named]) -> Pairing:
        """Pair two sides."""
        left = [file for file in zh if not self._is_both(file)]
        right = [file for file in en if not self._is_both(file)]
        if "name" in self.by:
            pairs = by_name(left, right)
            self._by_name(pairs)
            left = _without(left, (pair.zh for pair in pairs))
            right = _without(right, (pair.en for pair in pairs))
        if {"symbol", "content"} & self.by and left and right:
            zh_samples, en_samples = self._read_all(left, "zh"), self._read_all(right, "en")
            if "symbol" in self.by:
                zh_samples, en_samples = self._by_symbol(zh_samples, en_samples)
            if "content" in self.by and zh_samples and en_samples:
                zh_samples, en_samples = self._by_content(zh_samples, en_samples)
            left, right = [], []
            for sample in (*zh_samples, *en_samples):
                self._leave(sample.path, str(sample.language or ""))
        for file in (*left, *right):
            self._leave(file.path, str(file.language or ""))
        self.matches.sort(key=lambda match: (str(match.zh), str(match.en)))
        self.unpaired.sort(key=lambda item: str(item.path))
        return Pairing(tuple(self.matches), tuple(self.unpaired))

    def _leave(self, path: Path, language: str) -> None:
        other = {"zh": "English", "en": "Chinese"}.get(language, "")
        self.unpaired.append(Unpaired(path, language, f"no {other} counterpart found"))

    def _is_both(self, file: Named) -> bool:
        """Whether a file holds both languages already; then it is a match by itself."""
        if any(match.zh == file.path for match in self.matches):
            return True
        both = holds_both(file.path)
        if both:
            self.matches.append(FilePair(file.path, file.path, "both"))
        return both

    def _read(self, stage: str, files: Sequence[Named], before: int = 0, total: int = 0) -> None:
        """Have all files read that were not read before."""
        paths = [path for file in files if (path := file.path) not in self.samples]
        for path, sample in zip(paths, self.crew.samples(paths), strict=True):
            self.samples[path] = sample
            before += 1
            self._report(stage, before, total or len(paths))

    def _sample(self, file: Named) -> Sample | None:
        """A file that was read; one that could not be is listed."""
        sample = self.samples[file.path]
        if isinstance(sample, DuizhaoError):
            reason = f"{UNREADABLE}: {sample.problem}"
            self.unpaired.append(Unpaired(file.path, str(file.language or ""), reason))
            return None
        return sample

    def _read_all(self, files: Sequence[Named], language: Language) -> list[Sample]:
        found = []
        self._read(f"read {language}", files)
        for file in files:
            sample = self._sample(file)
            if sample is None:
                continue
            if sample.language not in (None, language):
                reason = "is Chinese" if sample.language == "zh" else "is English"
                self.unpaired.append(
                    Unpaired(file.path, language, f"{reason}, among the other language's files")
                )
            elif not sample.pieces:
                self.unpaired.append(Unpaired(file.path, language, "has no text in it"))
            else:
                found.append(sample)
        return found

    def _by_name(self, pairs: Sequence[NamedPair]) -> None:
        """Take pairs of names, those that the content speaks against as doubtful."""
        judged: dict[Path, PairVerdict] = {}
        for start in range(0, len(pairs), BLOCK):
            judged |= self._judged(pairs, slice(start, start + BLOCK))
        for a, b, doubt in pairs:
            verdict = judged.get(a.path, PairVerdict(None, ""))
            score = None if verdict.score is None else round(verdict.score, 3)
            # Texts that are alike settle what the names leave open.
            notes = [verdict.doubt, doubt if score is None else ""]
            note = "; ".join(note for note in notes if note)
            self.matches.append(FilePair(a.path, b.path, "name", not note, score, note=note))

    def _judged(self, pairs: Sequence[NamedPair], block: slice) -> dict[Path, PairVerdict]:
        """What the content says of some of the pairs, by the first file of each."""
        judged = {}
        named = [file for pair in pairs[block] for file in pair[:2]]
        quick = [file for file in named if not self._is_slow(file)]
        self._read("check names", quick, 2 * block.start, 2 * len(pairs))
        for pair in pairs[block]:
            if reason := self._unreadable(pair.zh) or self._unreadable(pair.en):
                judged[pair.zh.path] = PairVerdict(None, reason)
        if not {"symbol", "content"} & self.by:
            self._forget(named)
            return judged
        both = [(self._glance(pair.zh), self._glance(pair.en)) for pair in pairs[block]]
        looked = [(x, y) for x, y in both if x is not None and y is not None]
        mixed = []
        for x, y in map(_compared, looked):
            if {x.language, y.language} == _BOTH:
                mixed.append((x, y))
            elif x.language is not None and x.language == y.language:
                said = {"zh": "both are Chinese", "en": "both are English"}[x.language]
                judged[x.path] = PairVerdict(None, said)
        crew = self.crew if "content" in self.by and self.crew.encodes else None
        # Files of the two languages in each other's place are put right when aligned.
        ordered = [(x, y) if x.language == "zh" else (y, x) for x, y in mixed]
        verdicts = check_pairs(
            [x for x, _ in ordered], [y for _, y in ordered], crew, progress=self.progress
        )
        self._forget(named)
        return judged | {x.path: v for (x, _), v in zip(mixed, verdicts, strict=True)}

    def _is_slow(self, file: Named) -> bool:
        """Whether another program has to open a file; what is wrong with it at sight is kept."""
        try:
            return is_slow(file.path)
        except DuizhaoError as error:
            self.samples[file.path] = error
            return True

    def _forget(self, files: Sequence[Named]) -> None:
        for file in files:
            self.samples.pop(file.path, None)

    def _unreadable(self, file: Named) -> str:
        """Why a file cannot be read, or "" where it can, or was not tried."""
        sample = self.samples.get(file.path)
        if not isinstance(sample, DuizhaoError):
            return ""
        return f"{file.path.name} {UNREADABLE}: {sample.problem}"

    def _glance(self, file: Named) -> Sample | None:
        """A sample of a file with a partner; None where it is slow or impossible to read."""
        sample = self.samples.get(file.path)
        if sample is None or isinstance(sample, DuizhaoError):
            return None  # what is wrong with it is said when it is aligned
        return sample if sample.pieces else None

    def _by_symbol(
        self, zh: Sequence[Sample], en: Sequence[Sample]
    ) -> tuple[list[Sample], list[Sample]]:
        groups: dict[str, tuple[list[Sample], list[Sample]]] = defaultdict(lambda: ([], []))
        for side, samples in enumerate((zh, en)):
            for sample in samples:
                if sample.symbol:
                    groups[sample.symbol][side].append(sample)
        gone = set()
        for symbol, (left, right) in sorted(groups.items()):
            if len(left) == len(right) == 1:
                a, b = left[0], right[0]
                self.matches.append(FilePair(a.path, b.path, "symbol", note=symbol))
                gone |= {a.path, b.path}
        return (
            [sample for sample in zh if sample.path not in gone],
            [sample for sample in en if sample.path not in gone],
        )

    def _by_content(
        self, zh: Sequence[Sample], en: Sequence[Sample]
    ) -> tuple[list[Sample], list[Sample]]:
        gone = set()
        for found in by_content(zh, en, self.crew, progress=self.progress):
            a, b = zh[found.zh], en[found.en]
            score, margin = round(found.score, 3), round(found.margin, 3)
            certain, note = found.certain, found.note
            if editions_differ(read_name(a.path), read_name(b.path)):
                certain, said = False, "their names are of different years or versions"
                note = f"{note}; {said}" if note else said
            self.matches.append(FilePair(a.path, b.path, "content", certain, score, margin, note))
            gone |= {a.path, b.path}
        return (
            [sample for sample in zh if sample.path not in gone],
            [sample for sample in en if sample.path not in gone],
        )

    def _report(self, stage: str, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(stage, done, total)


def _without(files: Sequence[Named], gone: Iterable[Named]) -> list[Named]:
    taken = {file.path for file in gone}
    return [file for file in files if file.path not in taken]
