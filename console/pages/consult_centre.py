"""The middle of a consultation: what everybody looks at, and the hands on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from backend_client.errors import ClientError
from console.controllers.consult_controller import ConsultController
from console.controllers.consult_pictures import ConsultPictures
from console.pages.board_page import BoardPage
from console.pages.consult_documents import ConsultDocuments
from console.pages.consult_live import ConsultLive
from console.pages.consult_looks import KnownStrokes, files_of, pointing_of, stroke_item
from console.pages.consult_surfaces import (
    DOCUMENT,
    MAP,
    PANES,
    PICTURE,
    TIMELINE,
    ConsultSurfaces,
    is_there,
)
from console.pages.event_parts import trail_words
from console.pages.fault_words import fault_words
from console.state.documents import CHOSEN, has_picture
from widgets.asking import choose_files
from widgets.drawing_bar import DrawingBar
from widgets.drawing_values import Pointing, Stroke
from widgets.file_strip import FileStrip
from widgets.grid_map_view import GridMapView


class ConsultCentre(QWidget):
    """Grounds, drawing tools and files; whoever presents leads, the others follow.

    Signals:
        said: Something is to be told: how much it matters (0…2), and the words.
    """

    said = Signal(int, str)

    def __init__(
        self,
        controller: ConsultController,
        pictures: ConsultPictures,
        panes: BoardPage,
        zone: tzinfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._pictures = pictures
        self._zone = zone
        self._strokes = KnownStrokes()
        self._names: Mapping[str, str] = {}
        self._pointings: dict[str, tuple[str, Pointing]] = {}
        self._view_seen = 0
        self._files: object = None
        self._small: dict[str, QImage] = {}
        self.panes = panes
        self.surfaces = ConsultSurfaces(panes, GridMapView(), self)
        self.documents = ConsultDocuments(controller, pictures, self.surfaces, self)
        self.bar = DrawingBar(self)
        self.strip = FileStrip(self)
        self.grounds: dict[str, QToolButton] = {
            name: QToolButton(self) for name in (MAP, PANES, TIMELINE)
        }
        self.follow = QCheckBox(self)
        self.follow.setChecked(True)
        self.live = ConsultLive(controller, pictures, panes, zone, self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(6, 4, 6, 4)
        top.setSpacing(8)
        for button in self.grounds.values():
            button.setCheckable(True)
            top.addWidget(button)
        self.grounds[MAP].setChecked(True)
        top.addWidget(self.follow)
        top.addStretch(1)
        top.addWidget(self.live.add)
        top.addWidget(self.live.freeze)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.bar)
        box.addWidget(self.surfaces, 1)
        box.addWidget(self.strip)

    def _connect(self) -> None:
        """All signals of the middle, in one place."""
        table, bar, surfaces = self._controller, self.bar, self.surfaces
        table.changed.connect(self.on_changed)
        table.opened.connect(self.on_opened)
        table.passed.connect(self.on_passed)
        table.refused.connect(self.on_refused)
        self._pictures.read.connect(self.on_picture_read)
        self._pictures.read_failed.connect(self._show_photo)
        for name, button in self.grounds.items():
            button.clicked.connect(partial(self.look_at, name))
        self.follow.toggled.connect(self.on_follow_toggled)
        self.live.said.connect(self.said)
        self.live.shown.connect(self.look_at)
        bar.tool_chosen.connect(surfaces.set_tool)
        bar.undo_wanted.connect(table.undo)
        bar.clear_wanted.connect(lambda: table.clear(surfaces.surface))
        for layer in surfaces.layers():
            bar.colour_chosen.connect(layer.set_colour)
            bar.width_chosen.connect(layer.set_width)
            bar.symbol_chosen.connect(layer.set_symbol)
        surfaces.tool_left.connect(lambda: bar.set_tool(None))
        surfaces.stroke_made.connect(self.on_stroke_made)
        surfaces.pointed.connect(self.on_pointed)
        surfaces.drop_wanted.connect(table.drop)
        surfaces.view_moved.connect(self.on_view_moved)
        self.strip.file_chosen.connect(self.look_at)
        self.strip.file_wanted.connect(self.on_file_wanted)
        self.strip.save_wanted.connect(self.documents.on_save_wanted)
        self.documents.saver.said.connect(self.said)
        self.strip.snapshot_wanted.connect(
            lambda: self.live.take_snapshot(self.panes.controller.board.selected)
        )
        self.strip.drop_wanted.connect(table.drop)

    def set_names(self, names: Mapping[str, str]) -> None:
        """People's names, for the course."""
        self._names = names

    # -- what comes

    def on_opened(self, _: str) -> None:
        """Another table: nothing of the one before stays."""
        self._view_seen = 0
        self._pointings.clear()
        self.follow.setChecked(True)
        self.look_at(MAP, by_hand=False)

    def on_changed(self) -> None:
        """The table is another one."""
        table = self._controller
        self.documents.on_changed()
        if not is_there(self.surfaces.surface, table.items):  # taken off while it was looked at
            self.look_at(MAP, by_hand=False)
        self._follow_view()
        files = table.items_of("file"), table.me, table.powers
        if files != self._files:
            self._files = files
            self.strip.set_files(files_of(*files, self._zone))
        self._show_small()
        self._show_here()

    def _show_here(self) -> None:
        """What belongs to the ground in view."""
        strokes = self._strokes.of(self._controller.items_of("stroke"))
        self.surfaces.set_strokes(strokes, self._controller.drawn)
        if self.surfaces.surface == TIMELINE:
            course = trail_words(self._controller.course, self._zone, self._names)
            self.surfaces.course.setText(course)
        self._show_reasons()

    def _follow_view(self) -> None:
        view = self._controller.items.get("view")
        if view is None or int(view["seq"]) <= self._view_seen:
            return
        self._view_seen = int(view["seq"])
        if self.follow.isChecked() and view["by"] != self._controller.me:
            self._show_view(view)

    def _show_view(self, view: Mapping[str, Any]) -> None:
        surface = str(view["surface"])
        if is_there(surface, self._controller.items):
            self.look_at(surface, by_hand=False, page=int(view.get("page") or 1))
            self.surfaces.show_view(view)
            self._show_picture()
            self._show_pointings()

    def _show_reasons(self) -> None:
        powers = self._controller.powers
        no_seat = "" if powers.sits else self.tr("Only who sits at the table can do this.")
        here = "" if self.surfaces.takes_drawings else self.tr("Take a snapshot to draw on it.")
        if self.surfaces.ground == DOCUMENT:
            here = self.tr("Documents are read, not drawn on.")
        leads = powers.presents or powers.is_chair
        wipes = "" if leads else self.tr("Only who presents can wipe everything away.")
        self.bar.set_reasons(draw=no_seat or here, undo=no_seat, clear=no_seat or here or wipes)
        self.strip.set_reasons(file=no_seat, snapshot=no_seat)
        for button in (self.live.add, self.live.freeze):
            button.setVisible(self.surfaces.surface == PANES)
            button.setEnabled(powers.presents)
        erases = None if powers.is_chair else self._controller.me
        for layer in self.surfaces.layers():
            layer.set_eraser_of(erases)

    def on_passed(self, passing: Any) -> None:
        """Somebody else points or draws."""
        if passing.point is None and passing.drawing is None:
            self._pointings.pop(passing.person, None)
        else:
            self._pointings[passing.person] = passing.surface, pointing_of(passing)
        self._show_pointings()

    def on_refused(self, body: Mapping[str, Any], error: ClientError) -> None:
        """Whatever isn't told where it was written is told here."""
        kind = (body.get("item") or {}).get("kind")
        if kind not in ("message", "measure"):
            self.said.emit(1, fault_words(error))

    def _show_pointings(self) -> None:
        shown = self.surfaces.surface if self._is_on_page() else ""
        here = [one for surface, one in self._pointings.values() if surface == shown]
        self.surfaces.set_pointings(here)

    def _is_on_page(self) -> bool:
        """Whether a place is the same for all: of a document, on the page that all look at."""
        view = self._controller.items.get("view") or {}
        page = view.get("page") if view.get("surface") == self.surfaces.surface else None
        return self.surfaces.ground != DOCUMENT or page == self.surfaces.document.page

    def on_picture_read(self, _: str) -> None:
        """A picture's pixels came."""
        self._show_small()
        self._show_picture()

    def _show_small(self) -> None:
        before, self._small = self._small, {}
        for id_, one in self._controller.items_of("file"):
            if not has_picture(str(one["media_type"]), int(one["pages"])):
                continue
            image = self._pictures.small(str(one["attachment"]))
            if image is not None:
                self._small[id_] = image
                if before.get(id_) is not image:
                    self.strip.set_picture(id_, image)

    def _show_picture(self) -> None:
        if self.surfaces.ground == DOCUMENT:
            self.documents.show_page()
        else:
            self._show_photo()

    def _show_photo(self) -> None:
        if self.surfaces.ground == PICTURE:
            file = self.surfaces.surface
            image, fault = self._pictures.of_file(file), None
            if file in self._controller.items:
                fault = self._pictures.fault(str(self._controller.items[file]["attachment"]))
            words = self.tr("Reading the picture…") if fault is None else fault_words(fault)
            self.surfaces.show_picture(image, words)

    # -- what hands do

    def look_at(self, surface: str, *_: object, by_hand: bool = True, page: int = 1) -> None:
        """Bring something into view; who presents shows it to everybody."""
        for name, button in self.grounds.items():
            button.setChecked(name == surface)
        self.strip.set_chosen("" if surface in self.grounds else surface)
        self.surfaces.show_surface(surface, page)
        self._show_picture()
        if by_hand:
            self.on_view_moved()
        self._show_here()
        self._show_pointings()

    def on_view_moved(self) -> None:
        """This person looks at something else: everybody does who follows, or only this person."""
        if self._controller.powers.presents:
            self._controller.put(self.surfaces.view(), "view")
        elif self._controller.powers.sits and "view" in self._controller.items:
            self.follow.setChecked(False)

    def on_follow_toggled(self, follows: bool) -> None:
        """Back to what whoever presents looks at."""
        view = self._controller.items.get("view")
        if follows and view is not None and not self._controller.powers.presents:
            self._show_view(view)

    def on_stroke_made(self, surface: str, stroke: Stroke) -> None:
        """A drawing is done."""
        self._controller.put(stroke_item(surface, stroke), stroke.id)

    def on_pointed(
        self, surface: str, point: tuple[float, float] | None, drawing: Stroke | None
    ) -> None:
        """The mouse moved over what is in view."""
        told = None
        if not self._is_on_page():
            point = None
        if drawing is not None:
            whole = stroke_item(surface, drawing)
            told = {name: whole[name] for name in ("tool", "colour", "width", "points")}
        self._controller.point(surface, point, told)

    def on_file_wanted(self) -> None:
        """Put files of this machine on the table."""
        words = self.tr("Photos, videos and documents")
        choose_files(self, words, f"{words} ({' '.join(CHOSEN)})", self.add_files)

    def add_files(self, files: list[str]) -> None:
        """Send files to the table."""
        for one in files:
            self._controller.add_file(Path(one), Path(one).name)

    def retranslate(self) -> None:
        """Another language."""
        for name, word in (
            (MAP, self.tr("Map")),
            (PANES, self.tr("Live pictures")),
            (TIMELINE, self.tr("Course")),
        ):
            self.grounds[name].setText(word)
        self.follow.setText(self.tr("Follow who presents"))
        self.live.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
