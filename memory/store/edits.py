"""Units changed by a person: one by one, or by a table that was exported and edited."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.corpora.entry import Entry, Status, chinese_code
from duizhao.corpora.errors import SettingsError
from duizhao.corpora.skipped import Skipped

from . import journal, postings, succession
from .insert import fault
from .rows import entry_digest, to_row
from .store import Store, now

_OURS = 0.5
"""Share of the numbered rows of a table that have a text of their unit, for a table of ours."""


def edit(store: Store, changes: Sequence[tuple[Entry, Entry]], who: str = "") -> Entry:
    """Put entries in the place of others, as one operation.

    Args:
        store: the memory.
        changes: each entry as the store has it, and what it shall be; texts, tags, status and
            properties are taken from the latter.
        who: who decided so.

    Returns:
        The first of them as it is now, under a new id where a text changed.

    Raises:
        SettingsError: a text is empty, or there is no such unit any more.
        StoreError, OutputError: as of `Store.add`.
    """
    for old, new in changes:
        if reason := fault(new):
            raise SettingsError(
                f"unit {old.id}: {reason}", mend="to take it out: duizhao tm delete"
            )
    with store.writing() as connection:
        store.refuse_unknown([old.id for old, _ in changes])
        when = now()
        act = journal.begin(connection, "edit", when, who=who)
        ids = [write_edit(connection, act, old, new, (when, who)) for old, new in changes]
        if not any(ids):
            journal.cancel(connection, act)
        postings.index(connection)
    return next(iter(store.entries([ids[0] or changes[0][0].id])))


def write_edit(
    connection: sqlite3.Connection, operation: int, old: Entry, new: Entry, by: tuple[str, str]
) -> int | None:
    """Write an edit inside the caller's transaction.

    Args:
        connection, operation: of the journal.
        old, new: as of `edit`.
        by: when, and who.

    Returns:
        The id that the unit has now; None where nothing differs.
    """
    texts = (new.unit.zh, new.unit.en, new.zh_content, new.en_content)
    if texts == (old.unit.zh, old.unit.en, old.zh_content, old.en_content):
        if (new.status, set(new.properties)) == (old.status, set(old.properties)):
            return None
        if set(new.properties) == set(old.properties):
            columns = {"status": int(new.status), "changed": by[0], "changer": by[1] or None}
            journal.change(connection, operation, old.id, columns)
            postings.recode(connection, [old.id])
            return old.id
    snapshot = journal.snapshots(connection, [old.id])[old.id]
    # What an aligner thought of the old texts says nothing of the new ones.
    unit = replace(new.unit, confidence=None if new.unit != old.unit else old.unit.confidence)
    made = replace(new, unit=unit, changed=by[0], changer=by[1])
    # It still comes from where it came from.
    own = json.loads(snapshot["unit"]["details"] or "{}").get("identity", "")
    row = {**snapshot["unit"], **to_row(made, old.id, entry_digest(made), own)}
    journal.drop(connection, [old.id])
    properties = [{"unit": 0, "name": name, "value": value} for name, value in made.properties]
    number = journal.put_back(
        connection, {"unit": row, "origins": snapshot["origins"], "properties": properties}
    )
    mark = snapshot["unit"]["digest"]
    journal.note(connection, operation, old.id, number, snapshot, mark)
    return number


def with_texts(old: Entry, zh: str | None, en: str | None) -> Entry:
    """An entry with other texts, checked; the tags of a text that changed are gone."""
    new = old
    if zh is not None and zh != old.unit.zh:
        language = old.zh_language
        if chinese_code(zh) != chinese_code(old.unit.zh):
            language = chinese_code(zh)
        new = replace(
            new, unit=replace(new.unit, zh=zh, zh_codes=()), zh_content="", zh_language=language
        )
    if en is not None and en != old.unit.en:
        new = replace(new, unit=replace(new.unit, en=en, en_codes=()), en_content="")
    return new if new is old else replace(new, status=Status.CHECKED)


def is_of(store: Store, entries: Sequence[Entry]) -> bool:
    """Whether entries of a table with numbers are those of this memory.

    Another table may have a column of numbers too. In one of ours most rows still have a text
    of the unit with that number, as it is or as it was.
    """
    numbered = [entry for entry in entries if entry.id]
    if not numbered:
        return False
    there = {entry.id: entry for entry in store.entries([entry.id for entry in numbered])}
    alike = 0
    for entry in numbered:
        known = there.get(entry.id)
        if known:
            texts = {(_plain(known.unit.zh), _plain(known.unit.en))}
        else:
            texts = succession.former(store.connection, entry.id)
        alike += any(
            _plain(entry.unit.zh) == _plain(zh) or _plain(entry.unit.en) == _plain(en)
            for zh, en in texts
        )
    return alike >= _OURS * len(numbered)


def is_edit(connection: sqlite3.Connection, row: Entry) -> bool:
    """Whether a row of an exported table is about a unit, and not one to be added.

    What a person took out comes back with the file that holds it.
    """
    return bool(row.id) and succession.taken_out_by(connection, row.id) not in ("delete", "clean")


def write_rows(
    store: Store, operation: int, entries: Iterable[Entry], by: tuple[str, str]
) -> tuple[list[int], int, list[Skipped]]:
    """Take rows of an exported table in as edits, inside the caller's transaction.

    Returns:
        Ids of the units that changed; how many did not; and the rows that cannot be taken in.
    """
    changed: list[int] = []
    same = 0
    left_out = []
    rows = list(entries)
    there = {entry.id: entry for entry in store.entries([entry.id for entry in rows])}
    for row in rows:
        old = there.get(row.id)
        place = row.origins[0].place
        text = row.unit.zh or row.unit.en
        if old is None:
            former = succession.former(store.connection, row.id)
            was = {(_plain(zh), _plain(en)) for zh, en in former}
            latest = succession.living(store.connection, row.id)
            for known in store.entries([latest]):
                was.add((_plain(known.unit.zh), _plain(known.unit.en)))
            if (_plain(row.unit.zh), _plain(row.unit.en)) in was:
                same += 1
                continue
            now_is = f"is unit {latest} now" if latest else "is no longer there"
            reason = f"unit {row.id} was changed since the table was exported, and {now_is}"
            left_out.append(Skipped(place, reason, text))
            continue
        new = _edited(old, row)
        reason = fault(new)
        if reason:
            left_out.append(Skipped(place, f"{reason}; to take it out, reject it", text))
            continue
        number = write_edit(store.connection, operation, old, new, by)
        if number is None:
            same += 1
        else:
            changed.append(number)
    return changed, same, left_out


def _edited(old: Entry, row: Entry) -> Entry:
    """The entry with what the row has."""
    new = with_texts(
        old,
        None if _plain(row.unit.zh) == _plain(old.unit.zh) else row.unit.zh,
        None if _plain(row.unit.en) == _plain(old.unit.en) else row.unit.en,
    )
    if row.origins[0].exported and row.status != old.status:
        new = replace(new, status=row.status)
    if row.properties:
        new = replace(new, properties=row.properties)
    return new


def _plain(text: str) -> str:
    """A text without what spreadsheets do to the ends of lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
