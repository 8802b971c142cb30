"""Every table, gathered so that one import knows the whole schema."""

from assessment.storage.tables import bank, files, people, review, sittings

__all__ = ["bank", "files", "people", "review", "sittings"]
