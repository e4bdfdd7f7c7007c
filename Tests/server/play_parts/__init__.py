# SPDX-License-Identifier: Apache-2.0
"""The parts of play.py: a check_NAME for each, in a module for each subject."""
