"""Which question of the inspectorate each theme of a policy bears on: `inspection.toml` of its pack, if it has one."""

import tomllib

from pydantic import TypeAdapter, ValidationError

from safeaudit.errors import PolicyError
from safeaudit.packs.load import PACKS
from safeaudit.packs.schema import Part, Sentence, Theme


class Question(Part):
    """A question of the inspectorate: the stage of a case that it belongs to, and what it asks, in our own words."""

    stage: Sentence
    asks: Sentence


def inspection_questions(policy: str) -> dict[str, Question]:
    """The question of each theme, in the order of the file; none for a policy without one. PolicyError says what is
    wrong."""
    path = PACKS / policy / "inspection.toml"
    if not path.is_file():
        return {}
    try:
        questions = TypeAdapter(dict[Theme, Question]).validate_python(tomllib.loads(path.read_text("utf-8")))
        return {str(theme): question for theme, question in questions.items()}
    except ValidationError as error:
        raise PolicyError(
            *(f"{path.name}: {'.'.join(map(str, e['loc']))}: {e['msg']}." for e in error.errors())
        ) from None
