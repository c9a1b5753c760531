"""A game-pad or joystick, as Linux hands it over (``/dev/input/js*``, linux/joystick.h).

Qt 6 has no game-pads, and the kernel's interface is eight bytes for each change of an axis or a
button: a library for more kinds of pads would weigh more than all of PTZ. Elsewhere than on Linux
there are no such devices, and nothing happens.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from console.state.ptz_steering import STILL, Velocity, stick_velocity

FOLDER = Path("/dev/input")
LOOK_MS = 3000
"""So often a pad that was plugged in is looked for."""
_EVENT = struct.Struct("IhBB")
_BUTTON, _AXIS, _AT_START = 0x01, 0x02, 0x80
_FULL = 32767.0
_PAN, _TILT, _ZOOM = 0, 1, 4
_PRESETS = range(8)


class Gamepad(QObject):
    """The first pad that there is: left stick turns, right stick zooms, buttons call presets.

    Signals:
        moved: What the sticks ask for now (a ``Velocity``).
        preset_wanted: A button was pressed: the number of a preset.
        gone: The pad was unplugged, or can't be read any more.
    """

    moved = Signal(object)
    preset_wanted = Signal(int)
    gone = Signal()

    def __init__(self, folder: Path = FOLDER, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._file: int | None = None
        self._notifier: QSocketNotifier | None = None
        self._axes: dict[int, float] = {}
        self._velocity = STILL
        self._rest = b""
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        self.look()

    @property
    def is_there(self) -> bool:
        """Whether there is a pad."""
        return self._file is not None

    def look(self) -> None:
        """Open a pad that was plugged in."""
        if self._file is not None:
            return
        for path in sorted(self._folder.glob("js*")):
            try:
                self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            except OSError:
                continue  # another's, or just gone
            self._notifier = QSocketNotifier(self._file, QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self.on_readable)
            return

    def close(self) -> None:
        """Let go of it."""
        self._look.stop()
        self._let_go()

    def on_readable(self) -> None:
        """Changes of axes and buttons."""
        if self._file is None:
            return
        try:
            data = os.read(self._file, 64 * _EVENT.size)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._let_go()
            self.gone.emit()
            return
        data = self._rest + data
        whole = len(data) - len(data) % _EVENT.size
        self._rest = data[whole:]
        for _, value, kind, number in _EVENT.iter_unpack(data[:whole]):
            self._take(value, kind, number)
        self._tell()

    def _take(self, value: int, kind: int, number: int) -> None:
        if kind & ~_AT_START == _AXIS:
            # What stood aside when it was plugged in moves nothing until it is touched.
            self._axes[number] = 0.0 if kind & _AT_START else max(-1.0, value / _FULL)
        elif kind == _BUTTON and value and number in _PRESETS:
            self.preset_wanted.emit(number + 1)

    def _tell(self) -> None:
        turn = stick_velocity(self._axes.get(_PAN, 0.0), -self._axes.get(_TILT, 0.0))
        zoom = stick_velocity(0.0, -self._axes.get(_ZOOM, 0.0)).tilt
        velocity = Velocity(turn.pan, turn.tilt, zoom)
        if velocity != self._velocity:
            self._velocity = velocity
            self.moved.emit(velocity)

    def _let_go(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._file is not None:
            os.close(self._file)
            self._file = None
        self._axes.clear()
        self._velocity, self._rest = STILL, b""
