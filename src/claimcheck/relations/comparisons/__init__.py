"""Sentences that compare entries of a table, held against its cells."""
