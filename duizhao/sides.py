"""The two sides of a pair: which file is Chinese, which is English, and their paragraphs."""

from __future__ import annotations

from duizhao.corpora.document import Document, Language, Paragraph, Source
from duizhao.corpora.errors import EmptyFileError, LanguageError

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


def read_sides(zh_path: str, en_path: str) -> tuple[Source, Source, tuple[str, ...]]:
    """Both files read, Chinese first, and what to tell the user.

    Raises:
        InputError: a file cannot be used.
        LanguageError: the two are not one Chinese and one English text.
    """
    from duizhao.corpora.readers import read

    first, second = read(zh_path), read(en_path)
    match _language(first, zh_path), _language(second, en_path):
        case "zh", "en":
            return first, second, ()
        case "en", "zh":
            note = f"the sides were given the wrong way round: {en_path} is the Chinese one"
            return second, first, (note,)
        case language, _:
            missing: Language = "en" if language == "zh" else "zh"
            raise LanguageError(
                f"is {_NAMES[language]}, and so is {zh_path}",
                path=en_path,
                mend=f"give the {_NAMES[missing]} text as one of the two",
            )
    raise AssertionError("a case for every pair of languages")


def _language(source: Source, path: str) -> Language:
    from duizhao.corpora.english import is_foreign
    from duizhao.corpora.script import language_of

    text = "\n".join(block.text for block in source.blocks)
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


def document_of(source: Source, language: Language, *, lines: bool) -> Document:
    """The paragraphs of a file.

    Args:
        source: the file as read.
        language: of the file.
        lines: whether each block is kept as it is, instead of being put together to paragraphs.

    Raises:
        EmptyFileError: nothing is left without page furniture.
    """
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
