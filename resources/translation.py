"""The language of the windows, switched while they are open."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

LANGUAGES: Final = {"zh_CN": "简体中文", "en": "English"}
"""Each language's code and its own name for the menu."""


class Translator(QObject):
    """Installs the translations of one language, the console's and Qt's own.

    Every widget gets ``QEvent.Type.LanguageChange`` after a switch and takes its texts anew.

    Attributes:
        language: The language in force; ``en`` at first, the language of the source texts.

    Signals:
        language_switched: The new language's code.
    """

    language_switched = Signal(str)

    def __init__(self, app: QCoreApplication, folder: Path | None = None) -> None:
        """``folder`` holds the ``.qm`` files; the installed ones unless given."""
        super().__init__(app)
        self._app = app
        self._folder = folder
        self._installed: list[QTranslator] = []
        self.language = "en"

    def switch(self, language: str) -> bool:
        """Show ``language`` from now on; False, and nothing changed, where its file is missing.

        Raises ValueError for a language the console doesn't have.
        """
        if language not in LANGUAGES:
            raise ValueError(f"{language!r} isn't one of {', '.join(LANGUAGES)}")
        loaded = self._load(language)
        if loaded is None:
            return False
        for old in self._installed:
            self._app.removeTranslator(old)
            old.deleteLater()
        self._installed = loaded
        QLocale.setDefault(QLocale(language))
        # Qt asks the newest first, so the console's own comes last.
        for translator in loaded:
            self._app.installTranslator(translator)
        self.language = language
        self.language_switched.emit(language)
        return True

    def _load(self, language: str) -> list[QTranslator] | None:
        own = QTranslator(self)
        found = False
        with as_file(files("resources").joinpath("translations")) as installed:
            file = (self._folder or installed) / f"fengqiao_{language}.qm"
            found = own.load(str(file))
        if not found and language != "en":
            own.deleteLater()
            return None
        qt = QTranslator(self)
        if qt.load(
            f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            return [qt, own]
        qt.deleteLater()
        return [own]
