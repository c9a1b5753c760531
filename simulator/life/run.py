"""Lets the town live beside a running backend, until it is told to end."""

from __future__ import annotations

import logging
import threading
import time

from backend_client.errors import ClientError
from backend_client.feed_protocol import Message
from backend_client.feed_reader import FeedReader
from simulator.life.director import Director

STEP_S = 0.25

log = logging.getLogger(__name__)


def live(director: Director, speed: float, ended: threading.Event) -> None:
    """Run until `ended`; `speed` seconds of town life pass in one."""
    _begin(director, ended)
    touched: list[str] = []
    lock = threading.Lock()

    def take(message: Message) -> None:
        with lock:
            touched.extend(one.event for one in message.entries if one.event is not None)

    transport = director.client("op1").transport
    reader = FeedReader(transport, take, director.client("op1").journal.page(limit=1).last)
    reader.start()
    begun = time.monotonic()
    try:
        while not ended.wait(STEP_S):
            with lock:
                ids, touched[:] = list(dict.fromkeys(touched)), []
            for id_ in ids:
                director.touched(id_)
            director.run_until((time.monotonic() - begun) * speed)
    finally:
        reader.close()
        director.close()


def _begin(director: Director, ended: threading.Event) -> None:
    """Wait for the backend, then bring everybody on duty."""
    while not ended.is_set():
        try:
            director.begin()
        except ClientError as error:
            log.info("The backend isn't there yet: %s", error)
            ended.wait(1.0)
        else:
            return
