"""Lines of a table of contents, whose page numbers no translation keeps."""

from __future__ import annotations

import pytest

from duizhao.corpora.contents import page_at


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("一　建馆 ............ 3", "3"),
        ("第二章　土壤……………21", "21"),
        ("Preface . . . . . . xiv", "xiv"),
        ("Annex·······  120 ", "120 "),
        ("He waited ... 3", ""),
        ("他说……3", ""),
        ("2015", ""),
        ("Version 1.2.3.4", ""),
    ],
)
def test_where_the_page_number_begins(line: str, page: str) -> None:
    assert line[page_at(line) :] == page
