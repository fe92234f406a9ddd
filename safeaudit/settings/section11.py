"""[section11]: the self-assessment's documents, scale and partnerships."""

from collections.abc import Iterator, Mapping

from safeaudit.section11.scales import RATINGS, USUAL_SCALE, usual_scales
from safeaudit.section11.standards import load_documents
from safeaudit.settings.parts import Mistake, Part, Texts, unknown


class Section11(Part):
    """Whose questions are asked (all documents where none is named), how ratings are written, and which local
    authorities belong to a partnership (one that is not listed is the authority of its name)."""

    documents: Texts = []
    scale: str = USUAL_SCALE
    scales: dict[str, dict[str, str]] = {}
    partnerships: dict[str, Texts] = {}
    scale_of: dict[str, str] = {}

    @property
    def all_scales(self) -> Mapping[str, Mapping[str, str]]:
        """The usual scales and the office's own, by name."""
        return {**usual_scales(), **self.scales}

    def scale_for(self, partnership: str) -> str:
        """The name of the scale that a partnership uses."""
        return self.scale_of.get(partnership, self.scale)


def mistakes_in_section11(section: Section11) -> Iterator[Mistake]:
    """Documents, scales and ratings that there are not, and scales that leave a rating out."""
    for name in section.documents:
        if name not in load_documents():
            wrong = unknown(name, "a document of the questionnaire", load_documents())
            yield Mistake(("section11", "documents"), f"names {name}, which {wrong}", name)
    for name, words in section.scales.items():
        for rating in words:
            if rating not in RATINGS:
                yield Mistake(("section11", "scales", name, rating), unknown(rating, "a rating", RATINGS))
        if lacking := [rating for rating in RATINGS if rating not in words]:
            yield Mistake(("section11", "scales", name), f"does not say how it writes {', '.join(lacking)}")
    chosen: list[tuple[tuple[str, ...], str]] = [(("section11", "scale"), section.scale)]
    chosen += [(("section11", "scale_of", name), scale) for name, scale in section.scale_of.items()]
    for key, scale in chosen:
        if scale not in section.all_scales:
            yield Mistake(key, f"names {scale}, which {unknown(scale, 'a scale', section.all_scales)}", scale)
