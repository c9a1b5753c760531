"""An exception nobody caught: logged whole, shown once in words, and the console goes on."""

from __future__ import annotations

import sys
import threading
import traceback
from types import TracebackType

import structlog
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from console.state.redaction import redact


class UnhandledExceptions(QObject):
    """Takes Python's exception hooks from ``install()`` to ``uninstall()``.

    Signals:
        fault_found: A new kind of fault: its exception in one line, credentials removed. Sent
            once for each place in the code, from whatever thread met it.
    """

    fault_found = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[tuple[str, str, int]] = set()
        self._lock = threading.Lock()
        self._log = structlog.get_logger(__name__)
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Take over the hooks of the main thread, of slots (PySide uses the same) and threads."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            self._before[0](kind, error, trace)
            return
        self._log.error("unhandled exception", exc_info=(kind, error, trace))
        if self._is_new(kind, trace):
            text = "".join(traceback.format_exception_only(kind, error)).strip()
            self.fault_found.emit(redact(text))

    def _is_new(self, kind: type[BaseException], trace: TracebackType | None) -> bool:
        """Whether this kind of exception from this line wasn't met before."""
        last = traceback.extract_tb(trace)[-1:] if trace else []
        where = (last[0].filename, last[0].lineno or 0) if last else ("", 0)
        with self._lock:
            key = (kind.__name__, *where)
            new = key not in self._seen
            self._seen.add(key)
        return new


class FaultNotice(QObject):
    """Shows faults in one window that leaves the console usable.

    While the window is open further faults only take its place, so that a row of them never
    covers the screen. ``log_folder`` is named in the text.
    """

    def __init__(self, window: QWidget, log_folder: str) -> None:
        super().__init__(window)
        self._log_folder = log_folder
        self._box = QMessageBox(window)
        self._box.setIcon(QMessageBox.Icon.Warning)
        self._box.setModal(False)
        self._box.setWindowModality(Qt.WindowModality.NonModal)
        # It must not take the keys from an operator who is typing.
        self._box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._box.setTextFormat(Qt.TextFormat.PlainText)

    @Slot(str)
    def on_fault_found(self, fault: str) -> None:
        """Show ``fault``; connect it queued: faults come from any thread."""
        self._box.setWindowTitle(self.tr("Something went wrong"))
        self._box.setText(
            self.tr(
                "A part of the console failed. The console goes on; what you did last may not"
                " have worked, so check it."
            )
        )
        self._box.setInformativeText(
            self.tr("The log has the details: {folder}").format(folder=self._log_folder)
        )
        self._box.setDetailedText(fault)
        self._box.show()
