# SPDX-License-Identifier: Apache-2.0
"""The commands for organizations and tokens."""

from __future__ import annotations

from argparse import Namespace

from ..directory import Directory
from .arguments import (
    Commands,
    add_groups,
    add_lists,
    add_numbers,
    add_page,
    add_texts,
    given,
)
from .events import shown
from .failures import OK
from .output import Output
from .writing import KEY

ORGANIZATION = {"slug": "SLUG", "name": "NAME"}
TOKEN = {
    "token_id": "TOKEN ID",
    "name": "NAME",
    "rights": "RIGHTS",
    "group_ids": "GROUPS",
    "expires_at": "EXPIRES",
    "revoked_at": "REVOKED",
}


def add(commands: Commands) -> None:
    """Add the commands."""
    organization = commands.word("organization", "list and put organizations")
    add_page(organization.add("list", "list the organizations", list_organizations))
    parser = organization.add(
        "put", "create or rename an organization", put_organization, creates=True
    )
    parser.add_argument("slug", metavar="SLUG", help="1 to 100 of a-z, 0-9 and hyphen")
    add_texts(parser, [("--name", "name", "name"), KEY])

    token = commands.word("token", "issue, list and revoke tokens")
    parser = token.add("issue", "issue a token; it is shown this once", issue)
    add_groups(parser)
    add_lists(parser, [("--rights", "rights", "read, write or read,write; both when absent")])
    add_numbers(
        parser, [("--expires-in", "expires_in", "seconds from now; 90 days when absent")]
    )
    add_texts(parser, [("--name", "name", "a note for 'token list'")])
    add_page(token.add("list", "list the tokens", list_tokens))
    parser = token.add("revoke", "revoke a token", revoke)
    parser.add_argument("id", metavar="TOKEN_ID", help="from 'token list'")


def list_organizations(directory: Directory, arguments: Namespace, output: Output) -> int:
    """List the organizations."""
    page = directory.list_organizations(**given(arguments))
    output.answer(page, "organizations", ORGANIZATION)
    return OK


def put_organization(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Create or rename an organization."""
    answer = directory.put_organization(slug=arguments.slug, **given(arguments))
    return shown(answer, output)


def issue(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Issue a token."""
    keywords = given(arguments)
    if "rights" in keywords:
        keywords["rights"] = ",".join(keywords["rights"]).split(",")
    return shown(directory.issue_token(**keywords), output)


def list_tokens(directory: Directory, arguments: Namespace, output: Output) -> int:
    """List the tokens."""
    page = directory.list_tokens(**given(arguments))
    if not output.as_json:
        for token in page["tokens"]:
            if token["group_ids"] is None:
                token["group_ids"] = ["(all)"]
    output.answer(page, "tokens", TOKEN)
    return OK


def revoke(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Revoke a token."""
    answer = directory.revoke_token(arguments.id)
    if output.as_json:
        output.json(answer)
    return OK
