"""What a client takes home: its content as plain data, a PDF and a page of it."""
