"""What import-linter can not see: the migration graph, templates and rooms named in strings point down as well."""

import re
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.template.backends.django import get_installed_libraries

ROOT = Path(__file__).resolve().parents[2]

# From the top; what stands on one line does not know each other. The same order as the contract in pyproject.toml.
FLOORS = [
    {"socialgov.local"},
    {"socialgov.home"},
    {"activityplans", "moderation"},
    {"archiving"},
    {"accounts"},
    {"socialgov.platforms"},
    {"socialgov.diary"},
    {"socialgov.notices"},
    {"socialgov.policy"},
    {"socialgov.organisation"},
    {"socialgov.journal"},
    {"socialgov.look", "socialgov.wiring"},
]
FLOOR = {room: len(FLOORS) - number for number, rooms in enumerate(FLOORS) for room in rooms}
LOOK = "socialgov.look"
# What one room may take of another. Views, forms, addresses and tasks are its own business.
PRIVATE = {"views", "forms", "urls", "tasks", "admin", "apps", "middleware", "management"}


def points_down(room: str, other: str) -> bool:
    return room == other or FLOOR[other] < FLOOR[room]


def room_of_label(label: str) -> str | None:
    name = apps.get_app_config(label).name
    return name if name in FLOOR else None


def room_of_module(module: str) -> str | None:
    return next((room for room in FLOOR if module == room or module.startswith(f"{room}.")), None)


def room_of_template(name: str) -> str:
    """`templates/<room>/…`; what stands directly in templates/, and what bears no room's name, belongs to the look."""
    first = name.split("/")[0] if "/" in name else ""
    return next((room for room in FLOOR if room.rpartition(".")[2] == first), LOOK)


def templates() -> list[tuple[str, str, str]]:
    """(room, name, text) of each template of ours."""
    folders = [(ROOT / "templates", None)]
    folders += [
        (Path(apps.get_app_config(c.label).path) / "templates", c.name)
        for c in apps.get_app_configs()
        if c.name in FLOOR
    ]
    found = []
    for folder, owner in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in {".html", ".txt", ".svg", ".xml"}:
                name = str(path.relative_to(folder))
                found.append((owner or room_of_template(name), name, path.read_text()))
    return found


def test_every_room_stands_on_a_floor():
    ours = {config.name for config in apps.get_app_configs() if str(ROOT) in config.path and ".venv" not in config.path}
    assert ours == set(FLOOR)


def test_migrations_depend_only_on_rooms_below():
    upward = []
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        room = room_of_label(label)
        for other_label, other_name in [*migration.dependencies, *migration.run_before]:
            if room and other_label not in ("__setting__",):
                other = room_of_label(other_label)
                if other and not points_down(room, other):
                    upward.append(f"{label}.{name} → {other_label}.{other_name}")
    assert not upward


TAG = re.compile(r"""\{%-?\s*(extends|include)\s+["']([^"']+)["']""")
LOAD = re.compile(r"\{%\s*load\s+([^%]+?)\s*%\}")


def test_templates_use_only_those_of_rooms_below():
    upward = []
    for room, name, text in templates():
        for verb, other in TAG.findall(text):
            # allauth's own pages are extended in place; what is not ours is below everything
            if (ROOT / "templates" / other).exists() and not points_down(room, room_of_template(other)):
                upward.append(f"{name}: {verb} {other}")
    assert not upward


def test_templates_load_only_tags_of_rooms_below():
    libraries = get_installed_libraries()
    upward, unknown = [], []
    for room, name, text in templates():
        for arguments in LOAD.findall(text):
            for library in arguments.partition(" from ")[2].split() or arguments.split():
                module = libraries.get(library)
                if module is None:
                    unknown.append(f"{name}: {library}")
                elif (other := room_of_module(module)) and not points_down(room, other):
                    upward.append(f"{name}: load {library}")
    assert not upward
    assert not unknown


def test_the_templates_are_looked_at():
    assert templates() or not any((ROOT / "templates").rglob("*.html"))


def test_a_room_uses_only_what_another_offers():
    graph = grimp.build_graph("socialgov", "accounts", "activityplans", "archiving", "moderation", cache_dir=None)
    reaching_in = []
    for importer in sorted(graph.modules):
        room = room_of_module(importer)
        for imported in graph.find_modules_directly_imported_by(importer) if room else ():
            other = room_of_module(imported)
            if other and other != room and other != LOOK:
                inside = imported.removeprefix(f"{other}.").split(".")[0]
                if inside in PRIVATE:
                    reaching_in.append(f"{importer} → {imported}")
    assert not reaching_in


@pytest.mark.parametrize(
    ("room", "other", "allowed"),
    [
        ("moderation", "accounts", True),
        ("accounts", "moderation", False),
        ("moderation", "activityplans", False),
        ("moderation", "moderation", True),
    ],
)
def test_down_is_down(room, other, allowed):
    assert points_down(room, other) is allowed
