"""Lists of cameras as CSV, from and for spreadsheets.

Import takes UTF-8 (with or without BOM) and GB18030, separated by comma, semicolon or tab, with
English or Chinese headers. Whatever the bytes are, nothing is raised: there are cameras and
faults.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from console.state.camera import Camera
from console.state.camera_csv_fault import CsvCode, CsvFault
from console.state.camera_csv_row import REQUIRED, guarded, read_row, shown, unguarded

__all__ = ["COLUMNS", "CsvCode", "CsvFault", "CsvOutcome", "format_cameras", "parse_cameras"]

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
# Spreadsheets leave blank rows, but ten million of them would hold everything up.
MAX_BLANK_ROWS = 100_000

# English name and Chinese header of every column, in the order of an export.
COLUMNS: Final = {
    "number": "编号",
    "name": "名称",
    "village": "村社",
    "grid": "网格",
    "sub_url": "子码流",
    "main_url": "主码流",
    "user": "用户名",
    "password": "密码",
    "longitude": "经度",
    "latitude": "纬度",
    "direction_deg": "方向",
    "view_deg": "视角",
    "ptz_url": "云台",
    "key": "重点",
    "sound": "声音",
}
_BY_HEADER = {name: name for name in COLUMNS} | {text: name for name, text in COLUMNS.items()}
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class CsvOutcome:
    """Cameras of the good rows and what is wrong with the others, both in the file's order.

    Without a fault everything in the file is in ``cameras``. A fault of the file as a whole
    leaves no cameras, so that half a file is never taken for the whole list.
    """

    cameras: tuple[Camera, ...]
    faults: tuple[CsvFault, ...]


class _FileFaultsError(Exception):
    """The file as a whole can't be used."""

    def __init__(self, *faults: CsvFault) -> None:
        super().__init__("the list of cameras can't be used")
        self.faults = faults


def parse_cameras(data: bytes) -> CsvOutcome:
    """Read a list; never raises. At most 10 MB and 20,000 rows below the header."""
    try:
        return _parsed(_decoded(data))
    except _FileFaultsError as error:
        return CsvOutcome((), error.faults)


def format_cameras(cameras: Sequence[Camera], with_passwords: bool) -> bytes:
    """Write a list for spreadsheets (UTF-8 with BOM, CRLF), without formulas.

    Without passwords the users stay, so that an import can tell whose password it has.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for camera in cameras:
        cells = {column: _cell(getattr(camera, column)) for column in COLUMNS}
        if not with_passwords:
            cells["password"] = ""
        writer.writerow(cells.values())
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _cell(value: str | float | bool | None) -> str:
    """A value's cell; numbers of ours can't be formulas and stay numbers for spreadsheets."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return guarded(value) if isinstance(value, str) else repr(value)


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _FileFaultsError(CsvFault(0, "", CsvCode.FILE_TOO_LARGE))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _FileFaultsError(CsvFault(0, "", CsvCode.NOT_TEXT))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that aren't blank, counted as a spreadsheet counts them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            if row > MAX_ROWS + MAX_BLANK_ROWS:
                raise _FileFaultsError(CsvFault(row, "", CsvCode.TOO_MANY_ROWS))
            if any(cell.strip() for cell in cells):
                yield row, cells
    except csv.Error:
        raise _FileFaultsError(CsvFault(row + 1, "", CsvCode.BROKEN_QUOTES)) from None


def _delimiter(text: str) -> str:
    """The delimiter by which the first line has the most known columns."""
    # Bounded, because a hostile file may be one line.
    first = text[:4_000].lstrip().partition("\n")[0]

    def known(delimiter: str) -> int:
        return sum(_column(cell.strip('"\r')) is not None for cell in first.split(delimiter))

    return max(_DELIMITERS, key=known)


def _column(header: str) -> str | None:
    return _BY_HEADER.get(header.strip().casefold())


def _parsed(text: str) -> CsvOutcome:
    rows = _rows(text)
    header_row, header = next(rows, (0, []))
    if not header:
        raise _FileFaultsError(CsvFault(0, "", CsvCode.EMPTY))
    if len(header) > MAX_COLUMNS:
        raise _FileFaultsError(CsvFault(header_row, "", CsvCode.TOO_MANY_COLUMNS))
    columns = [_column(cell) for cell in header]
    faults = _header_faults(header_row, header, columns)
    cameras: dict[str, Camera] = {}
    numbers: set[str] = set()
    for count, (row, cells) in enumerate(rows, 1):
        if count > MAX_ROWS:
            raise _FileFaultsError(CsvFault(row, "", CsvCode.TOO_MANY_ROWS))
        found = _camera(row, columns, cells, numbers)
        if isinstance(found, Camera):
            cameras[found.number] = found
        else:
            faults += found
    if not cameras and not faults:
        raise _FileFaultsError(CsvFault(0, "", CsvCode.EMPTY))
    return CsvOutcome(tuple(cameras.values()), tuple(faults))


def _header_faults(row: int, header: list[str], columns: list[str | None]) -> list[CsvFault]:
    """Faults of the header that leave the rows usable; raises for the others."""
    missing = [CsvFault(row, c, CsvCode.MISSING_COLUMN) for c in REQUIRED if c not in columns]
    twice = [CsvFault(row, c, CsvCode.REPEATED_COLUMN) for c in COLUMNS if columns.count(c) > 1]
    if missing or twice:
        raise _FileFaultsError(*missing, *twice)
    return [
        CsvFault(row, "", CsvCode.UNKNOWN_COLUMN, shown(cell.strip()))
        for cell, column in zip(header, columns, strict=True)
        if column is None and cell.strip()
    ]


def _camera(
    row: int, columns: list[str | None], cells: list[str], numbers: set[str]
) -> Camera | list[CsvFault]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        # The cells have shifted: which of them is the password isn't known, so none is shown.
        return [CsvFault(row, "", CsvCode.TOO_MANY_CELLS)]
    named = {c: cell for c, cell in zip(columns, cells, strict=False) if c is not None}
    found = read_row(row, named)
    number = unguarded(named.get("number", "").strip())
    if isinstance(found, Camera):
        number = found.number
    secret = unguarded(named.get("password", ""))
    if number and number in numbers:
        repeated = CsvFault(row, "number", CsvCode.REPEATED_NUMBER, shown(number, secret))
        return [repeated, *(found if isinstance(found, list) else [])]
    numbers.add(number)
    return found
