"""Microsoft Entra and Purview audit exports as Arrow, and the catalogue of what they can hold."""

from ._msaudit import (
    Events,
    Export,
    LabelBook,
    MsauditError,
    ReadError,
    __version__,
    activities,
    events,
    lint,
    lookup,
    operations,
    read,
    summary,
)

__all__ = [
    "Events",
    "Export",
    "LabelBook",
    "MsauditError",
    "ReadError",
    "__version__",
    "activities",
    "events",
    "lint",
    "lookup",
    "operations",
    "read",
    "summary",
]
