"""Any model of the sentence-transformers library, from a folder or from the local model cache.

The library and torch take seconds and hundreds of megabytes to import, so they are
imported only here, and only when such a model is asked for. Nothing is ever fetched over
a network: a model that is not on this machine is an error that says how to get it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from duizhao.align.encode.pools import normalise
from duizhao.align.encode.protocol import Vectors
from duizhao.corpora.errors import EncoderError
from duizhao.corpora.extras import install

BYTES_PER_TOKEN = 3
"""A window of a long text holds so many bytes for each token that the model can take."""

TRUST = "trust:"
"""Before the name of a model: it may run code of its own here."""
_PICKLED = frozenset((".bin", ".ckpt", ".joblib", ".pickle", ".pkl", ".pt", ".pth"))
_CODE = frozenset((".py", ".pyc", ".so", ".pyd", ".dll", ".dylib"))
_SAFE = ("model.safetensors", "model.safetensors.index.json")

_BREAK = re.compile(r"[\s，。；：！？、,.;:!?]")


class SentenceTransformerEncoder:
    """A model of the sentence-transformers library.

    A text longer than the model's limit goes through it in windows, whose vectors are
    added up weighted by length. Joins of neighbours are such sums too.

    Args:
        name: a folder, or the name of a model in the local cache of the model hub; with
            ``trust:`` before it, also one that brings code of its own.

    Raises:
        EncoderError: not found, broken, not to be trusted, or the library is not installed.
    """

    def __init__(self, name: str) -> None:
        trusted = name.startswith(TRUST)
        name = name.removeprefix(TRUST)
        folder = _find(name)
        if not trusted:
            _refuse_code(folder)
        self._model = _load(folder, trusted)
        self.name = f"{Path(name).name or name}@{_fingerprint(folder)}"
        limit = getattr(self._model, "max_seq_length", None)
        self._window = 0
        if limit is not None and 0 < limit < 100_000:
            self._window = BYTES_PER_TOKEN * int(limit)
        self.dimension = int(self._run(["a"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of single texts, shape (len(texts), dimension)."""
        windows = [list(_windows(text, self._window)) for text in texts]
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        pieces = [piece for each in windows for piece in each]
        if not pieces:
            return vectors
        rows = np.repeat(np.arange(len(texts)), [len(each) for each in windows])
        weights = np.array([len(piece) for piece in pieces], np.float32)
        np.add.at(vectors, rows, normalise(self._run(pieces)) * weights[:, None])
        return normalise(vectors)

    def _run(self, texts: list[str]) -> npt.NDArray[np.float32]:
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        try:
            vectors = self._model.encode(clean, convert_to_numpy=True, show_progress_bar=False)
        except (IndexError, RuntimeError, TypeError, ValueError) as error:
            raise EncoderError(f"the model cannot encode text ({_line(error)})") from error
        result: npt.NDArray[np.float32] = np.asarray(vectors, np.float32)
        if not np.isfinite(result).all():
            raise EncoderError("the model gave a vector that is not a number", path=self.name)
        return result


def _refuse_code(folder: Path) -> None:
    """Refuse a model that could run code of its own: a pickle is a program.

    Raises:
        EncoderError: naming the file.
    """
    for path in sorted(folder.rglob("*")):
        kind = path.suffix.lower()
        if kind in _CODE:
            raise _untrusted(path, "is code that the model brings")
        if kind in _PICKLED and not any((path.parent / name).is_file() for name in _SAFE):
            with path.open("rb") as stream:
                if stream.read(4).startswith((b"PK", b"\x80")):
                    raise _untrusted(path, "holds pickled weights, which can run any code")
    modules = folder / "modules.json"
    if modules.is_file():
        try:
            kinds = [str(module["type"]) for module in json.loads(modules.read_text("utf-8"))]
        except (KeyError, TypeError, UnicodeDecodeError, ValueError) as error:
            raise EncoderError(
                "is not a list of modules", path=modules, mend="save it again"
            ) from error
        for name in kinds:
            if not name.startswith("sentence_transformers."):
                raise _untrusted(modules, f"asks for code of its own ({name})")


def _untrusted(path: Path, problem: str) -> EncoderError:
    return EncoderError(
        problem,
        path=path,
        mend=f"take a model saved as safetensors, or, if you trust its maker, put {TRUST} before "
        "the name of the encoder",
    )


def _windows(text: str, limit: int) -> Iterator[str]:
    """A text in pieces of at most `limit` bytes (0 for no limit), cut at breaks where possible."""
    text = text.strip()
    while limit and len(text) * 3 > limit and len(text.encode("utf-8", "replace")) > limit:
        head = text[:limit].encode("utf-8", "replace")[:limit].decode("utf-8", "ignore")
        end = max(len(head), 1)
        for found in _BREAK.finditer(head, end * 3 // 4):
            end = found.end()
        yield text[:end]
        text = text[end:].lstrip()
    if text:
        yield text


def _find(name: str) -> Path:
    """The folder of a model, by path or by its name on the model hub."""
    path = Path(name).expanduser()
    if not name.strip():
        raise _nothing_called(name)
    if not path.is_dir():
        if path.exists():
            raise EncoderError("a model is a folder, not a file", path=path)
        if path.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
            raise EncoderError("no such folder", path=path, mend="check the path to the model")
        path = _find_in_hub_cache(name)
    if not any((path / file).is_file() for file in ("modules.json", "config.json")):
        raise EncoderError(
            "no sentence-transformers model in this folder",
            path=path,
            mend="a saved model has a modules.json or config.json at its top",
        )
    return path


def _find_in_hub_cache(name: str) -> Path:
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError
    except ImportError as error:
        raise _not_installed(error) from error
    # The library's own short names stand for models of its own account.
    names = [name] if "/" in name else [f"sentence-transformers/{name}", name]
    for candidate in names:
        try:
            return Path(snapshot_download(candidate, local_files_only=True))
        except LocalEntryNotFoundError:
            continue
        except HFValidationError as error:
            raise _nothing_called(name) from error
    raise EncoderError(
        f"no encoder, folder or downloaded model is called {name!r}",
        mend=f"fetch it once with: hf download {names[0]}",
    )


def _nothing_called(name: str) -> EncoderError:
    return EncoderError(
        f"no encoder, folder or model is called {name!r}",
        mend="give use, quality, a folder, or a model's name such as owner/model",
    )


def _not_installed(error: ImportError) -> EncoderError:
    return EncoderError(
        f"sentence-transformers is not usable here ({_line(error)})",
        mend=install("models"),
    )


def _load(folder: Path, trusted: bool) -> Any:
    try:
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
    except (ImportError, OSError) as error:
        raise _not_installed(ImportError(str(error))) from error
    try:
        with _quiet():
            return SentenceTransformer(
                str(folder), local_files_only=True, trust_remote_code=trusted
            )
    except (
        AttributeError,
        ImportError,
        LookupError,
        OSError,
        RuntimeError,
        SafetensorError,
        TypeError,
        ValueError,
    ) as error:
        raise EncoderError(
            f"the model cannot be loaded ({_line(error)})",
            path=folder,
            mend="check that it was saved or downloaded completely",
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the progress bars that transformers draws while it loads weights."""
    logging: Any = import_module("transformers.utils.logging")
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0][:200] if text else type(error).__name__


def _fingerprint(folder: Path) -> str:
    """Short digest of a model's files, so that vectors of two models are never mixed up."""
    digest = hashlib.blake2b(digest_size=4)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            digest.update(path.relative_to(folder).as_posix().encode("utf-8", "replace"))
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()
