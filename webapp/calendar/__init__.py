"""One's own calendar: a private address to subscribe to."""
