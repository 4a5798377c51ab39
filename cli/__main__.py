"""Run the `kb` command as `python -m schema`."""

from cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
