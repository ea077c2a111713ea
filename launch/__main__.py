"""python -m launch run | join COMMAND…"""

import sys

from launch import join, run
from launch.children import tie_to_parent
from launch.errors import StartError


def main(arguments: list[str]) -> int:
    if "--with-parent" in arguments:
        arguments.remove("--with-parent")
        tie_to_parent()
    try:
        match arguments:
            case ["run"]:
                run.main()
            case ["join", *command]:
                return join.main(command)
            case _:
                raise StartError(__doc__ or "")
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except run.Stopped:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
