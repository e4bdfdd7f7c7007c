# SPDX-License-Identifier: Apache-2.0
"""The parts of raw_requests.py, in a module for each subject."""
