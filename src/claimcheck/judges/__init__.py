"""Judges: who answers what the words mean. The weights do most of it; a person or a model answers what they leave open.

A judge gets questions and answers them with same, different or unsure. It is never told whether numbers agree, and never asked: what
follows from an answer is worked out by arithmetic alone.
"""
