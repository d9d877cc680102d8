"""Bounds on what one page of a PDF may unfold to: a few kilobytes can hold a page of millions of letters.

A form that shows another ten times, which shows another ten times, and compressed operators grow without end. Time would run out in the
end; a page that no reader could take in is known sooner by what is on it.
"""

from __future__ import annotations

from typing import Any

from claimcheck.documents.errors import UnreadableDocument

MOST_LETTERS = 60_000
"""On one page: a newspaper's has 30,000."""
MOST_STATES = 2_000
"""Graphics states within each other; readers need not take more than 28."""


def lay_out(page: Any) -> None:
    """Works a page of pdfplumber out, within bounds; it keeps what was worked out. Raises UnreadableDocument."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc, unused-ignore]
        """Counts the letters of a page."""

        letters = 0

        def render_char(self, *args: Any, **kwargs: Any) -> float:
            self.letters += 1
            if self.letters > MOST_LETTERS:
                raise UnreadableDocument(f"more than {MOST_LETTERS:,} letters on one page")
            advance: float = super().render_char(*args, **kwargs)
            return advance

    class Interpreter(PDFPageInterpreter):
        """Counts the graphics states that are kept for later."""

        def do_q(self) -> None:
            if len(self.gstack) >= MOST_STATES:
                raise UnreadableDocument(
                    f"more than {MOST_STATES:,} graphics states within each other on one page"
                )
            super().do_q()

    device = Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
