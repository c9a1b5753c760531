"""libvlc in forty native windows, each fed with MPEG-TS over HTTP: the alternative to decoders.

Run by ``forty_panes``; Debian's libvlc has no RTSP, so ffmpeg serves recorded clips at their own
speed, outside the tree that is weighed. Prints how many pictures libvlc says it has shown.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import vlc
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget


def shown_pictures(players: list[Any]) -> list[int]:
    """Pictures shown so far, by each player."""
    counts = []
    for player in players:
        stats, media = vlc.MediaStats(), player.get_media()
        counts.append(stats.displayed_pictures if media and media.get_stats(stats) else 0)
    return counts


def main(arguments: list[str]) -> int:
    """``columns warmup_s seconds url…``"""
    columns, warmup_s, seconds, *urls = arguments
    app = QApplication([])
    window = QWidget()
    grid = QGridLayout(window)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    instance = vlc.Instance("--quiet", "--no-audio", "--no-osd", "--no-video-title-show")
    if instance is None:
        return 1
    players = []
    for number, url in enumerate(urls):
        pane = QWidget(window)
        grid.addWidget(pane, number // int(columns), number % int(columns))
        player = instance.media_player_new()
        player.set_media(instance.media_new(url, ":network-caching=300"))
        player.set_xwindow(int(pane.winId()))
        players.append(player)
    window.resize(1920, 1080)
    window.show()
    for player in players:
        player.play()
    before: list[int] = []
    started = [0.0]

    def warm() -> None:
        before[:], started[0] = shown_pictures(players), time.monotonic()

    def done() -> None:
        took = time.monotonic() - started[0]
        rates = [
            (now - then) / took for now, then in zip(shown_pictures(players), before, strict=True)
        ]
        sys.stdout.write(json.dumps(rates) + "\n")
        sys.stdout.flush()
        os._exit(0)  # libvlc aborts now and then while it lets go of forty windows

    QTimer.singleShot(round(float(warmup_s) * 1000), warm)
    QTimer.singleShot(round((float(warmup_s) + float(seconds)) * 1000), done)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
