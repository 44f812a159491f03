"""What the page is told of a fault: whole, and in the parts that it can translate."""

from __future__ import annotations

from duizhao.corpora.errors import DuizhaoError


def fault(error: Exception) -> dict[str, str]:
    """``detail``, all of it in English; ``path``, ``problem`` and ``mend`` apart."""
    if not isinstance(error, DuizhaoError):
        said = f"{type(error).__name__}: {error}"
        return {"detail": said, "path": "", "problem": said, "mend": ""}
    return {
        "detail": str(error),
        "path": error.path or "",
        "problem": error.problem,
        "mend": error.mend or "",
    }
