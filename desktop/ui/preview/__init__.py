"""Print preview, for every feature that makes a document."""

from desktop.ui.preview.document import Document, preview_pdf

__all__ = ["Document", "preview_pdf"]
