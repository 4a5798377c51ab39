"""Reading: a record becomes a document."""
