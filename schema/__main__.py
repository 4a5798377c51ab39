"""Run the `kb` command as `python -m schema`."""

from schema.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
