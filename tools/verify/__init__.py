"""Run the checks of claims with the product and keep their results: `make verify`.

`plan` collects the checks, `programs` runs one program in its own process (`child`), `judging`
decides what the runs of a check prove and `reasons` says why on one line. `table` and `report` show
the results, and `recording` writes the ledger.
"""
