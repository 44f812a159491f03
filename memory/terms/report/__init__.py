"""Findings as files: JSON lines, tables, a page for people, SARIF for code hosts."""

from .lines import read_findings, write_findings
from .names import names_format, write_names
from .write import REPORT_FORMATS, report_format, write_report

__all__ = [
    "REPORT_FORMATS",
    "names_format",
    "read_findings",
    "report_format",
    "write_findings",
    "write_names",
    "write_report",
]
