"""Start of the cleaning process: `python -I cleaner/__main__.py '<json of Task>'`.

It imports no Django and none of our code outside this folder. The hostile file is its standard
input; the copies go to two file descriptors opened by the parent; the verdict is one JSON line
on standard output.
"""

import sys
from pathlib import Path

# Isolated mode leaves only the installed packages on the path. Appended, never put first.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from kholboo.documents.cleaner.job import main

if __name__ == "__main__":
    main(sys.argv[1])
