"""What the stages know of a language: one folder each, holding words and named rules as data."""

from claimcheck.language.rules import Example, Rule, lists, rules

__all__ = ["Example", "Rule", "lists", "rules"]
