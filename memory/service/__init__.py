"""A memory over HTTP: amaGama's protocol for translation tools, JSON for everything else."""

from __future__ import annotations

from .limits import RequestLimits, is_loopback, read_tokens

__all__ = ["RequestLimits", "is_loopback", "read_tokens"]
