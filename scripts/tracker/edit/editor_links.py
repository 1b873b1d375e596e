"""The address of a place in a file, by which a link on a page opens it in an editor."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

NO_EDITOR = "none"
DEFAULT_EDITOR = "vscode"
"""The one that CONTRIBUTING names."""
_LIKE_VSCODE = "{name}://file/{path}:{line}:{column}"
_LIKE_JETBRAINS = "{name}://open?file=/{path}&line={line}&column={column}"
_LIKE_TEXTMATE = "{name}://open?url=file:///{path}&line={line}&column={column}"
EDITORS = {
    "vscode": _LIKE_VSCODE,
    "vscode-insiders": _LIKE_VSCODE,
    "vscodium": _LIKE_VSCODE,
    "cursor": _LIKE_VSCODE,
    "windsurf": _LIKE_VSCODE,
    "zed": _LIKE_VSCODE,
    "idea": _LIKE_JETBRAINS,
    "pycharm": _LIKE_JETBRAINS,
    "webstorm": _LIKE_JETBRAINS,
    "txmt": _LIKE_TEXTMATE,
    "bbedit": _LIKE_TEXTMATE,
    "mvim": _LIKE_TEXTMATE,
}
"""The addresses that editors listen to, by their names, which are the schemes of these: `txmt` is
TextMate, `mvim` MacVim. `{path}` is the whole path without the slash that it may begin with.
"""

PlaceAddress = Callable[[Path, int, int], str]
"""Gives the address of a file's line and column, both from 1; empty where there is none."""


class NoSuchEditorError(ValueError):
    """What is to name an editor is neither a name nor an address; says so in a sentence."""


def editor_address(editor: str) -> PlaceAddress:
    """The address of places for an editor: one of `EDITORS`, `none`, or an address of one's own
    with `{path}`, and with `{line}` and `{column}` where the editor takes them.

    Raises NoSuchEditorError.
    """
    form = EDITORS.get(editor, editor)
    if editor != NO_EDITOR and "{path}" not in form:
        names = ", ".join((*EDITORS, NO_EDITOR))
        raise NoSuchEditorError(
            f"'{editor}' is no editor; write one of {names}, or an address with {{path}}, such as "
            "my-editor://open?file={path}&line={line}"
        )

    def address(path: Path, line: int, column: int) -> str:
        if editor == NO_EDITOR:
            return ""
        whole = quote(path.absolute().as_posix().removeprefix("/"), safe="/:")
        parts = {"name": editor, "path": whole, "line": str(line), "column": str(column)}
        filled = form
        for name, value in parts.items():
            filled = filled.replace(f"{{{name}}}", value)
        return filled

    return address
