"""What the user wants of the checks: which kinds, how grave each is, a checklist of their own.

A settings file is TOML::

    [checks]
    starter = false                 # the termbase that ships with duizhao: true, false, "auto"
    checklist = "house-rules.tsv"   # see `checklist`; the path is relative to this file

    [checks.severity]               # of every finding of a kind; "off" for none
    punctuation = "warning"
    consistency = "off"
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from duizhao.corpora.errors import MissingFileError, SettingsError
from duizhao.memory.finding import Finding, Severity

from ..kinds import KINDS, known_kinds
from .checklist import ChecklistRule, read_checklist

_OFF = "off"
_SEVERITIES = (*(str(one) for one in Severity), _OFF)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Settings of the checks.

    Attributes:
        severities: of every finding of a kind, where the check's own does not suit.
        off: kinds that are not looked for.
        starter: whether names are checked against the termbase that ships with duizhao; None
            where its field shows in the units.
        rules: the user's own checklist.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    starter: bool | None = None
    rules: tuple[ChecklistRule, ...] = ()

    def kinds(self, wanted: Collection[str] | None) -> frozenset[str]:
        """The kinds to look for: those that are wanted (None for all) and not switched off."""
        return frozenset(KINDS if wanted is None else wanted) - self.off

    def graded(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with the severities that the user gives them."""
        return [
            replace(one, severity=self.severities[one.kind]) if one.kind in self.severities else one
            for one in findings
        ]


def read_settings(path: str | os.PathLike[str]) -> CheckSettings:
    """Read a settings file.

    Raises:
        InputError: the file, or the checklist that it names, is missing.
        SettingsError: it is not TOML, or a setting or value does not exist.
    """
    import tomllib

    file = Path(path)
    if not file.is_file():
        raise MissingFileError("no such file", path=path, mend="check the name")
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"is not TOML ({error})", path=path, mend="see docs/checks.md"
        ) from error
    checks = data.get("checks", {})
    if not isinstance(checks, dict):
        raise SettingsError("has no table [checks]", path=path, mend="see docs/checks.md")
    if unknown := sorted(set(checks) - {"severity", "starter", "checklist"}):
        raise SettingsError(
            f"[checks] has no setting {', '.join(unknown)}",
            path=path,
            mend="take severity, starter, checklist",
        )
    severities, off = _severities(checks.get("severity", {}), path)
    starter = checks.get("starter", "auto")
    if starter not in (True, False, "auto"):
        raise SettingsError(f"starter is {starter!r}", path=path, mend='take true, false or "auto"')
    rules: tuple[ChecklistRule, ...] = ()
    if checks.get("checklist"):
        rules = tuple(read_checklist(file.parent / str(checks["checklist"])))
    return CheckSettings(severities, off, None if starter == "auto" else bool(starter), rules)


def settings_of(
    settings: CheckSettings | str | os.PathLike[str] | None = None,
    *,
    off: Collection[str] = (),
    checklist: str | os.PathLike[str] | None = None,
    starter: bool | None = None,
) -> CheckSettings:
    """Settings from a file or as they are, with what a command or a call says beside them.

    Args:
        settings: ready ones, or a file as for `read_settings`.
        off: further kinds that are not looked for.
        checklist: a file of further rules.
        starter: in place of what the settings say of it.

    Raises:
        InputError: a file cannot be used.
        SettingsError: a kind or severity does not exist.
    """
    if not isinstance(settings, CheckSettings):
        settings = CheckSettings() if settings is None else read_settings(settings)
    rules = tuple(read_checklist(checklist)) if checklist else ()
    return replace(
        settings,
        off=settings.off | known_kinds(off),
        rules=(*settings.rules, *rules),
        starter=settings.starter if starter is None else starter,
    )


def _severities(
    rows: Any, path: str | os.PathLike[str]
) -> tuple[dict[str, Severity], frozenset[str]]:
    if not isinstance(rows, dict):
        raise SettingsError(
            "[checks.severity] is not a table", path=path, mend="see docs/checks.md"
        )
    severities = {}
    off = set()
    for kind, value in rows.items():
        if kind not in KINDS:
            raise SettingsError(
                f"no check named {kind}", path=path, mend=f"choose from {', '.join(KINDS)}"
            )
        if value not in _SEVERITIES:
            raise SettingsError(
                f"{kind} has the severity {value!r}",
                path=path,
                mend=f"choose from {', '.join(_SEVERITIES)}",
            )
        if value == _OFF:
            off.add(kind)
        else:
            severities[kind] = Severity(value)
    return severities, frozenset(off)
