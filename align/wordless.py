"""What of a program's texts is no words: ``result_rows``, ``--help``, the key of ``Cl_ear``."""

from __future__ import annotations

from duizhao.corpora.patterns import lazy
from duizhao.corpora.script import has_han

_NAME = lazy(
    r"\S{0,40}?\w(?:_|::|->|\(\))\S{0,80}"  # result_rows, std::list, main()
    r"|[-$@%~./\\]\S{0,120}"  # --help, $HOME, /etc/fstab
    r"|[A-Za-z]:\\\S{0,120}"
    r"|[\w-]{2,60}(?:\.[A-Za-z]\w{1,40}){1,8}"  # setup.cfg
    r"|[a-z]{1,40}[A-Z]\w{0,60}"  # rowCount
)
_PLACEHOLDER = lazy(
    r"%(?:\d{1,2}\$)?[-+#0 ]{0,4}\d{0,4}(?:\.\d{1,4})?[hlLqjzt]{0,2}[A-Za-z%]"
    r"|%\(\w{1,60}\)[a-z]|\$?\{\{?[\w.:$ -]{0,60}\}\}?|<[^<>\n]{1,120}>|&\w{2,10};"
)
_KEY = lazy(r"\s?[(（]([&_])[A-Za-z0-9][)）]")
_LETTER = lazy(r"[^\W\d_]")


def wordless(text: str) -> bool:
    """Whether a text is one identifier, option, path or file name, or placeholders alone."""
    text = text.strip()
    if not text or len(text) > 200 or has_han(text):
        return not text
    if _NAME.fullmatch(text):
        return True
    rest = _PLACEHOLDER.sub("", text)
    return rest != text and not _LETTER.search(rest)


def without_key(zh: str, en: str) -> tuple[str, str]:
    """Two texts of a menu without the sign of its key: 清除(_E) and Cl_ear."""
    key = _KEY.search(zh)
    if key is None:
        return zh, en
    return zh[: key.start()] + zh[key.end() :], en.replace(key[1], "", 1)
