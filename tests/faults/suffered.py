"""What one kind of fault did: how often it struck, what was acknowledged around it, and what should be empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Suffered:
    """One series of faults of one kind over one folder."""

    kind: str
    faults: int
    acknowledged: int
    """Writes that were said to be done, each looked for afterwards."""
    refused: int = 0
    """Attempts that ended with a sentence of ours."""
    lost: tuple[str, ...] = ()
    """Acknowledged and not there, or not what was acknowledged."""
    halves: tuple[str, ...] = ()
    """There in part, or there although a sentence said that nothing was written."""
    problems: tuple[str, ...] = ()
    """What ``releve check`` tells afterwards."""
    unclear: tuple[str, ...] = ()
    """Ends that no sentence of ours told."""
    seconds: float = 0.0
    more: Mapping[str, int] = field(default_factory=dict)
    """Counts of this kind alone."""

    @property
    def harm(self) -> tuple[tuple[str, ...], ...]:
        """Empty four times when nothing went wrong."""
        return self.lost, self.halves, self.problems, self.unclear
