"""How the kinds of finding are called in reports."""

KIND_TITLES = {
    "number": "Numbers that differ",
    "date": "Dates and times that differ",
    "unit": "Units, currencies and halves of the day that differ",
    "symbol": "Document symbols that differ",
    "note": "Note marks that differ",
    "label": "Paragraph numbers that differ",
    "link": "Links that differ",
    "placeholder": "Placeholders that differ",
    "tag": "Tags that differ",
    "untranslated": "Text left untranslated",
    "repeat": "Words that stand twice",
    "bracket": "Brackets and quotation marks without a partner",
    "length": "Texts far too long or too short for each other",
    "term": "Names and terms",
}
"""A heading for every kind."""
