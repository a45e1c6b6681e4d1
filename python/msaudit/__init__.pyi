from collections.abc import Iterator, Sequence
from datetime import date, datetime
from os import PathLike
from typing import Any, Literal, TypeAlias, TypedDict

import pandas
import polars
import pyarrow
from typing_extensions import Unpack

Input: TypeAlias = str | PathLike[str] | Sequence[str | PathLike[str]] | bytes
Texts: TypeAlias = str | Sequence[str]
Time: TypeAlias = str | date | datetime
Labels: TypeAlias = LabelBook | str | PathLike[str]
OnError: TypeAlias = Literal["collect", "raise"]

__version__: str

class MsauditError(Exception):
    """What msaudit cannot do."""

class ReadError(MsauditError):
    """A record or an input that cannot be read, and its place."""

    file: str
    record: int | None
    line: int | None
    offset: int | None
    kind: str
    message: str
    excerpt: str | None

class Filters(TypedDict, total=False):
    """Which events are wanted; of several texts any will do."""

    since: Time | None
    until: Time | None
    service: Texts | None
    category: Texts | None
    activity: Texts | None
    workload: Texts | None
    operation: Texts | None
    outcome: Texts | None
    actor: Texts | None
    target: Texts | None
    ip: Texts | None
    session: Texts | None
    correlation: Texts | None
    label_change: Texts | None
    source: Texts | None

class Report(TypedDict):
    read: int
    skipped: int
    errors: int
    skipped_by: dict[str, int]

class Export:
    """Exports as a stream of Arrow record batches. Each use reads the inputs anew."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def to_polars(self) -> polars.DataFrame: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    @property
    def errors(self) -> list[dict[str, Any]]: ...
    @property
    def report(self) -> Report: ...

class Events(Iterator[dict[str, Any]]):
    """Events of exports as dicts."""

    def __next__(self) -> dict[str, Any]: ...
    @property
    def errors(self) -> list[dict[str, Any]]: ...
    @property
    def report(self) -> Report: ...

class LabelBook:
    """Names and order of sensitivity labels."""

    @staticmethod
    def open(path: str | PathLike[str]) -> LabelBook: ...
    @staticmethod
    def from_text(text: str) -> LabelBook: ...
    def find(self, id: str) -> dict[str, Any] | None: ...
    def labels(self) -> list[dict[str, Any]]: ...
    def __len__(self) -> int: ...

def read(
    input: Input,
    *,
    labels: Labels | None = None,
    columns: Sequence[str] | None = None,
    original: bool = False,
    on_error: OnError = "collect",
    **filters: Unpack[Filters],
) -> Export: ...
def events(
    input: Input,
    *,
    labels: Labels | None = None,
    on_error: OnError = "collect",
    **filters: Unpack[Filters],
) -> Events: ...
def summary(
    input: Input,
    *,
    labels: Labels | None = None,
    on_error: OnError = "collect",
    **filters: Unpack[Filters],
) -> dict[str, Any]: ...
def lookup(name: str) -> dict[str, Any]: ...
def activities(
    *, service: str | None = None, category: str | None = None, edition: str | None = None
) -> list[dict[str, str]]: ...
def operations(
    *, workload: str | None = None, section: str | None = None, edition: str | None = None
) -> list[dict[str, str | None]]: ...
def lint(file: str | PathLike[str], text: str | None = None) -> list[dict[str, Any]]: ...
