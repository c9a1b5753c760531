"""`fengqiao-backend voice`."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Annotated

import typer

from backend.config import Settings
from backend.voice.faults import VoiceError
from backend.voice.janus_folder import Media
from backend.voice.program import VoiceOptions, run_voice

PORT = 8465


def voice(
    folder: Annotated[
        Path | None, typer.Option(help="Folder for the secret and Janus's files.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = PORT,
    rtp_ports: Annotated[str, typer.Option(help="UDP ports for the sound.")] = "20000-20399",
    media_address: Annotated[
        list[str] | None,
        typer.Option(help="Address of this machine that sound goes over; else all it has."),
    ] = None,
) -> None:
    """Run Janus for the voice of consultations, until SIGINT or SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("websockets").setLevel(logging.WARNING)
    place = folder or Settings().voice_folder
    media = Media(_ports(rtp_ports), tuple(media_address or ()))
    options = VoiceOptions(place.absolute(), host, port, media)
    try:
        run_voice(options, typer.echo)
    except VoiceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _ports(told: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})-(\d{1,5})", told)
    if found is not None:
        low, high = int(found[1]), int(found[2])
        if 1024 <= low <= high <= 65535:
            return low, high
    typer.echo("--rtp-ports takes LOW-HIGH, between 1024 and 65535.", err=True)
    raise typer.Exit(2)
