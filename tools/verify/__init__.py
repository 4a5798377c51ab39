"""Run the checks of claims with MindSpore and keep what came of them: `make verify`.

`plan` says what is to be run and `needs` whether it can be; `programs` runs one program by itself,
in one of the `processes` (`child` is what runs there). `judging` says what the runs of a check
prove, `reasons` puts it on a line, `table` and `report` show it, and `recording` writes the ledger.
"""
