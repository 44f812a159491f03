"""Text recognition (OCR) of pages that are pictures, offline, by the extra ``ocr``.

RapidOCR runs the PaddleOCR models of its wheel, Chinese and English in one. Each line becomes a
`Run`, so that columns, paragraphs and page furniture are found as on any other page.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium

from ...extras import missing
from .found_lines import FoundLine, is_known, runs_of, with_marks, with_strokes
from .glyphs import Sheet
from .page_time import SECONDS, Bounded
from .scan import Grey, angle_of, ink_end, turned

if TYPE_CHECKING:
    from rapidocr import RapidOCR

MEND = "install duizhao[ocr], which recognises text, or run text recognition (OCR) on it first"
_DPI = 200
"""At which a page is drawn; the models are used to letters of about 40 pixels."""
_PIXELS = 16_000_000
"""Of a picture, at most: a page larger than A2 is drawn less finely."""
_SURE = 0.5
"""Confidence from which a line is kept."""
_DOUBTFUL = 0.9
"""Confidence below which a line is read again from a crop of another size."""
_AGAIN = 40
"""Lines of a page that are read again, at most: a page with more of them shows no text."""
_BEYOND = 2.5
"""Heights of a line, beyond its end, in which small signs of it are looked for."""
_TAIL = re.compile(r"[_＿\-—.。…,，;；:：!！?？)）]+")


def is_installed() -> bool:
    """Whether the extra ``ocr`` is there."""
    return not missing("ocr")


class Recogniser:
    """The models, loaded once.

    Args:
        seconds: that a page may take.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        import logging

        from rapidocr import RapidOCR

        # It reports each model that it loads.
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        self._engine: RapidOCR = RapidOCR(
            params={"Global.log_level": "critical", "Global.use_cls": False}
        )
        self._seconds = seconds
        self._reading = self._bounded()

    def _bounded(self) -> Bounded:
        import numpy as np

        # The engine loads its models with the first picture that it is given.
        self._engine(np.full((48, 48, 3), 255, np.uint8), use_det=False, use_cls=False)
        lines: Any = self._engine.text_rec
        bounded = Bounded(lines.session)
        lines.session = bounded
        return bounded

    def read(self, page: pdfium.PdfPage, sheet: Sheet) -> Sheet | None:
        """A page with the lines that its picture shows, or None where there are none.

        Text that the file names for certain stays; the confidence is the mean over the lines,
        weighed by their lengths.

        Args:
            page: of pdfium.
            sheet: the same page as read without recognition.

        Raises:
            TooSlowError: it takes longer than a page may.
        """
        self._reading.end = time.monotonic() + self._seconds
        grey = _picture(page)
        scale = grey.shape[1] / page.get_width()
        upright = turned(grey, angle_of(grey))
        lines = self._lines(upright)
        if not lines:
            return None
        height = upright.shape[0] / scale
        runs = runs_of(lines, upright, scale, height)
        if not sheet.unread:
            runs = [*sheet.runs, *(run for run in runs if not is_known(run, sheet.runs))]
        weights = [len(line.text) for line in lines]
        confidence = sum(
            line.score * weight for line, weight in zip(lines, weights, strict=True)
        ) / sum(weights)
        return replace(
            sheet,
            width=upright.shape[1] / scale,
            height=height,
            runs=tuple(runs),
            unread=0,
            tilted="",
            confidence=confidence,
            drawings=with_strokes(sheet.drawings, upright, scale),
        )

    def _lines(self, picture: Grey) -> list[FoundLine]:
        # What one call asks for holds for the next ones too.
        result: Any = self._engine(
            _coloured(picture),
            use_det=True,
            use_cls=False,
            use_rec=True,
            return_word_box=True,
            return_single_char_box=True,
        )
        if result.boxes is None or not result.txts:
            return []
        found = []
        again = _AGAIN
        places_of = _places(result.word_results, len(result.txts))
        for box, text, score, places in zip(
            result.boxes, result.txts, result.scores, places_of, strict=True
        ):
            (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
            line = FoundLine(text, float(score), *map(float, (left, top, right, bottom)))
            line = self._whole(picture, line, result.boxes)
            line = replace(line, text=with_marks(picture, line, places))
            if line.score < _DOUBTFUL and again:
                again -= 1
                line = self._again(picture, line)
            if line.score >= _SURE and line.text.strip():
                found.append(line)
        return found

    def _whole(self, picture: Grey, line: FoundLine, boxes: Any) -> FoundLine:
        """A line with the signs at its end that its box left out, as small or low ones are."""
        rivals = [
            left
            for left, top, _, bottom in ((*box.min(axis=0), *box.max(axis=0)) for box in boxes)
            if left > line.left and top < line.bottom and bottom > line.top
        ]
        end = min([line.right + _BEYOND * (line.bottom - line.top), *rivals])
        right = ink_end(picture, (line.right, line.top, end, line.bottom))
        if right is None:
            return line
        left, top = max(int(line.left), 0), max(int(line.top), 0)
        crop = _coloured(picture[top : int(line.bottom) + 1, left : int(right) + 3])
        result: Any = self._engine(crop, use_det=False, use_cls=False, use_rec=True)
        if not result.txts or result.scores[0] < _SURE:
            return line
        read = "".join(result.txts[0].split())
        tail = read.removeprefix("".join(line.text.split()))
        if tail == read or not _TAIL.fullmatch(tail):
            return line
        return replace(line, text=line.text.rstrip() + tail, right=right)

    def _again(self, picture: Grey, line: FoundLine) -> FoundLine:
        """The surest reading of a line, from crops a little wider and narrower."""
        best = line
        high = line.bottom - line.top
        for share in (0.15, -0.08):
            margin = int(share * high)
            top, bottom = max(int(line.top) - margin, 0), int(line.bottom) + margin
            left, right = max(int(line.left) - margin, 0), int(line.right) + margin
            crop = _coloured(picture[top:bottom, left:right])
            result: Any = self._engine(crop, use_det=False, use_cls=False, use_rec=True)
            if result.txts and result.scores[0] > best.score:
                best = replace(best, text=result.txts[0], score=float(result.scores[0]))
        return best


def _picture(page: pdfium.PdfPage) -> Grey:
    area = max(page.get_width() * page.get_height(), 1)
    bitmap = page.render(scale=min(_DPI / 72, (_PIXELS / area) ** 0.5), grayscale=True)
    picture: Grey = bitmap.to_numpy().reshape(bitmap.height, bitmap.width)
    return picture


def _coloured(picture: Grey) -> Any:
    import numpy as np

    return np.repeat(picture[:, :, None], 3, axis=2)


def _places(found: Sequence[Any] | None, count: int) -> Sequence[Any]:
    """Places of the characters of each line; none where the engine has not placed each line."""
    if found is None or len(found) != count:
        return [()] * count
    # Where it has placed none, it says where its network saw them, in an object of its own.
    return [each if isinstance(each, list | tuple) else () for each in found]
