"""Lists of a town as CSV or XLSX, from and for spreadsheets.

Reading changes nothing: it gives the rows that are good and every fault by row and field, in the
file's order. Whatever the bytes are, nothing is raised.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from backend.imports.columns import KINDS, Column, FieldFaultCode, FieldFaultError

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
MAX_FAULTS: Final = 500
_DELIMITERS = ",;\t"
_FORMULA = tuple("=+-@\t\r")


class SheetFaultCode(StrEnum):
    """What makes a file as a whole unusable, or a row."""

    TOO_LARGE = "too_large"
    NOT_A_SHEET = "not_a_sheet"
    EMPTY = "empty"
    TOO_MANY_ROWS = "too_many_rows"
    NO_COLUMN = "no_column"
    REPEATED_COLUMN = "repeated_column"
    REPEATED_ID = "repeated_id"


_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    SheetFaultCode.TOO_LARGE: ("文件太大", "The file is too large."),
    SheetFaultCode.NOT_A_SHEET: ("不是 CSV 或 XLSX 表格", "The file is neither CSV nor XLSX."),
    SheetFaultCode.EMPTY: ("表中没有数据", "The sheet has no rows."),
    SheetFaultCode.TOO_MANY_ROWS: ("行数太多", "The sheet has too many rows."),
    SheetFaultCode.NO_COLUMN: ("缺少这一列", "The column is missing."),
    SheetFaultCode.REPEATED_COLUMN: ("这一列出现两次", "The column is there twice."),
    SheetFaultCode.REPEATED_ID: ("编号重复", "Another row has the same id."),
    FieldFaultCode.REQUIRED: ("不能为空", "The field is empty."),
    FieldFaultCode.TOO_LONG: ("太长", "The text is too long."),
    FieldFaultCode.BAD_CHARACTERS: ("含有不可见字符", "The text has hidden characters."),
    FieldFaultCode.NOT_A_NUMBER: ("不是数", "It is not a number."),
    FieldFaultCode.OUT_OF_RANGE: ("超出范围", "The number is out of range."),
    FieldFaultCode.NOT_LISTED: ("不是可选的值", "It is not one of the known values."),
    FieldFaultCode.BAD_ID: ("编号不合要求", "It is not an id."),
    FieldFaultCode.BAD_ADDRESS: ("地址不合要求", "It is not an address of a stream."),
    FieldFaultCode.BAD_DATE: ("日期不合要求", "It is not a date (2026-11-24)."),
    FieldFaultCode.HALF_A_POSITION: ("经纬度要一起填", "Longitude and latitude go together."),
    FieldFaultCode.NOT_IN_TOWN: ("网格不在本镇街", "The grid isn't one of the town's."),
    FieldFaultCode.UNKNOWN_PERSON: ("没有这个人", "There is no such person in the town."),
}


@dataclass(frozen=True, slots=True)
class SheetFault:
    """A fault at a row (1 is the header, 0 the file) and a field."""

    row: int
    field: str
    code: str
    value: str = ""

    @property
    def zh(self) -> str:
        """What is the matter, in Chinese."""
        return _WORDS[self.code][0]

    @property
    def en(self) -> str:
        """What is the matter, in English."""
        return _WORDS[self.code][1]

    def __str__(self) -> str:
        place = f"row {self.row}, {self.field}" if self.field else f"row {self.row}"
        return f"{place}: {self.en} {self.value}".rstrip()


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """Good rows by field, with the row's number in the file under `row`; and the faults."""

    rows: tuple[Mapping[str, Any], ...]
    faults: tuple[SheetFault, ...]


class _FileError(Exception):
    def __init__(self, code: SheetFaultCode, field: str = "") -> None:
        super().__init__(code.value)
        self.fault = SheetFault(1 if field else 0, field, code)


def read_sheet(kind: str, data: bytes) -> SheetOutcome:
    """Read a list of a kind of `KINDS`; never raises."""
    columns = KINDS[kind]
    try:
        cells = list(_cells(data))
        places = _places(cells, columns)
    except _FileError as error:
        return SheetOutcome((), (error.fault,))
    rows: list[Mapping[str, Any]] = []
    faults: list[SheetFault] = []
    seen: set[object] = set()
    for number, row in enumerate(cells[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        values, wrong = _row(number, row, places, columns)
        key = tuple(values.get(one.name) for one in columns if one.is_key)
        if not wrong and key in seen:
            wrong = [SheetFault(number, columns[0].name, SheetFaultCode.REPEATED_ID, str(key[0]))]
        faults += wrong
        if not wrong:
            seen.add(key)
            rows.append({"row": number, **values})
    if not rows and not faults:
        faults.append(SheetFault(0, "", SheetFaultCode.EMPTY))
    return SheetOutcome(tuple(rows), tuple(faults[:MAX_FAULTS]))


def write_csv(kind: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a list as CSV in UTF-8 with BOM, Chinese headers, nothing that runs as a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    columns = KINDS[kind]
    writer.writerow([one.zh for one in columns])
    for row in rows:
        writer.writerow([_guarded(one.text(row.get(one.name))) for one in columns])
    return written.getvalue().encode("utf-8-sig")


def write_xlsx(kind: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a list as XLSX, every cell a text or a number."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet()
        columns = KINDS[kind]
        sheet.write_row(0, 0, [one.zh for one in columns], book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 16)
        for number, row in enumerate(rows, 1):
            for place, one in enumerate(columns):
                value = row.get(one.name)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    sheet.write_number(number, place, value)
                else:
                    sheet.write_string(number, place, one.text(value))
    return written.getvalue()


def _cells(data: bytes) -> Iterator[list[str]]:
    if len(data) > MAX_BYTES:
        raise _FileError(SheetFaultCode.TOO_LARGE)
    rows = _xlsx(data) if data.startswith(b"PK") else _csv(data)
    for number, row in enumerate(rows):
        if number > MAX_ROWS:
            raise _FileError(SheetFaultCode.TOO_MANY_ROWS)
        yield row[:MAX_COLUMNS]


def _xlsx(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile as error:
        raise _FileError(SheetFaultCode.NOT_A_SHEET) from error
    if unpacked > MAX_UNPACKED:
        raise _FileError(SheetFaultCode.TOO_LARGE)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python()
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise _FileError(SheetFaultCode.NOT_A_SHEET) from error
    for row in rows:
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _csv(data: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _FileError(SheetFaultCode.NOT_A_SHEET)
    if "\0" in text:
        raise _FileError(SheetFaultCode.NOT_A_SHEET)
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise _FileError(SheetFaultCode.NOT_A_SHEET) from error


def _places(cells: Sequence[Sequence[str]], columns: Sequence[Column]) -> dict[str, int]:
    if not cells:
        raise _FileError(SheetFaultCode.EMPTY)
    by_header = {alias.casefold(): one.name for one in columns for alias in one.headers}
    places: dict[str, int] = {}
    for place, cell in enumerate(cells[0]):
        name = by_header.get(unicodedata.normalize("NFKC", cell).strip().casefold())
        if name is None:
            continue
        if name in places:
            raise _FileError(SheetFaultCode.REPEATED_COLUMN, name)
        places[name] = place
    for one in columns:
        if one.is_required and one.name not in places:
            raise _FileError(SheetFaultCode.NO_COLUMN, one.name)
    return places


def _row(
    number: int, row: Sequence[str], places: Mapping[str, int], columns: Sequence[Column]
) -> tuple[dict[str, Any], list[SheetFault]]:
    values: dict[str, Any] = {}
    faults = []
    for one in columns:
        place = places.get(one.name)
        if place is None:
            continue  # what the file doesn't have stays as it is
        text = row[place].strip() if place < len(row) else ""
        try:
            values[one.name] = one.read(_unguarded(text))
        except FieldFaultError as error:
            faults.append(SheetFault(number, one.name, error.code, text[:40]))
    if (values.get("lon") is None) != (values.get("lat") is None):
        faults.append(SheetFault(number, "lon", FieldFaultCode.HALF_A_POSITION))
    return values, faults


def _guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a negative number stays one."""
    is_number = text[:1] in "+-" and text[1:].replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text
