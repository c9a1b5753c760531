"""Which rows of a camera tree a search leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
)

from widgets.camera_roles import Node, TreeRole

Index = QModelIndex | QPersistentModelIndex


class CameraFilter(QSortFilterProxyModel):
    """Leaves the cameras of a set of numbers and the groups above them.

    Dragging a group takes the cameras that are still shown below it: what one sees is what one
    drags.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: frozenset[str] | None = None
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
        self.beginFilterChange()
        self._wanted = wanted
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Qt: whether a row stays for its own sake; groups stay for what is below them."""
        if self._wanted is None:
            return True
        index = self.sourceModel().index(source_row, 0, source_parent)
        return (
            index.data(TreeRole.NODE.value) == Node.CAMERA
            and index.data(TreeRole.ID.value) in self._wanted
        )

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
