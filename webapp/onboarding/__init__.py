"""The start of new staff: the newcomer's page, the mentor's list, the leader's part and the office's overview."""

from webapp.onboarding import led, office, start_code, steps, views

__all__ = ["led", "office", "start_code", "steps", "views"]
