"""The rules of a training programme: what blocks, what warns, and which rule says so."""
