"""Writes the files of a return into a folder."""

import json
from pathlib import Path

from safeaudit.reports.manifest import manifest
from safeaudit.reports.output_folder import MANIFEST, cannot_write
from safeaudit.reports.section11.book import write_return_book
from safeaudit.reports.section11.document import write_return_document
from safeaudit.section11.assess import Return


def write_return(made: Return, folder: Path) -> None:
    """Write the document, the workbook and what they were made of; OutputError where that fails."""
    try:
        write_return_document(made, folder / "section11.docx")
        write_return_book(made, folder / "section11.xlsx")
        (folder / MANIFEST).write_text(_manifest(made), "utf-8", newline="\n")
    except OSError as error:
        raise cannot_write(folder, error) from None


def _manifest(made: Return) -> str:
    held = json.loads(manifest(made.audit, made.filters))
    held["section11"] = {
        "partnership": made.partnership.name if made.partnership else None,
        "authorities": list(made.partnership.authorities) if made.partnership else [],
        "scale": made.scale[0],
        "questions": len(made.questions),
        "answers": made.earlier.file if made.earlier else None,
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"
