from __future__ import annotations

import pytest

from duizhao.corpora.language import Tag, code, parse


@pytest.mark.parametrize(
    ("text", "tag", "written"),
    [
        ("en", Tag("en"), "en"),
        ("EN-US", Tag("en"), "en"),
        ("eng", Tag("en"), "en"),
        ("zh", Tag("zh"), "zh-CN"),
        ("ZH_CN", Tag("zh", "Hans"), "zh-CN"),
        ("zh-cn", Tag("zh", "Hans"), "zh-CN"),
        ("zh-Hans", Tag("zh", "Hans"), "zh-CN"),
        ("zh_hans", Tag("zh", "Hans"), "zh-CN"),
        ("zh-SG", Tag("zh", "Hans"), "zh-CN"),
        ("zh-CHS", Tag("zh", "Hans"), "zh-CN"),
        ("chs", Tag("zh", "Hans"), "zh-CN"),
        ("cmn", Tag("zh"), "zh-CN"),
        ("zh-cmn-Hans-CN", Tag("zh", "Hans"), "zh-CN"),
        ("cmn-Hant-TW", Tag("zh", "Hant"), "zh-TW"),
        ("zho", Tag("zh"), "zh-CN"),
        ("chi", Tag("zh"), "zh-CN"),
        ("zh-TW", Tag("zh", "Hant"), "zh-TW"),
        ("zh_HK", Tag("zh", "Hant"), "zh-TW"),
        ("zh-Hant-CN", Tag("zh", "Hant"), "zh-TW"),
        ("zh-yue", Tag("yue"), "yue"),
        ("yue-Hant", Tag("yue"), "yue"),
        ("fr-CA", Tag("fr"), "fr"),
        ("", Tag(""), ""),
    ],
)
def test_codes(text: str, tag: Tag, written: str) -> None:
    assert parse(text) == tag
    assert code(tag) == written
