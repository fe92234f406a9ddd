"""Only reads: every worksheet of a workbook, with python-calamine; prints the seconds of computing it took."""

import gc
import sys
import time

from python_calamine import CalamineWorkbook

gc.disable()
begun = time.process_time()
book = CalamineWorkbook.from_path(sys.argv[1])
for sheet in book.sheet_names:
    book.get_sheet_by_name(sheet).to_python()
print(time.process_time() - begun)
