"""Work that happens later: the worker and what it can do."""
