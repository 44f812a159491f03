"""The ids that a unit had, and what became of each."""

from __future__ import annotations

from pathlib import Path

from duizhao.corpora.unit import Unit
from duizhao.memory import Memory
from duizhao.memory.store.succession import former, living, taken_out_by


def test_a_unit_is_followed_from_id_to_id(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.db") as memory:
        connection = memory.store.connection
        memory.add([Unit("附件", "Annex"), Unit("序言", "Preamble")])
        assert (living(connection, 1), living(connection, 7)) == (1, 0)
        assert memory.edit(1, en="Appendix").id == 3
        assert (living(connection, 1), living(connection, 3)) == (3, 3)
        assert former(connection, 1) == {("附件", "Annex")}
        assert former(connection, 2) == set()
        memory.delete([3])
        assert (living(connection, 1), living(connection, 3)) == (0, 0)
        assert taken_out_by(connection, 3) == "delete"
        assert taken_out_by(connection, 2) == ""
        memory.undo()
        assert living(connection, 1) == living(connection, 3) == 4
        assert taken_out_by(connection, 3) == ""
