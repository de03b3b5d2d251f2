"""Notes: what a person writes on a meaning, kept in SQLite so that nothing acknowledged is ever lost."""
