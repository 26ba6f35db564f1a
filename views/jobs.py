"""Work that takes seconds, done beside the page: the page looks now and then at what there is."""

from collections.abc import Generator
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any


class Job:
    """Take what a generator gives in a thread of its own and keep the last of it.

    ``about`` says what it was started for, so that a page can tell whether that still holds; ``first`` is
    what there is before the first step. The thread touches nothing of the page. Closing the generator, in
    the end or early, ends whatever it started.
    """

    def __init__(
        self,
        steps: Generator[Any, None, None],
        about: object,
        seconds: float,
        first: Any = None,  # noqa: ANN401 - what the generator gives
    ) -> None:
        self.about, self.seconds = about, seconds
        self.latest = first
        self.fault: Exception | None = None
        self._steps, self._stop, self._over, self._lock = steps, Event(), Event(), Lock()
        self._started = monotonic()
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            for step in self._steps:
                with self._lock:
                    if self._stop.is_set():
                        break
                    self.latest = step
        except Exception as error:  # noqa: BLE001 - the page raises it again where a person can see it
            self.fault = error
        finally:
            self._steps.close()
            self._over.set()

    @property
    def over(self) -> bool:
        """Tell whether nothing more will come."""
        return self._over.is_set() or self._stop.is_set()

    @property
    def stopped(self) -> bool:
        """Tell whether somebody ended it early."""
        return self._stop.is_set()

    @property
    def spent(self) -> float:
        """Give the time since it began [s]."""
        return monotonic() - self._started

    def wrong(self) -> str:
        """Say what was asked for and cannot be, "" where nothing was; any other fault is raised here."""
        if self.fault and not isinstance(self.fault, ValueError):
            raise self.fault
        return str(self.fault or "")

    def stop(self) -> None:
        """End it at its next step; what it has given stays as it is."""
        with self._lock:
            if not self._over.is_set():
                self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Wait until it is over, at most so long [s]; tell whether it is."""
        return self._over.wait(seconds)
