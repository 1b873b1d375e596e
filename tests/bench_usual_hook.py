"""A MkDocs hook that makes a page of each record in the usual way, as with mkdocs-gen-files: the
file is read by `yaml.safe_load`, written as Markdown, and rendered by MkDocs. For `bench_peers`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

FOLDERS = (
    "bodies",
    "developments",
    "implications",
    "measures",
    "recommendations",
    "reports",
    "services",
)
"""The folders of the record, each with an index page; those alone are in the navigation."""


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    data = Path(config.config_file_path).parent / "data"
    addresses = {
        path.stem: f"../{path.parent.name}/{path.stem}.md"
        for folder in FOLDERS
        for path in (data / folder).glob("*.yaml")
    }
    for folder in FOLDERS:
        index = [f"# {folder.capitalize()}\n"]
        for path in sorted((data / folder).glob("*.yaml")):
            record = yaml.safe_load(path.read_text("utf-8"))
            title = next((record[n] for n in ("title", "name", "point") if n in record), path.stem)
            page = "\n".join([f"# {title}\n", *_blocks(record, addresses)])
            files.append(File.generated(config, f"{folder}/{path.stem}.md", content=page))
            index.append(f"- [{title}]({path.stem}.md)")
        files.append(File.generated(config, f"{folder}/index.md", content="\n".join(index)))
    return files


def _blocks(record: Mapping[str, Any], addresses: Mapping[str, str]) -> Iterator[str]:
    """The fields of a record: a list as a heading with its items below it, all else a paragraph."""
    for name, value in record.items():
        label = name.replace("_", " ").capitalize()
        if isinstance(value, list):
            yield f"\n## {label}\n"
            yield from (f"- {_inline(item, addresses)}" for item in value)
        else:
            yield f"\n**{label}**: {_inline(value, addresses)}"


def _inline(value: Any, addresses: Mapping[str, str]) -> str:
    """A value in one line; the id of a record is a link to its page."""
    if isinstance(value, Mapping):
        return "; ".join(f"*{key}* {_inline(item, addresses)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_inline(item, addresses) for item in value)
    text = str(value)
    if text.startswith("https://"):
        return f"<{text}>"
    return f"[{text}]({addresses[text]})" if text in addresses else text
