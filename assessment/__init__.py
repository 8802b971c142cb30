"""Adaptive positioning for the CléA certificates: item bank, engine, sitting, judgement, jury file."""
