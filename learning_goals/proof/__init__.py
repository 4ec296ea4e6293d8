"""What the organisation can stand behind: the evidence file and its own checklist."""
