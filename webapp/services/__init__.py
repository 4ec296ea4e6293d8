"""One module per job that people do: gather, decide (core), apply."""
