"""Short Chinese terms are words, not the end of one word and the beginning of another."""

from __future__ import annotations

import pytest

from duizhao.memory.terms.word_borders import is_word


@pytest.mark.parametrize(
    ("text", "term", "whole"),
    [
        ("经济及社会理事会的报告", "理事会", True),
        ("请秘书长提出报告", "秘书长", True),
        ("妇女署和儿基会的联合方案", "儿基会", True),
        ("投资产生的收益", "资产", False),
        ("国家航空管理部门", "管理部", False),
        ("委员会建议联合国采取行动", "议联", False),
        ("", "", True),
    ],
)
def test_borders(text: str, term: str, whole: bool) -> None:
    start = text.index(term)
    assert is_word(text, start, start + len(term)) is whole
