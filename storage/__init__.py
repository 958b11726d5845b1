"""The only room that knows SQLAlchemy: tables, queries, migrations, import of files."""
