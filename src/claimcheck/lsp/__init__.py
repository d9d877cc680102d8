"""`claimcheck lsp`: a language server, for editors.

Two processes work. The server answers the editor and, after a keystroke, holds the paragraph that changed against the sources
(`quick`). A process beside it (`worker`) checks the whole document when nobody types, so that a large project holds up no key.
What either found is kept as the plain data of the JSON report (`told`), and shown from there (`showing`).
"""
