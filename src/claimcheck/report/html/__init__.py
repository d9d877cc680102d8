"""The HTML page: what it shows, built from a report."""
