# SPDX-License-Identifier: Apache-2.0
"""What is closed at the end of a `with` statement."""

from __future__ import annotations

from types import TracebackType
from typing import Optional, Type, TypeVar

Self = TypeVar("Self", bound="Closing")


class Closing:
    """A context manager that gives itself and is closed at the end."""

    def close(self) -> None:
        """Close it; a subclass says what that means."""
        raise NotImplementedError

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()
