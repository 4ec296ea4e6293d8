"""Half-yearly reviews in every team: when, about what, how they stand, and the talks that have the same shape."""
