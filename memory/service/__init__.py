"""A memory over HTTP: amaGama's protocol for translation tools, JSON for everything else."""

from __future__ import annotations

from .limits import Limits, is_loopback, read_token

__all__ = ["Limits", "is_loopback", "read_token"]
