"""Every table, gathered so that one import knows the whole schema."""

from assessment.storage.tables import bank, files, jobs, people, review, sittings

__all__ = ["bank", "files", "jobs", "people", "review", "sittings"]
