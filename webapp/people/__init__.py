"""Who works where: the staff list and each person's record."""
