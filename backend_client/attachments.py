"""Photos, videos and documents: sent piece by piece, going on where it broke off."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from backend_client.errors import ConflictError
from backend_client.records import Attachment, Upload, read_record, read_records
from backend_client.transport import BASE, Transport

PIECE = 1024 * 1024


class Attachments:
    """Files of events."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def send_file(
        self, file: Path, town: str, photo_kind: str | None = None, upload: str | None = None
    ) -> Attachment:
        """Send a file whole; `upload` goes on with one that was begun."""
        with file.open("rb") as read:
            read.seek(0, 2)
            size = read.tell()
            given = self.begin(file.name, size) if upload is None else self.look(upload)
            self.send_on(given, read)
        return self.finish(given.id, town, photo_kind)

    def begin(self, name: str, size: int, key: str | None = None) -> Upload:
        """Begin an upload."""
        body = {"name": name, "size": size}
        return read_record(Upload, self._transport.write("POST", f"{BASE}/uploads", body, key))

    def look(self, upload: str) -> Upload:
        """Return how far an upload is."""
        return read_record(Upload, self._transport.get(f"{BASE}/uploads/{upload}"))

    def send_on(self, given: Upload, read: BinaryIO) -> None:
        """Send what the backend doesn't have yet."""
        at = given.offset
        while at < given.size:
            read.seek(at)
            piece = read.read(PIECE)
            try:
                answer = self._transport.send(
                    "PATCH",
                    f"{BASE}/uploads/{given.id}",
                    data=piece,
                    headers={"Upload-Offset": str(at)},
                )
            except ConflictError as error:  # a piece whose answer was lost had come
                at = int((error.problem.current or {})["offset"])
                continue
            at = read_record(Upload, self._transport.read_json(answer)).offset

    def finish(
        self, upload: str, town: str, photo_kind: str | None = None, key: str | None = None
    ) -> Attachment:
        """Have the file checked and kept; raises InvalidError for what can't be used."""
        body = {"town": town, "photo_kind": photo_kind}
        path = f"{BASE}/uploads/{upload}/finish"
        return read_record(Attachment, self._transport.write("POST", path, body, key))

    def of_event(self, event: str) -> tuple[Attachment, ...]:
        """Return an event's files, oldest first."""
        return read_records(Attachment, self._transport.get(f"{BASE}/events/{event}/attachments"))

    def content(self, attachment: str) -> bytes:
        """Return a file."""
        return self._transport.send("GET", f"{BASE}/attachments/{attachment}").content

    def thumbnail(self, attachment: str) -> bytes:
        """Return a small picture of it, as JPEG; raises NotFoundError for one without."""
        return self._transport.send("GET", f"{BASE}/attachments/{attachment}/thumbnail").content

    def page(self, attachment: str, page: int) -> bytes:
        """Return a page of a PDF, 1 the first, as JPEG."""
        path = f"{BASE}/attachments/{attachment}/pages/{page}"
        return self._transport.send("GET", path).content
