"""Tells the voice server whom the chair mutes and which consultations are over.

It follows the feed, so it doesn't matter which route, rule or process brought it about, and nobody
waits for the voice server. What couldn't be told is told as soon as it answers.
"""

from __future__ import annotations

import json
import logging
import threading

from backend.api.feed import Feed, News
from backend.domain.consult_items import mute_of
from backend.domain.consult_table import OP
from backend.services.acting import EVENT
from backend.services.faults import VoiceAwayError
from backend.services.parts import Backend
from backend.services.voice import tell_voice
from backend.storage.faults import StoreError

AGAIN_S = 3.0

log = logging.getLogger(__name__)


class VoiceFollower:
    """A thread that listens to the feed until it is closed."""

    def __init__(self, backend: Backend, feed: Feed) -> None:
        self._backend = backend
        self._feed = feed
        self._woken = threading.Event()
        self._is_closed = False
        self._waiting: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End, after what is being told."""
        self._is_closed = True
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        with self._feed.listening(self._woken.set):
            seq: int | None = None
            while not self._is_closed:
                try:
                    seq = self._backend.store.last_seq() if seq is None else self._read(seq)
                    self._tell()
                except StoreError as error:
                    log.info("The voice server isn't told now: %s", error)
                self._woken.wait(AGAIN_S if self._waiting else None)
                self._woken.clear()

    def _read(self, seq: int) -> int:
        while not self._is_closed:
            page = self._feed.after(seq)
            if page is None:
                page = self._feed.from_store(seq)
            if not page:
                break
            self._waiting |= {one for one in map(concerned, page) if one is not None}
            seq = page[-1].seq
        return seq

    def _tell(self) -> None:
        for event in sorted(self._waiting):
            if self._is_closed:
                return
            try:
                tell_voice(self._backend, event)
            except VoiceAwayError as error:
                log.info("The voice server isn't told now: %s", error)
                return
            self._waiting.discard(event)


def concerned(news: News) -> str | None:
    """Return the event whose voice may stand otherwise by an entry, None for none."""
    if mute_of("") not in news.text and '"state"' not in news.text:
        return None  # most entries: not worth reading whole
    entry = json.loads(news.text)
    change = entry["change"]
    event: str | None = entry["event"]
    if entry["what"] == OP:
        ids = (*change["put"], *change["drop"])
        return event if any(one.startswith(mute_of("")) for one in ids) else None
    is_about = entry["what"].startswith(EVENT) and "state" in change.get("changed", ())
    return event if is_about else None
