"""A text as a QR code, for what must leave a machine on paper or by a camera."""

from __future__ import annotations

import io

import segno

__all__ = ("qr_png", "qr_svg", "qr_terminal")

_QUIET = 4
_SCALE = 6


def _code(text: str) -> segno.QRCode:
    """With a correction of 15 %: a fold or a stain does no harm."""
    return segno.make(text, error="m", micro=False, boost_error=True)


def qr_terminal(text: str) -> str:
    """The code in half blocks, light on dark as terminals are, with its quiet zone."""
    out = io.StringIO()
    _code(text).terminal(out, border=_QUIET, compact=True)
    return out.getvalue()


def qr_svg(text: str) -> str:
    """The code as an SVG document that scales."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=_QUIET, scale=_SCALE, light="white", xmldecl=False, nl=False)
    return out.getvalue().decode()


def qr_png(text: str) -> bytes:
    """The code as a PNG image."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", border=_QUIET, scale=_SCALE)
    return out.getvalue()
