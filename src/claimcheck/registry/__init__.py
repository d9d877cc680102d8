"""The registry: the claims that a project keeps in `claims/*.yaml`, and whether they still hold."""

from __future__ import annotations

from claimcheck.registry.files import DEFAULT_FOLDER, project_root, read_registry
from claimcheck.registry.model import RegisteredClaim, Registry, RegistryFault, Source, ValueFrom

__all__ = [
    "DEFAULT_FOLDER",
    "RegisteredClaim",
    "Registry",
    "RegistryFault",
    "Source",
    "ValueFrom",
    "project_root",
    "read_registry",
]
