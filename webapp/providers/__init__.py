"""Training providers and what to ask of them."""
