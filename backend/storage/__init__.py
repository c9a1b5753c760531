"""What is kept: tables, the unit of work with its journal, queries, migrations."""
