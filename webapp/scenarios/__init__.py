"""Conversations to practise."""
