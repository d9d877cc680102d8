"""A rule, a reader, an output format and a judge for claimcheck, one module each."""
