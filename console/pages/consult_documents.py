"""The documents of a table: which there are, their pages, and keeping them as files."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.controllers.consult_controller import ConsultController
from console.controllers.consult_pictures import ConsultPictures
from console.pages.consult_looks import documents_of
from console.pages.consult_surfaces import ConsultSurfaces
from console.pages.document_saver import DocumentSaver
from console.pages.fault_words import fault_words


class ConsultDocuments(QObject):
    """Pages come as pictures; nothing that came from outside is opened here."""

    def __init__(
        self,
        controller: ConsultController,
        pictures: ConsultPictures,
        surfaces: ConsultSurfaces,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._pictures = pictures
        self._surfaces = surfaces
        self._lies: object = None
        self.saver = DocumentSaver(pictures.read_file, parent)
        surfaces.document.page_turned.connect(self.show_page)
        pictures.read_failed.connect(self.show_page)
        surfaces.document.save_wanted.connect(lambda: self.on_save_wanted(surfaces.surface))

    def on_changed(self) -> None:
        """Others may lie on the table."""
        lies = self._controller.items_of("file")
        if lies is not self._lies:
            self._lies = lies
            self._surfaces.set_documents(documents_of(lies))

    def show_page(self) -> None:
        """The page in view, as soon as it is there, or why it isn't."""
        shown, image, why = self._surfaces.document, None, ""
        item = self._controller.items.get(self._surfaces.surface)
        if item is not None and item.get("pages"):
            attachment = str(item["attachment"])
            image = self._pictures.page(attachment, shown.page)
            fault = self._pictures.fault(attachment, shown.page)
            why = "" if fault is None else fault_words(fault)
        shown.show_page(image, why)

    def on_save_wanted(self, file: str) -> None:
        """Ask where to keep a document."""
        item = self._controller.items.get(file)
        if item is not None:
            self.saver.ask(str(item["attachment"]), str(item["title"]), str(item["media_type"]))
