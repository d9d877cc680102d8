"""What the program knows of languages: one folder for each, and nothing of a language elsewhere for what is new."""
