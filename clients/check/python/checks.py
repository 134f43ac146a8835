"""Runs checks one after the other, prints how each went, and ends with a line `N passed, M failed`."""
import sys
import traceback


class Checks:
    """Counts checks. Used as a decorator: a check is a function that fails by raising."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def __call__(self, check):
        what = " ".join((check.__doc__ or check.__name__).split()).rstrip(".")
        try:
            check()
        except Exception as error:  # A check may fail in any way, and the others run all the same.
            self.failed += 1
            print(f"FAILED: {what}: {type(error).__name__}: {error}")
            for line in traceback.format_exc().splitlines()[-4:-1]:
                print("   ", line.strip())
        else:
            self.passed += 1
            print(f"ok: {what}")
        return check

    def finish(self):
        """Prints the closing line and ends the program."""
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(self.failed != 0)


def equal(found, expected):
    """Fails when the two differ, and says what was found."""
    assert found == expected, f"found {found!r}, expected {expected!r}"


def holds(condition, what):
    """Fails when the condition does not hold."""
    assert condition, what
