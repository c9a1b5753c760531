"""The town's cameras as a tree: village, grid, camera."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from console.state.camera import Camera
from console.state.stream_state import Phase
from widgets.camera_roles import Light, Node, TreeRole
from widgets.pane_view import CAMERA_MIME

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
# Made once: views ask for them thousands of times, and enum arithmetic is slow.
_GROUP_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
)
_CAMERA_FLAGS = _GROUP_FLAGS | Qt.ItemFlag.ItemNeverHasChildren
_STATE_ROLES = [TreeRole.LIGHT.value, Qt.ItemDataRole.ToolTipRole.value]
_COUNT_ROLES = [
    TreeRole.LIVE.value,
    TreeRole.LOST.value,
    Qt.ItemDataRole.ToolTipRole.value,
    Qt.ItemDataRole.AccessibleTextRole.value,
]


translate = QCoreApplication.translate


@dataclass(slots=True, eq=False)
class _Row:
    """One row; ``place`` is its own position in the model's list of rows."""

    place: int
    node: Node
    id: str
    text: str
    parent: int
    at: int
    children: list[int] = field(default_factory=list)
    camera: Camera | None = None
    phase: Phase | None = None
    on_board: bool = False
    live: int = 0
    lost: int = 0
    total: int = 0


class CameraTreeModel(QAbstractItemModel):
    """Cameras by village and grid, with their states, 重点 marks and places on the board.

    States arrive in batches and never reset the model: a batch costs one ``dataChanged`` for each
    grid it touches, and one for each level of groups above.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._villages: list[int] = []
        self._places: dict[str, int] = {}

    # -- what the tree holds

    def set_cameras(self, cameras: Iterable[Camera]) -> None:
        """Show these cameras; states and board marks of those that stay are kept."""
        kept = {number: self._rows[place] for number, place in self._places.items()}
        self.beginResetModel()
        self._rows, self._villages, self._places = [], [], {}
        groups: dict[tuple[str, ...], int] = {}
        for camera in sorted(cameras, key=_order):
            village = self._group(groups, (camera.village,))
            grid = self._group(groups, (camera.village, camera.grid), village)
            row = self._append(Node.CAMERA, camera.number, camera.name, grid)
            row.camera = camera
            self._places[camera.number] = row.place
            if (before := kept.get(camera.number)) is not None:
                row.phase, row.on_board = before.phase, before.on_board
            self._count(row)
        self.endResetModel()

    def set_states(self, states: Mapping[str, Phase]) -> None:
        """Take over the states of some cameras; unknown numbers are passed over."""
        changed: list[_Row] = []
        for number, phase in states.items():
            row = self._row_of(number)
            if row is None or row.phase is phase:
                continue
            self._recount(row, phase)
            changed.append(row)
        self._announce(changed, _STATE_ROLES)
        self._announce_groups(changed)

    def set_on_board(self, numbers: Iterable[str]) -> None:
        """Mark exactly these cameras as shown on the board now."""
        wanted = set(numbers)
        changed = [
            row
            for row in self._rows
            if row.camera is not None and row.on_board != (row.id in wanted)
        ]
        for row in changed:
            row.on_board = not row.on_board
        self._announce(changed, [TreeRole.ON_BOARD.value, Qt.ItemDataRole.ToolTipRole.value])

    def camera(self, number: str) -> Camera | None:
        """The camera of that number."""
        row = self._row_of(number)
        return None if row is None else row.camera

    def index_of(self, number: str) -> QModelIndex:
        """Where a camera is in the tree; invalid when it isn't there."""
        row = self._row_of(number)
        return _ROOT if row is None else self._index(row)

    def numbers_under(self, indexes: Iterable[Index]) -> list[str]:
        """Numbers of the cameras at or below these rows, in tree order, each once."""
        places = {
            camera.place
            for index in indexes
            if index.isValid()
            for camera in self._cameras_under(self._rows[index.internalId()])
        }
        return [self._rows[place].id for place in sorted(places)]

    def retranslate(self) -> None:
        """Have every text read again in the language of now."""
        every = [row for row in self._rows if row.camera is not None]
        self._announce(every, [])
        self._announce_groups(every)

    # -- Qt's questions

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Qt: the item at a row below ``parent``."""
        siblings = self._children(parent)
        if column != 0 or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        """Qt: the item above ``index``."""
        if not index.isValid():
            return QModelIndex()
        above = self._rows[index.internalId()].parent
        return QModelIndex() if above < 0 else self._index(self._rows[above])

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many items are below ``parent``."""
        return len(self._children(parent))

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: always one column."""
        return 0 if parent.isValid() and parent.column() != 0 else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: everything can be selected and dragged; cameras have nothing below them."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        camera = self._rows[index.internalId()].camera
        return _GROUP_FLAGS if camera is None else _CAMERA_FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: what an item shows; see `TreeRole`."""
        if not index.isValid():
            return None
        row = self._rows[index.internalId()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        return self._plain(row, role)

    def mimeTypes(self) -> list[str]:
        """Qt: cameras are dragged as their numbers."""
        return [CAMERA_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Qt: the numbers of all cameras at or below ``indexes``, in UTF-8, one a line."""
        mime = QMimeData()
        text = "\n".join(self.numbers_under(indexes))
        mime.setData(CAMERA_MIME, QByteArray(text.encode()))
        return mime

    def supportedDragActions(self) -> Qt.DropAction:
        """Qt: a drag copies; the tree itself never changes by it."""
        return Qt.DropAction.CopyAction

    # -- building

    def _group(
        self, groups: dict[tuple[str, ...], int], path: tuple[str, ...], parent: int = -1
    ) -> int:
        if path not in groups:
            node = Node.VILLAGE if parent < 0 else Node.GRID
            groups[path] = self._append(node, "\n".join(path), path[-1], parent).place
        return groups[path]

    def _append(self, node: Node, row_id: str, text: str, parent: int) -> _Row:
        siblings = self._villages if parent < 0 else self._rows[parent].children
        row = _Row(len(self._rows), node, row_id, text, parent, len(siblings))
        siblings.append(row.place)
        self._rows.append(row)
        return row

    def _count(self, row: _Row) -> None:
        for group in self._above(row):
            group.total += 1
            group.live += row.phase is Phase.LIVE
            group.lost += row.phase is Phase.LOST

    def _recount(self, row: _Row, phase: Phase) -> None:
        for group in self._above(row):
            group.live += (phase is Phase.LIVE) - (row.phase is Phase.LIVE)
            group.lost += (phase is Phase.LOST) - (row.phase is Phase.LOST)
        row.phase = phase

    # -- walking

    def _row_of(self, number: str) -> _Row | None:
        place = self._places.get(number)
        return None if place is None else self._rows[place]

    def _index(self, row: _Row) -> QModelIndex:
        return self.createIndex(row.at, 0, row.place)

    def _children(self, parent: Index) -> list[int]:
        return self._rows[parent.internalId()].children if parent.isValid() else self._villages

    def _above(self, row: _Row) -> Iterator[_Row]:
        while row.parent >= 0:
            row = self._rows[row.parent]
            yield row

    def _cameras_under(self, row: _Row) -> Iterator[_Row]:
        if row.camera is not None:
            yield row
        for place in row.children:
            yield from self._cameras_under(self._rows[place])

    # -- telling the views

    def _announce(self, rows: Iterable[_Row], roles: list[int]) -> None:
        spans: dict[int, tuple[int, int]] = {}
        for row in rows:
            first, last = spans.get(row.parent, (row.at, row.at))
            spans[row.parent] = (min(first, row.at), max(last, row.at))
        for parent, (first, last) in spans.items():
            siblings = self._villages if parent < 0 else self._rows[parent].children
            top, bottom = self._rows[siblings[first]], self._rows[siblings[last]]
            self.dataChanged.emit(self._index(top), self._index(bottom), roles)

    def _announce_groups(self, cameras: Iterable[_Row]) -> None:
        grids = {row.parent for row in cameras}
        villages = {self._rows[grid].parent for grid in grids}
        self._announce([self._rows[place] for place in sorted(grids)], _COUNT_ROLES)
        self._announce([self._rows[place] for place in sorted(villages)], _COUNT_ROLES)

    # -- words

    def _plain(self, row: _Row, role: int) -> object:
        if role == TreeRole.NODE:
            return row.node.value
        if role == TreeRole.ID:
            return row.id
        if row.camera is None:
            counts = {TreeRole.LIVE: row.live, TreeRole.LOST: row.lost, TreeRole.TOTAL: row.total}
            return counts.get(role)  # type: ignore[call-overload]
        if role == TreeRole.LIGHT:
            return _light(row.phase).value
        if role == TreeRole.KEY:
            return row.camera.key
        return row.on_board if role == TreeRole.ON_BOARD else None

    def _text(self, row: _Row) -> str:
        if row.text:
            return row.text
        return (
            row.id if row.camera is not None else translate("CameraTreeModel", "No village or grid")
        )

    def _words(self, row: _Row) -> str:
        if row.camera is None:
            counts = translate("CameraTreeModel", "{live} of {total} live, {lost} lost")
            counts = counts.format(live=row.live, total=row.total, lost=row.lost)
            return f"{self._text(row)}\n{counts}"
        lines = [f"{row.camera.number} {row.camera.name}", _light_word(_light(row.phase))]
        if row.camera.key:
            lines.append(translate("CameraTreeModel", "Key camera"))
        if row.on_board:
            lines.append(translate("CameraTreeModel", "On the board now"))
        return "\n".join(lines)


def _order(camera: Camera) -> tuple[str, str, str]:
    return camera.village, camera.grid, camera.number


def _light(phase: Phase | None) -> Light:
    return Light.UNKNOWN if phase is None else Light(phase.value)


def _light_word(light: Light) -> str:
    return {
        Light.UNKNOWN: translate("CameraTreeModel", "State not known"),
        Light.IDLE: translate("CameraTreeModel", "Not opened"),
        Light.CONNECTING: translate("CameraTreeModel", "Connecting"),
        Light.LIVE: translate("CameraTreeModel", "Live"),
        Light.STALE: translate("CameraTreeModel", "Picture is old"),
        Light.LOST: translate("CameraTreeModel", "Lost"),
    }[light]
