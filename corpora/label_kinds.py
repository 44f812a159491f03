"""Kinds of labels, and the words that name them in both languages."""

from __future__ import annotations

from enum import StrEnum


class LabelKind(StrEnum):
    """What a label numbers; NUMBER where it does not say."""

    ARTICLE = "article"
    CHAPTER = "chapter"
    SECTION = "section"
    PART = "part"
    VOLUME = "volume"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ANNEX = "annex"
    TABLE = "table"
    FIGURE = "figure"
    NOTE = "note"
    BOX = "box"
    STEP = "step"
    LESSON = "lesson"
    ACT = "act"
    SCENE = "scene"
    EXAMPLE = "example"
    NUMBER = "number"


ZH_UNITS = {
    "条": LabelKind.ARTICLE, "章": LabelKind.CHAPTER, "回": LabelKind.CHAPTER,
    "节": LabelKind.SECTION, "编": LabelKind.PART, "篇": LabelKind.PART, "部": LabelKind.PART,
    "部分": LabelKind.PART, "卷": LabelKind.VOLUME, "册": LabelKind.VOLUME,
    "款": LabelKind.PARAGRAPH, "段": LabelKind.PARAGRAPH, "项": LabelKind.ITEM,
    "目": LabelKind.ITEM, "步": LabelKind.STEP, "课": LabelKind.LESSON, "讲": LabelKind.LESSON,
    "幕": LabelKind.ACT, "场": LabelKind.SCENE,
}  # fmt: skip
"""Words after the number: 第三条."""
ZH_NAMES = {
    "附件": LabelKind.ANNEX, "附录": LabelKind.ANNEX, "附表": LabelKind.ANNEX,
    "表": LabelKind.TABLE, "图": LabelKind.FIGURE, "注": LabelKind.NOTE,
    "专栏": LabelKind.BOX, "项目": LabelKind.ITEM, "步骤": LabelKind.STEP,
    "例": LabelKind.EXAMPLE,
}  # fmt: skip
"""Words before the number: 附件三."""
EN_NAMES = {
    "article": LabelKind.ARTICLE, "art.": LabelKind.ARTICLE, "rule": LabelKind.ARTICLE,
    "clause": LabelKind.ARTICLE, "regulation": LabelKind.ARTICLE,
    "chapter": LabelKind.CHAPTER, "chap.": LabelKind.CHAPTER, "ch.": LabelKind.CHAPTER,
    "section": LabelKind.SECTION, "sect.": LabelKind.SECTION, "sec.": LabelKind.SECTION,
    "part": LabelKind.PART, "title": LabelKind.PART, "book": LabelKind.VOLUME,
    "volume": LabelKind.VOLUME, "vol.": LabelKind.VOLUME,
    "paragraph": LabelKind.PARAGRAPH, "para.": LabelKind.PARAGRAPH, "item": LabelKind.ITEM,
    "annex": LabelKind.ANNEX, "appendix": LabelKind.ANNEX, "schedule": LabelKind.ANNEX,
    "attachment": LabelKind.ANNEX, "exhibit": LabelKind.ANNEX, "addendum": LabelKind.ANNEX,
    "table": LabelKind.TABLE, "figure": LabelKind.FIGURE, "fig.": LabelKind.FIGURE,
    "note": LabelKind.NOTE, "box": LabelKind.BOX, "step": LabelKind.STEP,
    "lesson": LabelKind.LESSON, "unit": LabelKind.LESSON, "lecture": LabelKind.LESSON,
    "act": LabelKind.ACT, "scene": LabelKind.SCENE, "example": LabelKind.EXAMPLE,
    "no.": LabelKind.NUMBER, "number": LabelKind.NUMBER, "§": LabelKind.ARTICLE,
}  # fmt: skip

# Kinds that translators put for each other: 条 is Article, Section or Rule; 编 is Part or Book.
ALIKE = tuple(
    frozenset(group)
    for group in (
        (LabelKind.ARTICLE, LabelKind.SECTION),
        (LabelKind.PART, LabelKind.VOLUME),
        (LabelKind.PART, LabelKind.SECTION),
        (LabelKind.PARAGRAPH, LabelKind.ITEM),
        (LabelKind.PARAGRAPH, LabelKind.ARTICLE),
        (LabelKind.VOLUME, LabelKind.CHAPTER),
    )
)
