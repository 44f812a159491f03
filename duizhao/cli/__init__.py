"""The command: parsing and printing only; the work is done by the packages.

Each command is a module here, with ``add(parser)``, which adds its options, and
``run(args) -> int``, the exit code. A group of commands (``tm``, ``terms``) is a module with
``COMMANDS`` of its own. Only the module of the command that is run is imported, and it imports
what it needs inside ``run``, so that ``duizhao --help`` is immediate.

Exit codes: 0 done; 1 findings of at least the ``--fail-on`` severity, nothing found by
``--find``, or something missing (``doctor``); 2 bad input or options; 3 an internal
error; 130 interrupted.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NoReturn

from duizhao.align.threads import use_one_thread
from duizhao.corpora.version import __version__

COMMANDS = {
    "align": "align a Chinese document with its English counterpart",
    "apply": "apply the corrections made in a worksheet",
    "review": "correct an alignment in the browser",
    "learn": "fit the aligner to documents that you corrected",
    "eval": "score an alignment against a gold standard",
    "batch": "align whole folders of documents",
    "tm": "keep, search and serve a translation memory",
    "terms": "check figures, names and terms; extract terms; convert termbases",
    "doctor": "check what is installed and whether it works",
    "completion": "print a completion script for a shell",
}
"""What each command does; each is a module of this package."""

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


def parser(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The command line, with the options of every command, or of that which some words name.

    Args:
        words: what was typed, without options; the names of a command come first.
    """
    top = Parser(
        prog="duizhao",
        description="Align Chinese and English documents; keep, search and check translations.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"duizhao {__version__}")
    _add_commands(top, "command", COMMANDS, "duizhao.cli.", words)
    return top


def _add_commands(
    parser: argparse.ArgumentParser,
    dest: str,
    helps: Mapping[str, str],
    modules: str,
    words: Sequence[str] | None,
) -> None:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = parser.add_subparsers(dest=dest, required=True, metavar="COMMAND")
    for name, summary in helps.items():
        command = commands.add_parser(name, parents=[common], help=summary)
        if words is not None and list(words[:1]) != [name]:
            continue
        module = import_module(modules + name)
        if not hasattr(module, "COMMANDS"):
            module.add(command)
            continue
        command.description = module.DESCRIPTION
        inner = None if words is None else words[1:]
        _add_commands(command, "subcommand", module.COMMANDS, f"{modules}{name}_", inner)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    use_one_thread()
    # Most of what is made lives until the end; looking for cycles 700 objects at a time
    # is a twentieth of the processor time of a small pair.
    gc.set_threshold(100_000, 50, 50)
    # The same for what would only be taken apart at exit, another twelfth.
    atexit.register(gc.freeze)
    argv = sys.argv[1:] if argv is None else argv
    args = parser([word for word in argv if not word.startswith("-")]).parse_args(argv)
    from .terminal import protected

    with protected():
        return _guarded(args)


def _guarded(args: argparse.Namespace) -> int:
    import traceback

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
