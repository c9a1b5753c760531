"""Photos and videos of the event at hand: small ones in a strip, one in a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from backend_client.records import Attachment
from console.controllers.event_controller import EventController
from widgets.photo_viewer import PhotoLook, PhotoStrip, PhotoViewer


class EventFiles(QObject):
    """Fills a strip and opens what is chosen in it.

    Signals:
        count_changed: There are more or fewer files.
        video_wanted: A video is to be played: its name and content.
    """

    count_changed = Signal()
    video_wanted = Signal(str, bytes)

    def __init__(self, controller: EventController, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = controller
        self._zone = zone
        self._parent = parent
        self._files: dict[str, Attachment] = {}
        self.strip = PhotoStrip(parent)
        self.strip.photo_opened.connect(self.on_photo_opened)

    def clear(self) -> None:
        """Another event."""
        self.show_files(())

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Show these; the small pictures are read one by one."""
        if [one.id for one in files] == list(self._files):
            return
        self._files = {one.id: one for one in files}
        looks = [
            PhotoLook(
                one.id,
                f"{one.added_at.astimezone(self._zone):%m-%d %H:%M}",
                one.media_type.startswith("video/"),
            )
            for one in files
        ]
        self.strip.show_photos(looks)
        self.count_changed.emit()
        for one in files:
            self._controller.read_thumbnail(one.id, partial(self._put_thumbnail, one.id))

    def _put_thumbnail(self, photo: str, data: bytes) -> None:
        self.strip.set_picture(photo, QImage.fromData(data))

    def on_photo_opened(self, photo: str) -> None:
        """A photo in its window, where arrows go to the next; a video in the player."""
        file = self._files.get(photo)
        if file is None:
            return
        if file.media_type.startswith("video/"):
            self._read(file, lambda data: self.video_wanted.emit(file.name, data))
            return
        viewer = PhotoViewer(self._parent.window())
        viewer.stepped.connect(partial(self._step, viewer))
        viewer.setProperty("photo", photo)
        self._show(viewer, file)
        viewer.show()

    def _step(self, viewer: PhotoViewer, by: int) -> None:
        photos = [one for one in self._files.values() if not one.media_type.startswith("video/")]
        ids = [one.id for one in photos]
        now = viewer.property("photo")
        if now in ids:
            file = photos[(ids.index(now) + by) % len(photos)]
            viewer.setProperty("photo", file.id)
            self._show(viewer, file)

    def _show(self, viewer: PhotoViewer, file: Attachment) -> None:
        at = f"{file.added_at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"

        def done(data: bytes) -> None:
            if viewer.is_open and viewer.property("photo") == file.id:
                viewer.show_image(QImage.fromData(data), f"{file.name}  {at}")

        self._read(file, done)

    def _read(self, file: Attachment, done: Callable[[bytes], None]) -> None:
        self._controller.read_file(file.id, self.tr("Reading the file"), done)
