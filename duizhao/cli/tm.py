"""``duizhao tm``: a translation memory, filled, searched, cleaned and served."""

DESCRIPTION = "Keep a translation memory in one file; search, clean, export and serve it."

COMMANDS = {
    "import": "import files of units into a memory",
    "export": "write the units of a memory to a file",
    "search": "look up a text: exact, fuzzy and by meaning",
    "concordance": "find units that contain a text, with their counterparts",
    "stats": "summarise a memory",
    "analyse": "count what a memory has for documents, by band of matches",
    "status": "mark units as checked, rejected, …",
    "edit": "correct the text of a unit",
    "delete": "delete units from a memory",
    "undo": "undo a change to a memory",
    "history": "show what was done to a memory",
    "clean": "move doubtful units out, each with its reason",
    "vectors": "encode units, so that they are found by meaning",
    "pretranslate": "translate XLIFF, PO, office documents or plain text from a memory",
    "serve": "answer translation tools over HTTP",
}
"""What each command does; ``tm import`` is the module ``tm_import`` of this package, and so on."""
