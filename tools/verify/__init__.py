"""Run the checks of claims with the product and record their results: `make verify`.

`jobs` says which checks to run, judges them and records their results, `programs` runs one program
in a process of its own (`child`), and `display` shows the results.
"""
