"""The outside world, one file each; loaded by those who ask."""
