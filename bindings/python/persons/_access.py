# SPDX-License-Identifier: Apache-2.0
"""The calls for organizations and tokens; all of them are the owner's."""

from __future__ import annotations

from typing import cast

from ._handle import Handle
from ._requests import UNSET, Number, Text, Texts, identifier, request
from ._types import IssuedToken, Organization, OrganizationList, Success, TokenList


class Access(Handle):
    """Say who may see what. With a token these calls raise Forbidden."""

    def put_organization(
        self,
        /,
        *,
        slug: Text = UNSET,
        name: Text = UNSET,
        idempotencyKey: Text = UNSET,
        **more: object,
    ) -> Organization:
        """Create an organization, or rename the one with this slug.

        slug is required: 1 to 100 of a-z, 0-9 and hyphen. Organizations share
        nobody and nothing.

        Returns:
            {"slug": "acme", "name": "Acme"}
        """
        keys = request(more, slug=slug, name=name, idempotencyKey=idempotencyKey)
        return cast(Organization, self._ask("persons_put_organization", keys))

    def list_organizations(
        self, /, *, limit: Number = UNSET, skip: Number = UNSET, **more: object
    ) -> OrganizationList:
        """List the organizations of the file.

        Returns:
            {"organizations": [{"slug", "name"}, …]}, 1000 when no limit is given
        """
        keys = request(more, limit=limit, skip=skip)
        return cast(OrganizationList, self._ask("persons_list_organizations", keys))

    def issue_token(
        self,
        /,
        *,
        group_ids: Texts = UNSET,
        groups_external_refs: Texts = UNSET,
        rights: Texts = UNSET,
        expires_in: Number = UNSET,
        name: Text = UNSET,
        **more: object,
    ) -> IssuedToken:
        """Issue a token for the organization that this directory works in.

        Args:
            group_ids: limit the token to these groups; or groups_external_refs,
                never both. Neither: every group, and persons in none
            rights: ["read"], ["write"] or both (when absent)
            expires_in: seconds from now, 1 to 3155760000; 90 days when absent
            name: a note for list_tokens()

        Returns:
            {"token": "prs_…", "token_id": "…", "expires_at": "…"}. Keep the token:
            it is in this answer and nowhere else.

        Raises:
            NotFound: group_not_found
            Invalid: both_group_identifiers_provided
        """
        keys = request(
            more,
            group_ids=group_ids,
            groups_external_refs=groups_external_refs,
            rights=rights,
            expires_in=expires_in,
            name=name,
        )
        return cast(IssuedToken, self._ask("persons_issue_token", keys))

    def list_tokens(
        self, /, *, limit: Number = UNSET, skip: Number = UNSET, **more: object
    ) -> TokenList:
        """List the organization's tokens, those that ended included.

        Returns:
            {"tokens": [{"token_id", "name", "rights", "group_ids", "created_at",
            "expires_at", "revoked_at"}, …]}, 1000 when no limit is given
        """
        keys = request(more, limit=limit, skip=skip)
        return cast(TokenList, self._ask("persons_list_tokens", keys))

    def revoke_token(self, token_id: str, /) -> Success:
        """Revoke a token: the next call with it is refused, in every process.

        Raises:
            NotFound: token_not_found
        """
        key = identifier(token_id, "token_id")
        return cast(Success, self._ask("persons_revoke_token", key))
