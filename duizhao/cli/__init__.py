"""The command: parsing and printing only; the work is done by the packages.

Each module here is one sub-command, with ``add(commands)``, which adds its parser, and
``run(args) -> int``, the exit code. They import what they need inside ``run``, so that
``duizhao --help`` is immediate.

Exit codes: 0 done; 1 findings of at least the ``--fail-on`` severity, nothing found by
``--find``, or something missing (``doctor``); 2 bad input or options; 3 an internal
error; 130 interrupted.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from duizhao.align.threads import use_one_thread
from duizhao.corpora.version import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
    """What a sub-command adds its parser to."""

COMMANDS = (
    "align",
    "apply",
    "review",
    "learn",
    "eval",
    "batch",
    "tm",
    "terms",
    "doctor",
    "completion",
)
"""Sub-commands, each a module of this package."""

CRASHED = 3
"""Exit code of a fault of ours."""

_EPILOG = """\
examples:
  duizhao align report.zh.docx report.en.docx -o report.tmx -o report.html
  duizhao batch zh/ en/ -o corpus
  duizhao tm import memory.db report.tmx
  duizhao terms check report.tmx

`duizhao COMMAND --help` explains the options of a command.
Exit codes: 0 done; 1 findings of at least the --fail-on severity; 2 bad input or options;
3 an internal error; 130 interrupted.
"""


class Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong with a command line."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where the options are explained; exit code 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The command line, whole, or with one of `COMMANDS` and the others left unloaded."""
    top = Parser(
        prog="duizhao",
        description="Align Chinese and English documents; keep, search and check translations.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"duizhao {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--debug",
        action="store_true",
        help="show the traceback of an error",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS if only is None else (only,):
        import_module(f"duizhao.cli.{name}").add(commands, common)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    use_one_thread()
    # Most of what is made lives until the end; looking for cycles 700 objects at a time
    # is a twentieth of the processor time of a small pair.
    gc.set_threshold(100_000, 50, 50)
    # The same for what would only be taken apart at exit, another twelfth.
    atexit.register(gc.freeze)
    argv = sys.argv[1:] if argv is None else argv
    named = argv[0] if argv and argv[0] in COMMANDS else None
    args = parser(named).parse_args(argv)
    from .terminal import protected

    with protected():
        return _guarded(args)


def _guarded(args: argparse.Namespace) -> int:
    from .failures import line_of
    from .terminal import complain, settle

    try:
        return _run(args)
    except BrokenPipeError:
        return 0  # the reader of our pipe has enough, as `head` does
    except KeyboardInterrupt:
        if args.debug:
            complain(traceback.format_exc())
        complain("duizhao: interrupted; earlier results are whole")
        return 130
    except Exception as error:  # noqa: BLE001 - Python would exit with 1, which means findings
        if args.debug:
            complain(traceback.format_exc())
        if line := line_of(error):
            complain(f"duizhao: {line}")
            return 2
        said = (str(error).strip().splitlines() or [""])[0][:200]
        name = type(error).__name__
        complain(
            f"duizhao: internal error ({f'{name}: {said}' if said else name}); "
            "earlier results are whole; --debug shows where, for a report"
        )
        return CRASHED
    finally:
        settle()


def _run(args: argparse.Namespace) -> int:
    from .failures import check_memory
    from .paths import check_paths

    check_memory()
    check_paths(args)
    code = int(args.run(args))
    sys.stdout.flush()
    return code
