"""What goes wrong when a file is read."""

from __future__ import annotations


class UnreadableDocument(Exception):
    """A file that cannot be read as a document; its text is one line: what, where, what helps."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotADocument(UnreadableDocument):
    """A file that is sound but holds no text to check, such as JSON data without an article.

    Below a folder such a file is passed over; one that the user names is an error.
    """
