"""What the simulator costs while 64 clients take its sub streams at full rate.

Run as ``python -m benchmarks.simulator_cost [--footage pattern]``; prints JSON.
The clients only take packets (they don't decode) and run in this process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote

import av
import psutil
import typer

from simulator.cameras import TOWN_CAMERAS

_START_S = 120.0


class PacketCounter:
    """Takes one stream's packets in a thread until ``stop``."""

    def __init__(self, url: str, transport: str) -> None:
        self.packets = 0
        self.first_ms: float | None = None
        self._url = url
        self._transport = transport
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()

    def join(self) -> None:
        self._thread.join(timeout=10)

    def _run(self) -> None:
        started = time.monotonic()
        options = {"rtsp_transport": self._transport, "fps_probe_size": "0", "probesize": "2048"}
        with av.open(self._url, options=options, timeout=(10, 5)) as container:
            for packet in container.demux(video=0):
                if self.first_ms is None:
                    self.first_ms = (time.monotonic() - started) * 1000
                self.packets += packet.size > 0
                if self._stopping.is_set():
                    return


def main(
    cameras: int = 64,
    seconds: float = 10.0,
    footage: Literal["full", "test", "pattern"] = "full",
    transport: Literal["tcp", "udp"] = "tcp",
    cache: Annotated[Path | None, typer.Option(help="The simulator's cache folder.")] = None,
) -> None:
    """Measure and print the cost of serving sub streams."""
    with tempfile.TemporaryDirectory() as folder:
        ready_file = Path(folder, "ready.json")
        command = [sys.executable, "-m", "simulator", "serve", "--rtsp-port=0"]
        command += ["--control-port=0", "--onvif-port=0", f"--footage={footage}"]
        command += [f"--cameras={cameras}", f"--ready-file={ready_file}"]
        if cache is not None:
            command.append(f"--cache={cache}")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            ready = _wait_for(ready_file, process)
            typer.echo(json.dumps(_measure(ready, process.pid, seconds, transport), indent=1))
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait_for(ready_file: Path, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    until = time.monotonic() + _START_S
    while not ready_file.exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the simulator didn't start")
        time.sleep(0.1)
    ready: dict[str, Any] = json.loads(ready_file.read_text("utf-8"))
    return ready


def _measure(ready: dict[str, Any], pid: int, seconds: float, transport: str) -> dict[str, Any]:
    urls = [streams["sub"] for streams in ready["rtsp"].values()]
    urls = [_with_credentials(url) for url in urls]
    counters = [PacketCounter(url, transport) for url in urls]
    simulator = psutil.Process(pid)
    time.sleep(5)  # all have joined
    packets = [counter.packets for counter in counters]
    before, started = simulator.cpu_times(), time.monotonic()
    time.sleep(seconds)
    after, window = simulator.cpu_times(), time.monotonic() - started
    rates = [(c.packets - p) / window for c, p in zip(counters, packets, strict=True)]
    result = {
        "clients": len(urls),
        "transport": transport,
        "fps": {"mean": sum(rates) / len(rates), "worst": min(rates)},
        "cores": (after.user + after.system - before.user - before.system) / window,
        "rss_mb": simulator.memory_info().rss / 1e6,
        "threads": simulator.num_threads(),
        "first_packet_ms": _spread([c.first_ms for c in counters if c.first_ms is not None]),
        "window_s": window,
    }
    for counter in counters:
        counter.stop()
    for counter in counters:
        counter.join()
    return result


def _with_credentials(url: str) -> str:
    for camera in TOWN_CAMERAS:
        if camera.user and f"/{camera.number}/" in url:
            return url.replace("//", f"//{camera.user}:{quote(camera.password, safe='')}@", 1)
    return url


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values) or [0.0]
    return {"p50": ordered[len(ordered) // 2], "max": ordered[-1]}


if __name__ == "__main__":
    typer.run(main)
