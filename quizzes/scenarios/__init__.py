"""Conversations to practise: their files, the checks of their graphs, and how one is played."""
