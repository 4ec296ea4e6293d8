"""The municipality's own pictures, sounds and films."""
