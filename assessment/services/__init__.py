"""One verb of a person, one function: load, call the pure code, save, note in the journal."""
