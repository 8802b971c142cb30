"""Every table, gathered so that one import knows the whole schema."""

from assessment.storage.tables import bank, calibration, files, jobs, media, people, review, sittings

__all__ = ["bank", "calibration", "files", "jobs", "media", "people", "review", "sittings"]
