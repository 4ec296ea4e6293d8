"""How questions do, for who writes them."""
