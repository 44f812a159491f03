"""The review of an alignment: a person's decisions, kept in one file beside the documents.

    state ◄─ operations ◄─ file ◄─ project ◄─ session ◄─ server
    (rows)   (changes)     (SQLite)  (undo)    (jobs)     (HTTP, page)

State and operations are pure: an operation gives a `Delta`, and nothing else changes a state.
"""
