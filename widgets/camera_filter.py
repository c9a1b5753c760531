"""Which rows of a camera tree a search leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
)

from widgets.camera_roles import Node, TreeRole

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CameraFilter(QSortFilterProxyModel):
    """Leaves the cameras of a set of numbers and the groups above them.

    Dragging a group takes the cameras that are still shown below it: what one sees is what one
    drags.

    The source tells its groups apart by ``internalId``, and changes its rows only by a reset.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: frozenset[str] | None = None
        self._numbers: dict[int, list[str | None]] = {}
        self.setRecursiveFilteringEnabled(True)
        # Changes of any other role (states, several times a second) don't filter again.
        self.setFilterRole(TreeRole.ID.value)

    @property
    def filtering(self) -> bool:
        """Whether a search is on."""
        return self._wanted is not None

    def set_wanted(self, numbers: Collection[str] | None) -> None:
        """Leave only these cameras; None leaves all."""
        wanted = None if numbers is None else frozenset(numbers)
        if wanted == self._wanted:
            return
        if not self._numbers:
            self._numbers = self._read_numbers(QModelIndex())
        self.beginFilterChange()
        self._wanted = wanted
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Qt: whether a row stays for its own sake; groups stay for what is below them."""
        if self._wanted is None:
            return True
        return self._numbers[_place(source_parent)][source_row] in self._wanted

    def setSourceModel(self, source: QAbstractItemModel) -> None:  # noqa: N802 - Qt's name
        """Qt: filter another model from now on; one for the life of the filter."""
        source.modelReset.connect(self.on_source_reset)
        super().setSourceModel(source)

    def on_source_reset(self) -> None:
        """Read the numbers anew."""
        self._numbers = self._read_numbers(QModelIndex())

    def shown_count(self, parent: Index = _ROOT) -> int:
        """How many cameras are shown at or below a group, without touching each of them."""
        rows = self.rowCount(parent)
        first = self.index(0, 0, parent)
        if rows == 0 or first.data(TreeRole.NODE.value) == Node.CAMERA:
            return rows
        return sum(self.shown_count(self.index(row, 0, parent)) for row in range(rows))

    def _read_numbers(self, parent: Index) -> dict[int, list[str | None]]:
        """Numbers of the cameras by group and row (None for a group), read once for a list.

        Asking the source for every row at every key would take several times as long.
        """
        source, found = self.sourceModel(), {}
        numbers: list[str | None] = []
        for row in range(source.rowCount(parent)):
            index = source.index(row, 0, parent)
            if index.data(TreeRole.NODE.value) == Node.CAMERA:
                numbers.append(index.data(TreeRole.ID.value))
            else:
                numbers.append(None)
                found.update(self._read_numbers(index))
        return found | {_place(parent): numbers}

    def cameras_under(self, index: Index) -> Iterator[QModelIndex]:
        """The cameras shown at or below a row of this model (all for an invalid one)."""
        if index.isValid() and index.data(TreeRole.NODE.value) == Node.CAMERA:
            yield self.index(index.row(), 0, index.parent())
            return
        for row in range(self.rowCount(index)):
            yield from self.cameras_under(self.index(row, 0, index))

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Qt: what the source model makes of the cameras shown at or below ``indexes``."""
        cameras = [camera for index in indexes for camera in self.cameras_under(index)]
        return self.sourceModel().mimeData([self.mapToSource(camera) for camera in cameras])


def _place(parent: Index) -> int:
    return parent.internalId() if parent.isValid() else -1
