"""The database: schema, migrations, one module a noun."""
