"""What Alembic runs: the migrations, over the connection that `database.migrate` gives."""

from alembic import context

from nutrition.storage.schema import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META)
with context.begin_transaction():
    context.run_migrations()
