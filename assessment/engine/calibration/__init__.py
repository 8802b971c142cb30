"""Calibration: from answers to parameters of items. Numbers only (numpy, scipy)."""
