"""What can be wrong with a list of cameras."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CsvCode(StrEnum):
    """Kinds of faults; the first group ends the import of the file, the second of one row."""

    FILE_TOO_LARGE = "file_too_large"
    NOT_TEXT = "not_text"
    BROKEN_QUOTES = "broken_quotes"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    EMPTY = "empty"
    MISSING_COLUMN = "missing_column"
    REPEATED_COLUMN = "repeated_column"

    UNKNOWN_COLUMN = "unknown_column"
    TOO_MANY_CELLS = "too_many_cells"
    REQUIRED = "required"
    TOO_LONG = "too_long"
    BAD_CHARACTERS = "bad_characters"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_YES_OR_NO = "not_yes_or_no"
    BAD_SCHEME = "bad_scheme"
    BAD_URL = "bad_url"
    DIFFERENT_LOGINS = "different_logins"
    REPEATED_NUMBER = "repeated_number"


_SENTENCES = {
    CsvCode.FILE_TOO_LARGE: "The file is too large.",
    CsvCode.NOT_TEXT: "The file is not a text in UTF-8 or GB18030.",
    CsvCode.BROKEN_QUOTES: "The quotation marks don't match, or a cell is far too long.",
    CsvCode.TOO_MANY_ROWS: "The file has too many rows.",
    CsvCode.TOO_MANY_COLUMNS: "The file has too many columns.",
    CsvCode.EMPTY: "The file has no cameras.",
    CsvCode.MISSING_COLUMN: "The column is missing.",
    CsvCode.REPEATED_COLUMN: "The column is there twice.",
    CsvCode.UNKNOWN_COLUMN: "The column is not known; its cells are not used.",
    CsvCode.TOO_MANY_CELLS: "The row has more cells than the header.",
    CsvCode.REQUIRED: "The cell must not be empty.",
    CsvCode.TOO_LONG: "The text is too long.",
    CsvCode.BAD_CHARACTERS: "The text has characters that can't be shown.",
    CsvCode.NOT_A_NUMBER: "The cell must be a number.",
    CsvCode.OUT_OF_RANGE: "The number is out of range.",
    CsvCode.NOT_YES_OR_NO: "The cell must be 1 or 0, yes or no.",
    CsvCode.BAD_SCHEME: "The address begins with a scheme that can't be used here.",
    CsvCode.BAD_URL: "The address is not valid.",
    CsvCode.DIFFERENT_LOGINS: "The address has another user or password than the row.",
    CsvCode.REPEATED_NUMBER: "Another row has the same number.",
}


@dataclass(frozen=True, slots=True)
class CsvFault:
    """One fault; it never carries a password.

    Attributes:
        row: As a spreadsheet counts, the header is 1; 0 for the whole file.
        column: English name of the column; empty when no single column is meant.
        code: What is wrong.
        value: What the cell holds, shortened and safe to show; may be empty.
    """

    row: int
    column: str
    code: CsvCode
    value: str = ""

    @property
    def sentence(self) -> str:
        """Row, column, reason and value in English, for the log and the command line."""
        place = f"Row {self.row}" if self.row else "File"
        column = f", {self.column}" if self.column else ""
        value = f" ({self.value})" if self.value else ""
        return f"{place}{column}: {_SENTENCES[self.code]}{value}"

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence
