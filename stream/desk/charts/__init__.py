"""Charts and maps of the desk, drawn on the server."""
