# SPDX-License-Identifier: Apache-2.0
"""A personsd that ends by itself, and the play file for it."""

import os
import subprocess


def run(personsd, *words, environment=None):
    """The exit code and what was said, of a personsd that ends by itself."""
    try:
        done = subprocess.run([personsd, *words, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=120, check=False, env=environment)
    except subprocess.TimeoutExpired:
        return None, "it runs"
    return done.returncode, done.stdout.decode("utf-8", "replace")


def write(folder, data):
    path = os.path.join(folder, "faults.json")
    with open(path, "wb") as file:
        file.write(data)
    return path
