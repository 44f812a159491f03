"""The side-by-side page: one HTML file to read, with the doubts marked where they are."""

from __future__ import annotations

from .render import render

__all__ = ["render"]
