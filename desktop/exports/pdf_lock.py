"""PDFs locked with a password: AES-256 as PDF 2.0 (ISO 32000-2) has it, which every current reader opens."""

import io


def lock_pdf(content: bytes, password: str) -> bytes:
    """Encrypt a PDF in memory.

    Args:
        content: the plain PDF.
        password: needed to open it.

    Returns:
        The PDF encrypted with revision 6 (AES-256); different bytes each time, as its key is random.
    """
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password=password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def opens_pdf(content: bytes, password: str) -> bool:
    """Whether a password opens a locked PDF; False also for what is no PDF or is not locked."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        return reader.is_encrypted and bool(reader.decrypt(password))
    except (PyPdfError, ValueError, KeyError):
        return False
