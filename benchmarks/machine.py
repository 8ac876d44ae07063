"""The machine that a figure is from: every benchmark says it beside its own."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path


def machine() -> str:
    """Processor, cores, and the versions that matter."""
    model = platform.processor() or platform.machine()
    if (info := Path("/proc/cpuinfo")).exists():
        named = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = named[0].partition(":")[2].strip() if named else model
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("openvino", "torch"))
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}"
