"""German, as data: numerals, units, hedges, calendar, guards, senses, connectives and labels of tables."""
