"""Problems found while reading a record, before any rule runs: one module per stage."""
