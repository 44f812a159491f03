"""Text recognition: the sample pair printed, scanned badly, recognised and aligned.

    python scripts/bench_ocr.py [--dpi 300 150]

The printed sample (``tests/fixtures/resolution.*.pdf``, by LibreOffice) is drawn at each
resolution, turned by a little under a degree, blurred, made noisy and saved as JPEG in a PDF
without text. Printed are, for each resolution, how many of the 55 pairs come out (both sides at
least 90% alike) and the share of characters that are wrong (edit distance without white space;
raised figures count as plain ones).
"""

from __future__ import annotations

import argparse
import io
import tempfile
import unicodedata
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from measured import spent
from PIL import Image, ImageFilter
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from rows import sample_rows

import duizhao
from duizhao.corpora.document import Document

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures"
ANGLES = (0.7, -0.5, 0.9, -0.8)
"""By how many degrees pages are turned, one after the other."""
ALIKE = 90


def scanned(source: Path, target: Path, dpi: int, seed: int) -> None:
    """A PDF of pictures, as a scanner makes it of the printed pages."""
    noise = np.random.default_rng(seed)
    made = pikepdf.new()
    for number, page in enumerate(pdfium.PdfDocument(source)):
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        picture = picture.rotate(
            ANGLES[number % len(ANGLES)], Image.Resampling.BICUBIC, fillcolor=255
        )
        picture = picture.filter(ImageFilter.GaussianBlur(dpi / 300))
        grey = 235 - 0.85 * (255 - np.asarray(picture, dtype=np.float32))
        grey += noise.normal(0, 12, grey.shape)
        picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=45)
        width, height = page.get_size()
        sheet = made.add_blank_page(page_size=(width, height))
        image = made.make_stream(data.getvalue())
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height = picture.size
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        image.Filter = pikepdf.Name.DCTDecode
        sheet.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        sheet.obj.Contents = made.make_stream(f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode())
    made.save(target)


def bare(text: str) -> str:
    """A text without white space, in plain figures."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def wrong(document: Document, gold: list[str]) -> float:
    """Share of characters that differ from the printed ones."""
    wanted = bare("".join(gold))
    found = bare("".join(paragraph.text for paragraph in document.paragraphs))
    return Levenshtein.distance(wanted, found) / len(wanted)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--dpi", type=int, nargs="+", default=[300, 150])
    parser.add_argument("--keep", type=Path, help="folder for the scans")
    parser.add_argument("--missed", action="store_true", help="print the pairs that are missing")
    args = parser.parse_args()
    gold = sample_rows()
    folder = args.keep or Path(tempfile.mkdtemp())
    folder.mkdir(exist_ok=True)
    print("dpi\tpairs\tof\twrong zh\twrong en\tseconds a page")
    for dpi in args.dpi:
        paths = {side: folder / f"scan{dpi}.{side}.pdf" for side in ("zh", "en")}
        for seed, (side, path) in enumerate(paths.items()):
            scanned(FIXTURES / f"resolution.{side}.pdf", path, dpi, seed)
        with spent() as cost:
            pair = duizhao.align(paths["zh"], paths["en"], stated=True)
        pages = sum(len(pdfium.PdfDocument(path)) for path in paths.values())
        units = [(bare(unit.zh), bare(unit.en)) for unit in pair.units]
        missed = [
            row
            for row in gold
            if not any(
                fuzz.ratio(zh, bare(row["zh"])) >= ALIKE
                and fuzz.ratio(en, bare(row["en"])) >= ALIKE
                for zh, en in units
            )
        ]
        shares = [
            wrong(document, [row[side] for row in gold])
            for side, document in (("zh", pair.zh), ("en", pair.en))
        ]
        right, seconds = len(gold) - len(missed), cost.clock / pages
        print(
            f"{dpi}\t{right}\t{len(gold)}\t{shares[0]:.2%}\t{shares[1]:.2%}\t{seconds:.1f}",
            flush=True,
        )
        for row in missed if args.missed else ():
            print("  missing:", row["zh"][:60], "|", row["en"][:60])


if __name__ == "__main__":
    main()
