"""Relations: the arithmetic that a text asserts, and what follows from it."""

from claimcheck.relations.binding import ChangeBinding, bind_changes, sentences_of
from claimcheck.relations.derived import derive
from claimcheck.relations.equations import Equation, equation

__all__ = ["ChangeBinding", "Equation", "bind_changes", "derive", "equation", "sentences_of"]
