"""One candidate, one sitting, as pure functions over its rows: no database, no web."""
