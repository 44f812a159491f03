"""``duizhao review``: correct an alignment in the browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from duizhao.options import Level

from .aligning import add_aligning, aligning_from
from .numbers import whole
from .paths import Kept, Read, Results


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Correct an alignment in the browser, on this machine only. Give two "
        "documents, a .duizhao project, a file of pairs such as a .tmx, .pins or .links beside "
        "their documents, a folder of documents, or the results of duizhao batch; without any, "
        "the page asks for them. Every change is saved at once in a project file beside the "
        "documents, which opens again where it was left."
    )
    parser.add_argument(
        "files",
        type=Read,
        nargs="*",
        metavar="FILE",
        help="ZH EN, a .duizhao project, a file of pairs, or a folder of documents or of results",
    )
    groups = add_aligning(parser, without=("level", "min_confidence", "numbers"))
    groups["aligning"].add_argument(
        "--level",
        choices=get_args(Level),
        default="sentence",
        help="what to pair: sentences (the default here), paragraphs, or lines",
    )
    parser.add_argument(
        "--memory",
        type=Kept,
        metavar="FILE",
        help="the memory to look up each row in and to send pairs to",
    )
    parser.add_argument(
        "--folder",
        type=Results,
        default=Results("."),
        metavar="FOLDER",
        help="where to put files dropped on the page (default: the current folder)",
    )
    parser.add_argument("--port", type=whole, default=0, help="port (default: any free one)")
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="print the link only"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print only the link")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve the review until interrupted."""
    from duizhao.corpora.errors import MissingFileError, SettingsError
    from duizhao.corpora.extras import require

    require("serve")
    if len(args.files) > 2:
        raise SettingsError("more than two files", mend="give ZH EN, or a single file")
    for name in args.files:
        if not Path(name).exists():
            raise MissingFileError("no such file", path=name, mend="check the name")
    from duizhao.options import AlignOptions
    from duizhao.review.server import serve
    from duizhao.review.session import Session

    options = AlignOptions(**aligning_from(args))
    folder = Path(args.folder)
    if not folder.is_dir():
        raise SettingsError(f"no folder {args.folder!r}", mend="give one that is there")
    memory = str(Path(args.memory).resolve()) if args.memory else ""
    session = Session(folder, options, memory)
    names = [str(Path(name).resolve()) for name in args.files]
    if len(names) == 2:
        session.open_documents(names[0], names[1])
    elif names:
        session.open_any({"path": names[0]})

    def ready(link: str) -> None:
        if not args.quiet:
            print("The review is open in your browser; Ctrl+C ends it. Its link works once:")
        print(link, flush=True)
        if args.browser:
            import webbrowser

            webbrowser.open(link)

    try:
        serve(session, port=args.port, ready=ready)
    finally:
        session.close()
    return 0
