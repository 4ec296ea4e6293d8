"""Who must know what, and by when: the norm, function groups, periods, assignments and completion."""
