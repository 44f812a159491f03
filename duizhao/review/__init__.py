"""The review of an alignment: a person's decisions, kept in one file beside the documents.

    state ◄─ operations ◄─ file ◄─ project ◄─ opened ◄─ session ◄─ server
    (rows)   (changes)    (SQLite)  (undo)    (findings)  (what is open)  (HTTP)

State and operations are pure: an operation gives a `Delta`, and nothing else changes a state.
"""
