"""Rules that say who must do what by when, and what follows from them."""
