from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.corpora.script import (
    columns,
    han_share,
    is_traditional,
    language_of,
    simplify,
    traditional,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("大会，", "zh"),
        ("The General Assembly,", "en"),
        ("大會重申其決議", "zh"),
        ("欧洲安全与合作组织 (OSCE) 秘书长 Lamberto Zannier 先生", "zh"),
        ("Mr. 李 said hello to the people of 中国 today", "en"),
        ("请见 https://example.org 和 A/67/156", "zh"),
        ("12-58345", None),
        ("", None),
        ("これは日本語の文です。", None),
        ("Генеральная Ассамблея,", None),
        ("الجمعية العامة", None),
        ("대한민국", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_markup_is_of_no_language() -> None:
    assert language_of("<!-- a note -->\n" * 30 + "港口收入与支出") == "zh"
    assert language_of("<p class='x'>港口&nbsp;收入</p>" * 3) == "zh"
    assert language_of("<!-- 注 -->" * 30 + "Income of the port") == "en"


def test_a_long_text_is_judged_by_all_its_parts() -> None:
    assert language_of("Cover page in English. " * 500 + "大会重申其决议。" * 20_000) == "zh"


def test_han_share() -> None:
    assert han_share("大会") == 1.0
    assert han_share("the Assembly") == 0.0
    assert han_share("大会 the Assembly") == 0.5
    assert han_share("67/156") == 0.0


def test_traditional() -> None:
    assert is_traditional("重申各國對販運人口問題的關切")
    assert not is_traditional("重申各国对贩运人口问题的关切")
    assert not is_traditional("大会")
    assert not is_traditional("The Assembly")
    # A simplified text may quote a traditional name.
    assert not is_traditional("重申各国对贩运人口问题的关切，见《國語》")


def test_simplify() -> None:
    assert simplify("聯合國打擊跨國有組織犯罪公約") == "联合国打击跨国有组织犯罪公约"
    assert simplify("United Nations") == "United Nations"
    assert traditional("联合国") == "聯合國"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.text(st.one_of(st.characters(), st.sampled_from("後裡乾著麼隻祇\u3000發髮")), max_size=60)
)
def test_simplified_keys_keep_their_places(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_columns() -> None:
    assert columns("abc") == 3
    assert columns("大会，") == 6
    assert columns("é") == 1
    assert columns("e\u0301") == 1


def test_opencc_is_loaded_when_needed() -> None:
    code = (
        "import sys, corpora.script as s; s.language_of('大会'); s.simplify('abc');"
        "sys.exit('opencc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
