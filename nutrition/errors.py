"""The two things that can be wrong: our tables, or what a person gave us."""


class DataError(Exception):
    """One of the project's own tables is wrong; names file, row and column. Never caught."""


class PlanError(ValueError):
    """A person's plan or entry cannot be read; ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))
