"""How the kinds of finding are called in reports."""

KIND_TITLES = {
    "meaning": "Texts that are probably not translations of each other",
    "number": "Numbers that differ",
    "date": "Dates and times that differ",
    "unit": "Units, currencies and halves of the day that differ",
    "symbol": "Document symbols that differ",
    "note": "Note marks that differ",
    "label": "Paragraph numbers that differ",
    "link": "Links that differ",
    "name": "Names, abbreviations and codes that differ",
    "empty": "Texts without a translation",
    "encoding": "Characters lost or spoilt",
    "code": "Options, identifiers, escapes and shortcuts that differ",
    "punctuation": "Punctuation, spaces and scripts",
    "consistency": "One text with several translations",
    "placeholder": "Placeholders that differ",
    "tag": "Tags that differ",
    "untranslated": "Text left untranslated",
    "repeat": "Words that are repeated",
    "bracket": "Brackets and quotation marks without a partner",
    "length": "Texts far too long or too short for each other",
    "checklist": "Your checklist",
    "term": "Names and terms",
}
"""A heading for every kind."""
