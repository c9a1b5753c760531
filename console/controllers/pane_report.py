"""An event that is seen in a pane: its words, its picture, its place, told to the backend."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend_client.errors import BackendAwayError, ClientError
from backend_client.records import Event, read_record
from backend_client.transport import BASE, new_key
from console.controllers.backend_link import BackendLink, LinkState, Write
from console.state.camera import Camera
from console.tasks.task_queue import Priority

_MOST_SHOTS = 20


class PaneReport(QObject):
    """Reports what is seen by cameras; the picture is taken when the key is pressed.

    Signals:
        reported: The backend has it (the camera's number and the ``Event``).
        kept_for_later: The backend is away: it waits in the outbox (the camera's number, words).
        failed: Why not (a ``ClientError``).
    """

    reported = Signal(str, object)
    kept_for_later = Signal(str, str)
    failed = Signal(object)

    def __init__(self, link: BackendLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._cameras: dict[str, Camera] = {}
        self.shots: dict[str, Path] = {}

    def begin(self, camera: Camera) -> None:
        """The key was pressed on a camera's pane; a picture of before isn't its picture."""
        self._cameras[camera.number] = camera
        self.shots.pop(camera.number, None)

    def take_shot(self, camera: Camera, path: Path) -> None:
        """The picture for an event is there."""
        self.shots[camera.number] = path
        while len(self.shots) > _MOST_SHOTS:
            self.shots.pop(next(iter(self.shots)))

    def report(self, number: str, text: str) -> None:
        """Tell the backend. Without it the words wait in the outbox; the picture stays a file."""
        seat, camera = self._link.seat, self._cameras.get(number)
        if seat is None or camera is None:
            return
        body, shot = _body(camera, seat.town, text), self.shots.get(number)
        words = self.tr("Report from {camera}").format(camera=camera.name)
        path = f"{BASE}/reports"
        if self._link.state is LinkState.AWAY:
            self._link.put_out(Write(path, body), words)
            self.kept_for_later.emit(number, words)
            return
        client, key = self._link.client, new_key()

        told = dict(body)

        def work() -> Event:
            if shot is not None:
                told["attachments"] = [client.attachments.send_file(shot, seat.town).id]
            return read_record(Event, client.transport.write("POST", path, told, key))

        def done(event: Event) -> None:
            self.shots.pop(number, None)
            self.reported.emit(number, event)

        def failed(error: ClientError) -> None:
            if isinstance(error, BackendAwayError):
                # The same key: whatever became of this try, the report is taken once.
                self._link.put_out(Write(path, told, key), words)
                self.kept_for_later.emit(number, words)
            else:
                self.failed.emit(error)

        self._link.tasks.run(work, done, failed, priority=Priority.ORDER, label=words)


def _body(camera: Camera, town: str, text: str) -> Mapping[str, Any]:
    body: dict[str, Any] = {
        "town": town,
        "source": "pane",
        "text": text,
        "camera": camera.number,
        "address": camera.name,
    }
    if camera.longitude is not None and camera.latitude is not None:
        body["position"] = {"lon": camera.longitude, "lat": camera.latitude}
    else:
        body["grid"] = camera.grid
    return body
