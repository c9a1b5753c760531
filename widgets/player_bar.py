"""The player's control bar: what it shows is a value, what hands do are signals."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from resources import icons

SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0, 4.0, 8.0)
_SEEK_STEP_MS = 5000


@dataclass(frozen=True, slots=True)
class PlayerBarView:
    """What the bar says. Times in seconds; ``length_s`` 0 where it isn't known.

    ``live`` has neither length nor speed, ``possible`` is False with nothing to play.
    """

    playing: bool = False
    live: bool = False
    possible: bool = False
    position_s: float = 0.0
    length_s: float = 0.0
    speed: float = 1.0
    volume: int = 100
    muted: bool = False
    state_text: str = ""


def clock_text(seconds: float, *, tenths: bool = False) -> str:
    """A length of time as ``m:ss`` or ``h:mm:ss``, cut off, not rounded."""
    all_tenths = int(max(0.0, seconds) * 10 + 1e-6)
    whole = all_tenths // 10
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    text = f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
    return f"{text}.{all_tenths % 10}" if tenths else text


def speed_text(speed: float) -> str:
    """A speed as ``0.25×``."""
    return f"{speed:g}×"


class JumpSlider(QSlider):
    """A slider that goes where it is clicked, not a page nearer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.setSliderDown(True)
        self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self.isSliderDown():
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def _go_to(self, x: float) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, style = QStyle.ComplexControl.CC_Slider, self.style()
        part = QStyle.SubControl.SC_SliderHandle
        handle = style.subControlRect(control, option, part, self).width()
        room = max(1, self.width() - handle)
        value = QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), round(x - handle / 2), room
        )
        self.setSliderPosition(value)


class PlayerBar(QWidget):
    """Buttons, times and sliders of the player.

    Signals:
        play_pause_chosen, mute_chosen, full_screen_chosen, open_chosen: Buttons.
        step_chosen: One frame on (1) or back (-1).
        position_chosen: A place on the seek slider (seconds).
        speed_chosen: A speed of the menu.
        volume_chosen: 0–100.
    """

    play_pause_chosen = Signal()
    mute_chosen = Signal()
    full_screen_chosen = Signal()
    open_chosen = Signal()
    step_chosen = Signal(int)
    position_chosen = Signal(float)
    speed_chosen = Signal(float)
    volume_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = PlayerBarView()
        self._open, self._play = self._button("open"), self._button("play")
        self._back, self._on = self._button("step_back"), self._button("step_on")
        self._mute, self._full = self._button("sound"), self._button("fullscreen")
        self._speed = self._speed_button()
        self._position, self._length = QLabel(self), QLabel(self)
        self._state = QLabel(self)
        self._seek, self._volume = JumpSlider(self), JumpSlider(self)
        self._seek.setSingleStep(_SEEK_STEP_MS)
        self._seek.setPageStep(_SEEK_STEP_MS * 6)
        self._volume.setRange(0, 100)
        self._volume.setSingleStep(5)
        self._volume.setFixedWidth(96)
        self._place()
        self._connect()
        self._retranslate()

    def _button(self, name: icons.IconName) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(name))
        button.setIconSize(QSize(20, 20))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse leaves the keys to the picture
        return button

    def _speed_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMinimumWidth(64)
        menu = QMenu(button)
        for speed in SPEEDS:
            action = menu.addAction(speed_text(speed))
            action.setData(speed)
        menu.triggered.connect(lambda action: self.speed_chosen.emit(action.data()))
        button.setMenu(menu)
        return button

    def _place(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for widget in (self._open, self._back, self._play, self._on, self._position):
            row.addWidget(widget)
        row.addWidget(self._seek, 1)
        for widget in (self._length, self._state, self._speed, self._mute):
            row.addWidget(widget)
        row.addWidget(self._volume)
        row.addWidget(self._full)
        for label in (self._position, self._length, self._state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(4, 0, 4, 0)

    def _connect(self) -> None:
        """All signals of the bar, in one place."""
        self._play.clicked.connect(self.play_pause_chosen)
        self._mute.clicked.connect(self.mute_chosen)
        self._full.clicked.connect(self.full_screen_chosen)
        self._open.clicked.connect(self.open_chosen)
        self._back.clicked.connect(lambda: self.step_chosen.emit(-1))
        self._on.clicked.connect(lambda: self.step_chosen.emit(1))
        self._seek.valueChanged.connect(self.on_seek_moved)
        self._volume.valueChanged.connect(self.volume_chosen)

    def on_seek_moved(self, value_ms: int) -> None:
        """A hand or a key moved the seek slider."""
        self._position.setText(clock_text(value_ms / 1000, tenths=True))
        self.position_chosen.emit(value_ms / 1000)

    def set_view(self, view: PlayerBarView) -> None:
        """Show new facts; nothing is moved while a hand holds it."""
        if view != self._view:
            self._view = view
            self._show()

    def _show(self) -> None:
        view = self._view
        file = view.possible and not view.live
        self._play.setIcon(icons.icon("pause" if view.playing else "play"))
        self._mute.setIcon(icons.icon("mute" if view.muted else "sound"))
        self._play.setEnabled(view.possible)
        for widget in (self._back, self._on, self._speed):
            widget.setEnabled(file)
        self._seek.setEnabled(file and view.length_s > 0)
        if not self._seek.isSliderDown():
            self._set_slider(self._seek, round(view.position_s * 1000), round(view.length_s * 1000))
            self._position.setText(clock_text(view.position_s, tenths=True))
        if not self._volume.isSliderDown():
            self._set_slider(self._volume, view.volume, 100)
        self._length.setText(clock_text(view.length_s) if view.length_s > 0 else "–")
        self._length.setVisible(not view.live)
        self._speed.setText(speed_text(view.speed))
        self._state.setText(view.state_text)
        self._name_buttons()

    @staticmethod
    def _set_slider(slider: QSlider, value: int, maximum: int) -> None:
        slider.blockSignals(True)  # it isn't a hand that moves it
        slider.setRange(0, max(0, maximum))
        slider.setValue(value)
        slider.blockSignals(False)

    def _name_buttons(self) -> None:
        view = self._view
        play = self.tr("Pause (Space)") if view.playing else self.tr("Play (Space)")
        mute = self.tr("Sound on (M)") if view.muted else self.tr("Sound off (M)")
        names = (
            (self._open, self.tr("Open a recording… (O)")),
            (self._back, self.tr("One frame back (,)")),
            (self._play, play),
            (self._on, self.tr("One frame on (.)")),
            (self._mute, mute),
            (self._full, self.tr("Full screen (F)")),
            (self._speed, self.tr("Speed: {speed} ([ and ])")),
        )
        for button, name in names:
            text = name.format(speed=speed_text(view.speed))
            if button.toolTip() != text:
                button.setToolTip(text)
                button.setAccessibleName(text)

    def _retranslate(self) -> None:
        self._seek.setAccessibleName(self.tr("Position"))
        self._volume.setAccessibleName(self.tr("Volume"))
        self._position.setAccessibleName(self.tr("Time played"))
        self._length.setAccessibleName(self.tr("Duration"))
        self._state.setAccessibleName(self.tr("State"))
        self._volume.setToolTip(self.tr("Volume (↑ and ↓)"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
