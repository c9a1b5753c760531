"""GStreamer through the distribution's ``gi``, also from a virtual environment.

``gi`` is compiled against the distribution's libraries and isn't installed by pip, so a virtual
environment doesn't see it: it is loaded from the system's folder by its path.
Raises ImportError with the packages that are missing.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import warnings
from pathlib import Path
from typing import Any

_SYSTEM_PACKAGES = Path("/usr/lib/python3/dist-packages/gi")
_NEEDED = (
    "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good"
)


def _load_gi() -> Any:
    if importlib.util.find_spec("gi") is not None:
        return importlib.import_module("gi")
    spec = importlib.util.spec_from_file_location(
        "gi", _SYSTEM_PACKAGES / "__init__.py", submodule_search_locations=[str(_SYSTEM_PACKAGES)]
    )
    if spec is None or spec.loader is None or not _SYSTEM_PACKAGES.is_dir():
        raise ImportError(f"the simulator needs GStreamer: apt install {_NEEDED}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["gi"] = module
    spec.loader.exec_module(module)
    return module


def _load_namespace(name: str) -> Any:
    try:
        _gi.require_version(name, "1.0" if name.startswith("Gst") else "2.0")
        with warnings.catch_warnings():
            # gi's importer has Python's old interface, which import warns of.
            warnings.simplefilter("ignore", ImportWarning)
            return importlib.import_module(f"gi.repository.{name}")
    except (ImportError, ValueError) as error:
        raise ImportError(f"the simulator needs {name}: apt install {_NEEDED}") from error


_gi = _load_gi()
GLib: Any = _load_namespace("GLib")
Gst: Any = _load_namespace("Gst")
GstRtsp: Any = _load_namespace("GstRtsp")
GstRtspServer: Any = _load_namespace("GstRtspServer")
Gst.init(None)
