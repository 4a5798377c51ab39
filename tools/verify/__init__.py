"""Run the checks of claims with MindSpore and keep what came of them: `make verify`.

`plan` says what is to be run, `programs` runs one program in a process of its own (`child` is what
runs there), `judging` says what the runs of a check prove, `reasons` puts it on a line, `table` and
`report` show it, and `recording` writes the ledger.
"""
