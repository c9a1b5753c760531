"""A consultation on a wall: what everybody at the table looks at, and who says what of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.controllers.pane_feed import PaneFeed
from console.controllers.wall_source import WallSource
from console.controllers.wall_video import WallVideo
from console.pages.consult_looks import (
    KnownStrokes,
    documents_of,
    measure_lines,
    party_name,
    paused_word,
)
from console.pages.consult_surfaces import (
    DOCUMENT,
    MAP,
    PANES,
    PICTURE,
    ConsultSurfaces,
    is_there,
)
from console.pages.event_words import stance_words
from console.pages.wall_faces import WallFace
from console.pages.wall_panes_face import PanesFace
from console.pages.wall_words import time_words
from console.state.consult_panes import board_of, frozen_panes
from console.state.consult_seats import ROOM, Items, Lies, parties_of
from console.state.layouts import layout_for, parse_layout
from console.state.wall_contents import PanesContent
from widgets.frozen_panes import FrozenPanes
from widgets.map_layers import POINTS
from widgets.wall_map import WallMap
from widgets.wall_notices import WallNotices

if TYPE_CHECKING:
    from console.map_tiles import MbTiles

translate = QCoreApplication.translate
_MAP_M = 800.0
_TEXT_PX = 16
"""Beside type of this size drawings are as thick as at a desk."""
_LINES = 16
"""So many lines of words have room: parties and measures are read together."""


class ConsultFace(WallFace):
    """Follows whoever presents; nobody touches it."""

    def __init__(
        self,
        source: WallSource,
        video: WallVideo,
        event: str,
        zone: tzinfo,
        tiles: MbTiles | None,
    ) -> None:
        whole = QWidget()
        whole.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        super().__init__(whole)
        self._source = source
        self._video = video
        self._event = event
        self._zone = zone
        self._text_px = 0
        self._faces: PanesFace | None = None
        self._frozen: FrozenPanes | None = None
        self._laid: tuple[str, ...] = ()
        self._strokes = KnownStrokes()
        self._panes = QWidget(whole)
        self._box = QVBoxLayout(self._panes)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.map = WallMap()
        self.surfaces = ConsultSurfaces(self._panes, self.map, whole)
        self.surfaces.document.set_hands(False)
        self.words = WallNotices(whole)
        self.words.set_heading(translate("WallWords", "Consultation"))
        self.words.set_least_lines(_LINES)
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addWidget(self.surfaces, 3)
        line.addWidget(self.words, 1)
        self._tiles = tiles
        if tiles is not None:
            self.surfaces.map.set_tiles(tiles)
            tiles.loaded.connect(self.on_tiles_loaded)
        source.map_changed.connect(self.on_map_changed)
        source.table_changed.connect(self.on_table_changed)
        source.picture_read.connect(self.on_picture_read)
        self.on_map_changed()
        self._show_place()
        source.want_table(event)
        source.want_course(event)
        self.on_table_changed(event)

    def is_ready(self) -> bool:
        """Whether what is looked at has its pictures."""
        if self.surfaces.surface == PANES:
            return self._faces is None or self._faces.is_ready()
        if self.surfaces.ground == DOCUMENT:
            return self.surfaces.document.is_ready()
        return self.surfaces.ground != PICTURE or not self.surfaces.picture.image.isNull()

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self._text_px = text_px
        self.words.set_text_px(text_px)
        self.map.set_text_px(text_px)
        for widget in (self.surfaces.course, self.surfaces.document):
            widget.setStyleSheet(f"font-size: {text_px}px")
        for layer in self.surfaces.layers():
            layer.set_factor(max(1.0, text_px / _TEXT_PX))
        for one in (self._faces, self._frozen):
            if one is not None:
                one.set_text_px(text_px)

    def tick(self, now: datetime) -> None:
        """A second went by: what happened meanwhile is told."""
        steps = self._source.course(self._event)
        lines = [f"{time_words(one.at, now, self._zone)}  {one.text}" for one in steps]
        self.surfaces.course.setText("\n".join(lines))

    def render_tick(self) -> None:
        """Look for new frames."""
        if self._faces is not None:
            self._faces.render_tick()

    def feeds(self) -> Sequence[PaneFeed]:
        """The streams of its panes."""
        return () if self._faces is None else self._faces.feeds()

    # -- what comes

    def on_map_changed(self) -> None:
        """Other grids or points."""
        self.surfaces.map.set_grids(self._source.grids)
        for layer in POINTS:
            self.surfaces.map.set_points(layer, self._source.points.get(layer, ()))

    def _show_place(self) -> None:
        event = self._source.event_of(self._event)
        if event is not None and event.lon is not None and event.lat is not None:
            self.surfaces.map.show_place(event.lon, event.lat, _MAP_M)

    def on_tiles_loaded(self) -> None:
        """Pieces of the base map came."""
        self.surfaces.map.redraw()

    def on_table_changed(self, event: str) -> None:
        """The table is another one."""
        table = self._source.table(self._event)
        if event != self._event:
            return
        if table is None:
            self.words.show_text(self._words((), None))
            return
        items = table.items
        self.surfaces.set_documents(documents_of(table.items_of("file")))
        self._lay_panes(items)
        self._show_frozen(items)
        view = items.get("view")
        if view is not None and is_there(str(view["surface"]), items):
            self.surfaces.show_view(view)
        elif not is_there(self.surfaces.surface, items):
            self.surfaces.show_surface(MAP)
        self._show_picture(items)
        self.surfaces.set_strokes(self._strokes.of(table.items_of("stroke")))
        self.words.show_text(self._words(table.items_of("measure"), table.consultation))

    def _lay_panes(self, items: Items) -> None:
        cameras = tuple(one for one in board_of(items).cameras if one)
        if cameras == self._laid:
            return
        self._laid = cameras
        self._end_panes()
        if not cameras:
            return
        layout = parse_layout("2x1") if len(cameras) == 2 else layout_for(len(cameras))
        panes = (*cameras, *[None] * (layout.pane_count - len(cameras)))
        self._faces = PanesFace(self._video, PanesContent(layout, panes))
        self._frozen = FrozenPanes(self._faces.panes)
        if self._text_px:
            self._faces.set_text_px(self._text_px)
            self._frozen.set_text_px(self._text_px)
        self._box.addWidget(self._faces.widget)

    def _show_frozen(self, items: Items) -> None:
        """Panes without a camera aren't on the wall, so its panes have numbers of their own."""
        if self._frozen is None:
            return
        laid = [pane for pane, camera in enumerate(board_of(items).cameras) if camera]
        frozen = frozen_panes(items)
        images = {
            number: self._picture(items, frozen[pane]) or QImage()
            for number, pane in enumerate(laid)
            if pane in frozen
        }
        self._frozen.show_frozen(images, paused_word())

    def _picture(self, items: Items, file: str) -> QImage | None:
        item = items.get(file)
        is_file = item is not None and item["kind"] == "file"
        return self._source.picture(str(item["attachment"])) if item and is_file else None

    def _end_panes(self) -> None:
        if self._faces is not None:
            self._faces.release()
            self._box.removeWidget(self._faces.widget)
            self._faces.widget.deleteLater()
            self._faces = self._frozen = None

    def on_picture_read(self, _: str) -> None:
        """Pixels came."""
        table = self._source.table(self._event)
        if table is not None:
            self._show_picture(table.items)
            self._show_frozen(table.items)

    def _show_picture(self, items: Items) -> None:
        file, document = items.get(self.surfaces.surface), self.surfaces.document
        if file is None or file["kind"] != "file":
            return
        if self.surfaces.ground == DOCUMENT:
            attachment = str(file["attachment"])
            has_pages = bool(file["pages"])
            shown = self._source.picture(attachment, document.page) if has_pages else None
            document.show_page(shown)
        else:
            image = self._picture(items, self.surfaces.surface)
            self.surfaces.show_picture(image, str(file["title"]))

    def _words(self, lies: Lies, consultation: Mapping[str, Any] | None) -> str:
        event = self._source.event_of(self._event)
        stances = stance_words()
        lines = [] if event is None else [event.title, ""]
        for party in parties_of(consultation):
            if party.id != ROOM:
                word = stances.get(party.word) or translate("WallWords", "no word yet")
                lines.append(f"{party_name(party.id)}  {word}")
        measures = measure_lines(lies)
        if measures:
            lines += ["", translate("WallWords", "Measures"), measures]
        return "\n".join(lines)

    def release(self) -> None:
        """Let go of streams and of the map's scene."""
        self._source.map_changed.disconnect(self.on_map_changed)
        self._source.table_changed.disconnect(self.on_table_changed)
        self._source.picture_read.disconnect(self.on_picture_read)
        if self._tiles is not None:
            self._tiles.loaded.disconnect(self.on_tiles_loaded)
        self._end_panes()
        self.surfaces.end()
