"""`python -m stream`: the same as `newswire`, for where the script is not on the path."""

from stream.cli.main import main

if __name__ == "__main__":
    main()
