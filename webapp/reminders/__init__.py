"""Reminders: one's own choices, and the rules of the organisation."""
