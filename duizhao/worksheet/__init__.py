"""Pairs on a sheet that a person corrects in a spreadsheet or a word processor, and back."""

from __future__ import annotations
