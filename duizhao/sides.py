"""The two sides of a pair: which file is Chinese, which is English, and their paragraphs."""

from __future__ import annotations

from duizhao.corpora.document import Document, Language, Paragraph, Source
from duizhao.corpora.errors import EmptyFileError, LanguageError
from duizhao.corpora.sides import chinese_of, lines_with_han

from .given import Text, source_of

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


def read_sides(
    zh_given: Text, en_given: Text, *, stated: bool = False
) -> tuple[Source, Source, tuple[str, ...]]:
    """Both texts read, Chinese first, and what to tell the user.

    Args:
        zh_given, en_given: the texts; unless `stated`, in either order.
        stated: whether the user says that the first is Chinese and the second English.

    Raises:
        InputError: a file cannot be used.
        LanguageError: the two are not one Chinese and one English text.
    """
    first, second = source_of(zh_given), source_of(en_given)
    zh_path = first.path or "the first text"
    en_path = second.path or "the second text"
    if stated:
        _require(first, zh_path, "zh")
        _require(second, en_path, "en")
        return first, second, ()
    match _language(first, zh_path), _language(second, en_path):
        case "zh", "en":
            return first, second, ()
        case "en", "zh":
            note = f"the sides were given the wrong way round: {en_path} is the Chinese one"
            return second, first, (note,)
        case language, _:
            place = chinese_of(lines_with_han(first), lines_with_han(second), language)
            if place is None:
                missing: Language = "en" if language == "zh" else "zh"
                raise LanguageError(
                    f"is {_NAMES[language]}, and so is {zh_path}",
                    path=en_path,
                    mend=f"give the {_NAMES[missing]} text as one of the two, "
                    "or say which is which with --zh and --en",
                )
            zh, en = (second, first) if place else (first, second)
            note = (
                f"{zh.path} was taken for the Chinese text, since it has more Chinese of the two; "
                "--zh and --en say which is which"
            )
            return zh, en, (note,)
    raise AssertionError("a case for every pair of languages")


def _require(source: Source, path: str, language: Language) -> None:
    """Refuse a file without a word of the language that it is said to be in."""
    from duizhao.corpora.script import has_han, latin_words

    text = "\n".join(block.text for block in source.blocks)
    if not (has_han(text) if language == "zh" else latin_words(text)):
        raise LanguageError(
            f"has no {_NAMES[language]} text", path=path, mend="check that it is the right file"
        )


def _language(source: Source, path: str) -> Language:
    from duizhao.corpora.english import is_foreign
    from duizhao.corpora.script import language_of

    text = source.prose()
    language = language_of(text)
    if language is None:
        raise LanguageError(
            "has neither Chinese nor English text", path=path, mend="check the file"
        )
    if language == "en" and is_foreign(text):
        raise LanguageError(
            "is in Latin script but not in English",
            path=path,
            mend="give a Chinese and an English text",
        )
    return language


def document_of(source: Source, language: Language, *, lines: bool, code: bool = False) -> Document:
    """The paragraphs of a file.

    Args:
        source: the file as read.
        language: of the file.
        lines: whether each block is kept as it is, instead of being put together to paragraphs.
        code: whether blocks of code are kept.

    Raises:
        EmptyFileError: nothing is left without page furniture.
    """
    source = source if code else source.without_code()
    if not source.blocks:
        raise EmptyFileError(
            "contains nothing but code", path=source.path, mend="use --code keep to align it"
        )
    if lines:
        paragraphs = tuple(Paragraph(block.text, place=block.place) for block in source.blocks)
        return Document(
            source.path, language, paragraphs, source.skipped, source.format, source.encoding
        )
    from duizhao.corpora.layout import segment

    document = segment(source, language)
    if not document.paragraphs:
        raise EmptyFileError(
            "contains only page headers, footers and numbers",
            path=source.path,
            mend="use --level line to keep every line",
        )
    return document
