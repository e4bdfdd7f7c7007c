# SPDX-License-Identifier: Apache-2.0
"""Job: persons(1), from what the command itself says with --help."""

import argparse
import re

import comment
import mdoc
from persons.cli import access, events, files, reading, writing
from persons.cli.arguments import Commands, top
from persons.cli.failures import MEANINGS

EXAMPLES = [
    "persons people.db create --first-name Ada --last-name Lovelace --email ada@example.org",
    "persons people.db search lovel",
    "persons people.db import people.ndjson",
    "persons --json people.db find --phone-number \"+44 20 7946 0000\"",
]


def flags(action):
    """".Fl -name Ar VALUE", or the name of a word."""
    if not action.option_strings:
        return f"Ar {action.metavar or action.dest}"
    names = " , ".join(f"Fl {name[1:]}" for name in action.option_strings)
    return names if action.nargs == 0 else f"{names} Ar {action.metavar or action.dest.upper()}"


def options(actions):
    """A list of options and words with their help."""
    shown = [action for action in actions if action.help is not argparse.SUPPRESS]
    items = "\n".join(f".It {flags(action)}\n{mdoc.paragraph(sentence(action.help))}" for action in shown)
    return f".Bl -tag -width Ds\n{items}\n.El" if items else ""


def sentence(text):
    text = (text or "").strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def groups(parser):
    """Its own options, and those of every command."""
    own = [action for group in parser._action_groups[:2] for action in group._group_actions
           if not isinstance(action, (argparse._SubParsersAction, argparse._HelpAction))]
    common = [action for group in parser._action_groups[2:] for action in group._group_actions
              if not isinstance(action, argparse._SubParsersAction)]
    return own, common


def commands(parser, words=()):
    """[(words, parser)] of every command, those behind a word such as `group` included."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                deeper = list(commands(below, (*words, name)))
                yield from deeper or [((*words, name), below)]


def parser():
    made = top()
    below = Commands(made)
    for part in (reading, writing, files, events, access):
        part.add(below)
    return made


def page():
    whole = parser()
    own, common = groups(whole)
    described = []
    for words, below in commands(whole):
        entries = options(groups(below)[0])
        described.append(f".Ss {' '.join(words)}\n"
                         + comment.joined([part for part in (mdoc.paragraph(sentence(below.description)), entries) if part]))
    environment = re.findall(r"^  (PERSONS_\w+)\s+(.*)$", whole.epilog, re.M)
    return mdoc.page(
        "persons", 1, whole.description,
        ("SYNOPSIS", ".Nm\n.Op Ar options\n.Ar FILE\n.Ar command\n.Op Ar ..."),
        ("DESCRIPTION", mdoc.paragraph(
            "The persons of the directory FILE are found, searched, updated, imported and exported. "
            "What persons print is for people; with --json it is the JSON of libpersons.")
            + "\n" + options(own)),
        ("OPTIONS FOR EVERY COMMAND", options(common)), ("COMMANDS", "\n".join(described)),
        ("ENVIRONMENT", "\n".join([".Bl -tag -width Ds", *(
            f".It Ev {name}\n{mdoc.paragraph(sentence(about))}" for name, about in environment), ".El"])),
        ("EXIT STATUS", mdoc.listed([(str(code), mdoc.paragraph(sentence(about))) for code, about in MEANINGS.items()])),
        ("EXAMPLES", mdoc.literal(EXAMPLES)),
        ("SEE ALSO", mdoc.see_also([("libpersons", 3), ("personsd", 8)])))
