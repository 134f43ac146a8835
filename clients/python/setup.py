"""Generates the messages and stubs of the contract whenever the package is built; they are never committed."""
import os
import re
import shutil
import sysconfig
from importlib.metadata import version
from pathlib import Path

from setuptools import setup
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
# In a source distribution the contract stands beside this file, in a checkout at the root of the repository.
ROOT = HERE if (HERE / "proto").is_dir() else HERE.parent.parent
PROTO = ROOT / "proto"
SOURCES = HERE / "src"
GENERATED = SOURCES / "rapporteur" / "v1"


def generate() -> None:
    """Writes `rapporteur/v1/*_pb2*.py` and their types beside the package's own modules."""
    import grpc_tools
    from grpc_tools import protoc

    # Where grpcio-tools keeps google/protobuf/*.proto.
    common = Path(grpc_tools.__file__).parent / "_proto"
    # grpcio-tools writes no types of stubs; mypy-protobuf's program for them stands with the others of the interpreter.
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])

    files = sorted((PROTO / "rapporteur" / "v1").glob("*.proto"))
    if not files:
        raise SystemExit(f"the contract is not in {PROTO}; build from a checkout of the repository")
    # What an earlier contract had must not stay.
    shutil.rmtree(GENERATED, ignore_errors=True)
    GENERATED.mkdir(parents=True)
    outputs = [f"--{kind}_out={SOURCES}" for kind in ("python", "pyi", "grpc_python")]
    outputs.append(f"--mypy_grpc_out=quiet:{SOURCES}")
    arguments = ["protoc", f"-I{PROTO}", f"-I{common}", *outputs, *map(str, files)]
    if protoc.main(arguments) != 0:
        raise SystemExit("the contract cannot be compiled")
    (GENERATED / "__init__.py").write_text('"""The messages and stubs of rapporteur.v1."""\n')


def requirements() -> list[str]:
    """What the generated code needs: libraries no older than what wrote it, and protobuf of the same or the next major version."""
    text = (GENERATED / "common_pb2.py").read_text(encoding="utf-8")
    wrote = re.search(r"^# Protobuf Python Version: ((\d+)\.[\d.]+)$", text, re.MULTILINE)
    if wrote is None:
        raise SystemExit("protoc did not say which version of protobuf it writes for")
    return [f"grpcio>={version('grpcio-tools')}", f"protobuf>={wrote[1]},<{int(wrote[2]) + 2}"]


class SourceDistribution(sdist):
    """Takes the contract along, so that the package can be built of it, and the licence."""

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        super().make_release_tree(base_dir, files)
        shutil.copytree(PROTO, Path(base_dir) / "proto", dirs_exist_ok=True)
        shutil.copy(ROOT / "LICENSE", base_dir)


generate()
setup(cmdclass={"sdist": SourceDistribution}, install_requires=requirements())
