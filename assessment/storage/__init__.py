"""The database: tables, transactions, and plain functions that take and give records."""
