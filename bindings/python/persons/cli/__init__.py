# SPDX-License-Identifier: Apache-2.0
"""The command `persons`."""

from .main import main

__all__ = ["main"]
