"""Terminology: termbases, extraction, checks and reports."""
