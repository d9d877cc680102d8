"""`claimcheck review`: the report on a page of this machine, where decisions go into the baseline as they are made."""
