"""`python -m backend.voice`: the same as `fengqiao-backend voice`, without loading the rest."""

from __future__ import annotations

import typer

from backend.voice.command import voice

if __name__ == "__main__":
    typer.run(voice)
