"""``duizhao completion``: what a shell needs to complete the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

SHELLS = ("bash", "zsh", "tcsh")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command and add its options."""
    parser.description = (
        "Print a script that makes a shell complete commands, options and file names."
    )
    parser.epilog = (
        "examples:\n"
        "  duizhao completion bash > ~/.local/share/bash-completion/completions/duizhao\n"
        "  duizhao completion zsh > ~/.zfunc/_duizhao"
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("shell", choices=SHELLS, help="the shell: " + ", ".join(SHELLS))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from . import parser

    whole = parser()
    for action in _actions(whole):
        # Nearly every free argument is a file or a folder, as a shell would assume by itself.
        if action.nargs != 0 and action.choices is None and action.type not in (int, float):
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    print(shtab.complete(whole, args.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from _actions(child)
        else:
            yield action
