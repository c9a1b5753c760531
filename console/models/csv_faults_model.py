"""The faults of a list of cameras as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from console.state.camera_csv import COLUMNS, CsvCode, CsvFault

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


translate = QCoreApplication.translate


class CsvFaultsModel(QAbstractTableModel):
    """Row, column, reason in words and value of every fault; any number of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faults: Sequence[CsvFault] = ()

    def set_faults(self, faults: Sequence[CsvFault]) -> None:
        """Show these faults."""
        self.beginResetModel()
        self._faults = faults
        self.endResetModel()

    def retranslate(self) -> None:
        """Have every text read again in the language of now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        if self._faults:
            last = self.index(len(self._faults) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: one row for each fault."""
        return 0 if parent.isValid() else len(self._faults)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: row, column, reason, value."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Qt: the text of a cell."""
        if not index.isValid() or role not in _SHOWN:
            return None
        fault = self._faults[index.row()]
        return (_row_words(fault), _column_words(fault), reason_words(fault.code), fault.value)[
            index.column()
        ]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Qt: the names of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("CsvFaultsModel", "Row"),
            translate("CsvFaultsModel", "Column"),
            translate("CsvFaultsModel", "What is wrong"),
            translate("CsvFaultsModel", "Value"),
        )[section]


def _row_words(fault: CsvFault) -> str:
    return str(fault.row) if fault.row else translate("CsvFaultsModel", "File")


def _column_words(fault: CsvFault) -> str:
    """Both headers that an import takes, whichever the file has."""
    return f"{fault.column} {COLUMNS[fault.column]}" if fault.column in COLUMNS else fault.column


def reason_words(code: CsvCode) -> str:
    """What is wrong and what would be right."""
    return _file_words(code) or _row_reason(code)


def _file_words(code: CsvCode) -> str:
    return {
        CsvCode.FILE_TOO_LARGE: translate("CsvFaultsModel", "The file is larger than 10 MB"),
        CsvCode.NOT_TEXT: translate(
            "CsvFaultsModel", "Not a text file in UTF-8 or GB18030; save it as CSV first"
        ),
        CsvCode.BROKEN_QUOTES: translate(
            "CsvFaultsModel", "Quotation marks don't match, or a cell is far too long"
        ),
        CsvCode.TOO_MANY_ROWS: translate(
            "CsvFaultsModel", "More than 20,000 rows; divide the file"
        ),
        CsvCode.TOO_MANY_COLUMNS: translate("CsvFaultsModel", "More than 200 columns"),
        CsvCode.EMPTY: translate("CsvFaultsModel", "No cameras in the file"),
        CsvCode.MISSING_COLUMN: translate("CsvFaultsModel", "This column is missing"),
        CsvCode.REPEATED_COLUMN: translate("CsvFaultsModel", "This column is there twice"),
    }.get(code, "")


def _row_reason(code: CsvCode) -> str:
    return {
        CsvCode.UNKNOWN_COLUMN: translate(
            "CsvFaultsModel", "Column not known; its cells are not used"
        ),
        CsvCode.TOO_MANY_CELLS: translate(
            "CsvFaultsModel", "More cells than the header has columns"
        ),
        CsvCode.REQUIRED: translate("CsvFaultsModel", "Must not be empty"),
        CsvCode.TOO_LONG: translate("CsvFaultsModel", "Text too long"),
        CsvCode.BAD_CHARACTERS: translate("CsvFaultsModel", "Characters that can't be shown"),
        CsvCode.NOT_A_NUMBER: translate("CsvFaultsModel", "Not a number"),
        CsvCode.OUT_OF_RANGE: translate("CsvFaultsModel", "Number out of range"),
        CsvCode.NOT_YES_OR_NO: translate("CsvFaultsModel", "Must be 1 or 0, yes or no"),
        CsvCode.BAD_SCHEME: translate(
            "CsvFaultsModel", "Address begins with a scheme that can't be used here"
        ),
        CsvCode.BAD_URL: translate("CsvFaultsModel", "Address not valid"),
        CsvCode.DIFFERENT_LOGINS: translate(
            "CsvFaultsModel", "Address has another user or password than the row"
        ),
        CsvCode.REPEATED_NUMBER: translate("CsvFaultsModel", "Another row has the same number"),
    }.get(code, code.value)
