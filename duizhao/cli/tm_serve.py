"""``duizhao tm serve``: answer translation tools over HTTP."""

from __future__ import annotations

import argparse

from .numbers import whole
from .paths import Kept, Read
from .shared import add_memory, add_quiet
from .tm_options import add_memories


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Answer translation tools over HTTP: amaGama's protocol under /tmserver, "
        "search, concordance, new units and decisions under /api (described in /openapi.json)."
    )
    add_memory(parser, Kept)
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on (default: this machine only; any other needs a token)",
    )
    parser.add_argument("--port", type=whole, default=8080, help="port (default 8080; 0: any free)")
    parser.add_argument(
        "--token-file",
        type=Read,
        metavar="FILE",
        help="file of tokens, one a line; each request must carry one of them. A line is TOKEN, or "
        "NAME: TOKEN, where NAME is recorded with what that user changes",
    )
    add_memories(parser)
    parser.add_argument(
        "--readers",
        type=whole,
        default=2,
        metavar="N",
        help="number of look-ups answered at once (default 2)",
    )
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from duizhao.corpora.errors import SettingsError
    from duizhao.corpora.extras import require

    require("serve")
    if args.readers < 1:
        raise SettingsError("no readers", mend="give --readers 1 or more")
    from duizhao.memory.service import RequestLimits
    from duizhao.memory.service.app import serve

    from .tm_options import rules_from

    def ready(address: str) -> None:
        if not args.quiet:
            print(f"serving {args.memory} at {address}", flush=True)

    serve(
        args.memory,
        host=args.host,
        port=args.port,
        token_file=args.token_file,
        limits=RequestLimits(readers=args.readers),
        also=args.also,
        rules=rules_from(args),
        ready=ready,
    )
    return 0
