"""The panel of the camera that turns: pad, zoom, focus, presets, tours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from backend_client.ptz_records import PtzHead, PtzPreset
from console.controllers.ptz_controller import PtzController, PtzState
from console.controllers.ptz_kept import PtzKept
from console.controllers.ptz_tours import PtzTours
from console.pages.ptz_parts import HoldButton, PresetList
from console.pages.ptz_words import away_words, fault_words, state_words, where_words
from console.state.place_names import Whereabouts
from console.state.ptz_steering import Velocity, picture_velocity
from console.state.ptz_tour import TourStep
from widgets.asking import ask_text
from widgets.pane_steering import SteeringHand
from widgets.ptz_pad import PtzPad

DWELL_S = 15
MOST_IDLE_MIN = 240
_WAYS = {"in": (1, 0), "out": (-1, 0), "near": (0, -1), "far": (0, 1)}


class PtzPage(QWidget):
    """Joins the panel and the camera at hand.

    Signals:
        keep_wanted: Where it looks is to be kept with a picture: number and name.
        picture_wanted: A preset's picture is to be read (a ``PtzPreset``).
        calibration_wanted: The camera is to be calibrated.
    """

    keep_wanted = Signal(int, str)
    picture_wanted = Signal(object)
    calibration_wanted = Signal()

    def __init__(
        self,
        ptz: PtzController,
        kept: PtzKept | None,
        tours: PtzTours | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ptz = ptz
        self._kept = kept
        self._tours = tours
        self._shown: object = None
        self.where = Whereabouts()
        self.may_calibrate = False
        self.title = QLabel(self)
        self.title.setObjectName("title")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.place = QLabel(self)
        self.place.setWordWrap(True)
        self.fault = QLabel(self)
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.away = QLabel(self)
        self.away.setObjectName("quiet")
        self.away.setWordWrap(True)
        self.away.hide()
        for label in (self.title, self.told, self.place, self.fault, self.away):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.take_over = QPushButton(self)
        self.pad = PtzPad(self)
        self.speed = QSlider(Qt.Orientation.Horizontal, self)
        self.speed.setRange(5, 100)
        self.speed.setValue(60)
        self.held = {way: HoldButton(self) for way in _WAYS}
        self.stop = QPushButton(self)
        self.home = QPushButton(self)
        self.presets = PresetList(self)
        self.keep = QPushButton(self)
        self.rename = QPushButton(self)
        self.remove = QPushButton(self)
        self.tours = QComboBox(self)
        self.tour = QPushButton(self)
        self.new_tour = QPushButton(self)
        self.remove_tour = QPushButton(self)
        self.dwell = QSpinBox(self)
        self.dwell.setRange(3, 3600)
        self.dwell.setValue(DWELL_S)
        self.calibrate = QPushButton(self)
        self.idle = QSpinBox(self)
        self.idle.setRange(0, MOST_IDLE_MIN)
        self.home_here = QPushButton(self)
        self._idle_word = QLabel(self)
        self._speed_word, self._dwell_word = QLabel(self), QLabel(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        for label in (self.title, self.told, self.place, self.fault):
            box.addWidget(label)
        box.addWidget(self.take_over)
        hand = QGridLayout()
        hand.addWidget(self.pad, 0, 0, 4, 1)
        for row, (less, more) in enumerate((("out", "in"), ("near", "far"))):
            hand.addWidget(self.held[less], row, 1)
            hand.addWidget(self.held[more], row, 2)
        hand.addWidget(self._speed_word, 2, 1)
        hand.addWidget(self.speed, 2, 2)
        hand.addWidget(self.stop, 3, 1)
        hand.addWidget(self.home, 3, 2)
        hand.setColumnStretch(1, 1)
        hand.setColumnStretch(2, 1)
        box.addLayout(hand)
        box.addWidget(self.away)
        box.addWidget(self.presets, 1)
        box.addLayout(_row(self.keep, self.rename, self.remove))
        box.addLayout(_row(self.tours, self.tour, self.remove_tour))
        box.addLayout(_row(self._dwell_word, self.dwell, self.new_tour))
        box.addLayout(_row(self._idle_word, self.idle, self.home_here, self.calibrate))
        for button in self.held.values():
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _connect(self) -> None:
        """All signals of this page, in one place."""
        self._ptz.changed.connect(self.on_changed)
        self.take_over.clicked.connect(self._ptz.take_over)
        self.pad.hand_changed.connect(self.on_pad)
        for way, button in self.held.items():
            button.held.connect(partial(self.on_held, way))
        self.stop.clicked.connect(self._ptz.stop)
        self.home.clicked.connect(self.on_home_clicked)
        self.presets.itemSelectionChanged.connect(self.show_buttons)
        self.keep.clicked.connect(self.on_keep_clicked)
        self.rename.clicked.connect(self.on_rename_clicked)
        self.remove.clicked.connect(self.on_remove_clicked)
        self.tour.clicked.connect(self.on_tour_clicked)
        self.new_tour.clicked.connect(self.on_new_tour_clicked)
        self.remove_tour.clicked.connect(self.on_remove_tour_clicked)
        self.calibrate.clicked.connect(self.calibration_wanted)
        self.idle.editingFinished.connect(self.on_idle_changed)
        self.home_here.clicked.connect(self.on_home_here_clicked)
        if self._kept is not None:
            self.presets.called.connect(self._kept.call)
            self._kept.changed.connect(self.on_changed)
            self._kept.failed.connect(lambda _: self.on_changed())
        if self._tours is not None:
            self._tours.changed.connect(self.on_changed)

    # -- hands

    def on_pad(self, hand: SteeringHand) -> None:
        """The pad is held."""
        if hand.point is None:
            self._ptz.release()
            return
        velocity = picture_velocity(hand.point.x(), hand.point.y())
        share = self.speed.value() / 100.0
        self._ptz.press(Velocity(velocity.pan * share, velocity.tilt * share))

    def on_home_clicked(self) -> None:
        """To the camera's own home position."""
        self._ptz.go_home()

    def on_held(self, way: str, is_held: bool) -> None:
        """A button of zoom or focus is held."""
        zoom, focus = _WAYS[way]
        share = self.speed.value() / 100.0
        if is_held:
            self._ptz.press(Velocity(zoom=zoom * share, focus=focus * share))
        else:
            self._ptz.release()

    def hideEvent(self, event: QHideEvent) -> None:
        self.pad.let_go()
        self._ptz.release()
        super().hideEvent(event)

    def on_keep_clicked(self) -> None:
        """Keep where it looks: under the chosen number, or a free one."""
        if self._kept is None:
            return
        chosen = self.presets.numbers
        number = chosen[0] if len(chosen) == 1 else self._kept.free_number
        old = self._kept.preset(number)
        ask_text(
            self,
            self.tr("Preset {number}").format(number=number),
            self.tr("Name"),
            lambda name: self.keep_wanted.emit(number, name.strip() or str(number)),
            "" if old is None else old.name,
        )

    def on_rename_clicked(self) -> None:
        """Give the chosen preset another name."""
        kept, chosen = self._kept, self.presets.numbers
        old = kept.preset(chosen[0]) if kept is not None and len(chosen) == 1 else None
        if kept is None or old is None:
            return

        def done(name: str) -> None:
            if name.strip():
                kept.rename(old.number, name.strip())

        title = self.tr("Preset {number}").format(number=old.number)
        ask_text(self, title, self.tr("Name"), done, old.name)

    def on_remove_clicked(self) -> None:
        """Forget the chosen presets."""
        for number in self.presets.numbers:
            if self._kept is not None:
                self._kept.remove(number)

    def on_tour_clicked(self) -> None:
        """Begin the chosen tour, or end the one under way."""
        if self._tours is None:
            return
        if self._tours.run is not None:
            self._tours.stop()
            self._ptz.stop()
        else:
            self._tours.start(self.tours.currentText())

    def on_new_tour_clicked(self) -> None:
        """Make a tour of the chosen presets, or of all."""
        kept, tours = self._kept, self._tours
        if kept is None or tours is None:
            return
        numbers = self.presets.numbers
        if len(numbers) < 2:
            numbers = [one.number for one in kept.presets]
        steps = [TourStep(number, float(self.dwell.value())) for number in numbers]

        def done(name: str) -> None:
            if name.strip():
                tours.keep(name.strip(), steps)

        label = self.tr("Name of the tour of {count} presets").format(count=len(steps))
        ask_text(self, self.tr("New tour"), label, done)

    def on_remove_tour_clicked(self) -> None:
        """Forget the chosen tour."""
        if self._tours is not None:
            self._tours.remove(self.tours.currentText())

    def on_idle_changed(self) -> None:
        """So long after the last hand the camera turns home by itself."""
        kept = None if self._kept is None else self._kept.kept
        if kept is not None:
            self._change_head(replace(kept.head, home_after_s=60 * self.idle.value()))

    def on_home_here_clicked(self) -> None:
        """The chosen preset is home; chosen again, the camera's own home is."""
        kept = None if self._kept is None else self._kept.kept
        if kept is not None:
            number = self.presets.numbers[0]
            home = None if kept.head.home_preset == number else number
            self._change_head(replace(kept.head, home_preset=home))

    def _change_head(self, head: PtzHead) -> None:
        kept = self._kept
        if kept is not None and kept.kept is not None and head != kept.kept.head:
            kept.change_head(head)

    # -- what is shown

    def set_where(self, where: Whereabouts) -> None:
        """What is in the middle of the picture."""
        if where != self.where:
            self.where = where
            self.on_changed()

    def on_changed(self) -> None:
        """Show the camera at hand as it is now."""
        ptz = self._ptz
        camera = ptz.camera
        self.title.setText("" if camera is None else f"{camera.number}  {camera.name}")
        self.told.setText(state_words(ptz))
        optics = None if ptz.model is None else ptz.model.optics
        self.place.setText(where_words(ptz.status, self.where, optics))
        self.place.setVisible(camera is not None)
        self.fault.setText("" if ptz.fault is None else fault_words(*ptz.fault))
        self.fault.setVisible(ptz.fault is not None)
        self.take_over.setVisible(ptz.state is PtzState.TAKEN and ptz.may_take_over)
        self._show_kept()
        self.show_buttons()

    def _show_kept(self) -> None:
        if self._kept is None:
            return
        self.away.setText(away_words(self._kept))
        self.away.setVisible(self._kept.is_away)
        kept = self._kept.kept
        shown = kept, self._kept.own
        if shown == self._shown:
            return
        self._shown = shown
        self.presets.show_presets(self._kept.presets, self._want_picture)
        self.idle.setValue(0 if kept is None else kept.head.home_after_s // 60)
        names = [] if kept is None else [one.name for one in kept.tours]
        chosen = self.tours.currentText()
        self.tours.clear()
        self.tours.addItems(names)
        if chosen in names:
            self.tours.setCurrentText(chosen)

    def _want_picture(self, preset: PtzPreset) -> None:
        self.picture_wanted.emit(preset)

    def take_picture(self, preset: PtzPreset, data: bytes) -> None:
        """A preset's picture came."""
        if preset.picture is not None:
            self.presets.set_picture(preset.picture, data)
            self._shown = None
            self._show_kept()

    def show_buttons(self) -> None:
        """Only what is possible can be pressed."""
        ptz, able = self._ptz, self._ptz.abilities
        may, chosen = ptz.may_move, len(self.presets.numbers)
        changes = may and self._kept is not None and self._kept.may_change
        runs = self._tours is not None and self._tours.run is not None
        self.pad.setEnabled(may)
        for way, button in self.held.items():
            button.setEnabled(may and (able.zoom if way in ("in", "out") else able.focus))
        possible = {
            self.stop: ptz.camera is not None,
            self.home: may and able.home,
            self.keep: changes,
            self.rename: changes and chosen == 1,
            self.remove: changes and chosen > 0,
            self.tour: may and self.tours.count() > 0,
            self.remove_tour: changes and self.tours.count() > 0 and not runs,
            self.new_tour: changes and self.presets.count() > 1,
            self.calibrate: changes and self.may_calibrate,
            self.idle: changes,
            self.home_here: changes and chosen == 1,
        }
        for plain, is_possible in possible.items():
            plain.setEnabled(is_possible)
        for widget in (self.calibrate, self.idle, self.home_here, self._idle_word):
            widget.setVisible(self.may_calibrate)
        self.tour.setText(self.tr("End the tour") if runs else self.tr("Begin the tour"))

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """All words of the panel."""
        words: dict[QPushButton | HoldButton, Callable[[], str]] = {
            self.take_over: lambda: self.tr("Take over"),
            self.stop: lambda: self.tr("Stop"),
            self.home: lambda: self.tr("Home"),
            self.keep: lambda: self.tr("Keep this view…"),
            self.rename: lambda: self.tr("Rename…"),
            self.remove: lambda: self.tr("Remove"),
            self.new_tour: lambda: self.tr("New tour…"),
            self.remove_tour: lambda: self.tr("Remove"),
            self.calibrate: lambda: self.tr("Calibrate…"),
            self.home_here: lambda: self.tr("Preset is home"),
            self.held["in"]: lambda: self.tr("Closer"),
            self.held["out"]: lambda: self.tr("Wider"),
            self.held["near"]: lambda: self.tr("Focus nearer"),
            self.held["far"]: lambda: self.tr("Focus further"),
        }
        for named, word in words.items():
            named.setText(word())
        self.presets.empty_words = self.tr(
            "No presets yet. Turn the camera, then keep the view; the keys 1 to 9 call it."
        )
        self._speed_word.setText(self.tr("Speed"))
        self._dwell_word.setText(self.tr("Stay"))
        self._idle_word.setText(self.tr("Home when idle"))
        self.idle.setSuffix(self.tr(" min"))
        self.idle.setSpecialValueText(self.tr("never"))
        self.idle.setAccessibleName(self.tr("Minutes without a hand until it turns home"))
        self.dwell.setSuffix(self.tr(" s"))
        self.speed.setAccessibleName(self.tr("Speed"))
        self.dwell.setAccessibleName(self.tr("Seconds at each preset of a new tour"))
        self.presets.setAccessibleName(self.tr("Presets"))
        self.tours.setAccessibleName(self.tr("Tours"))
        self.on_changed()


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QComboBox) else 0)
    row.addStretch(1)
    return row
