"""``duizhao terms``: check terminology and figures, extract terms, keep termbases."""

DESCRIPTION = "Check figures, names and terms of translated text; extract terms; convert termbases."

COMMANDS = {
    "check": "check numbers, dates, symbols, notes, labels, names, terms and more",
    "accept": "settle findings in a decisions file",
    "extract": "list the terms of aligned texts, with evidence",
    "termbase": "search, join or convert termbases",
}
"""What each command does; ``terms check`` is the module ``terms_check``, and so on."""
