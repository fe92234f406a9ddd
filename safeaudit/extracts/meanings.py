"""What each table and column of the extracts is, in words for whoever exports them."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class TableMeaning(BaseModel):
    """One table: what it is, which system holds it, whether only further steps read it or some of its columns.

    `columns`: what those columns hold whose names do not say it all.
    """

    model_config = ConfigDict(extra="forbid")

    about: str
    held_in: str
    added: bool = False
    added_columns: list[str] = []
    columns: dict[str, str] = {}


@lru_cache
def meanings() -> dict[str, TableMeaning]:
    """Give the meaning of every table of the contract, by its name."""
    text = files("safeaudit.extracts").joinpath("meanings.toml").read_text("utf-8")
    return {name: TableMeaning.model_validate(values) for name, values in tomllib.loads(text).items()}
