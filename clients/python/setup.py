"""Generates the messages and stubs of the contract when the package is built; they are never committed."""
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
PROTO = HERE.parent.parent / "proto"
SOURCES = HERE / "src"


def generate() -> None:
    """Writes `rapporteur/v1/*_pb2*.py` beside the package's own modules."""
    import grpc_tools
    from grpc_tools import protoc

    # Where grpcio-tools keeps google/protobuf/*.proto.
    common = Path(grpc_tools.__file__).parent / "_proto"

    files = sorted((PROTO / "rapporteur" / "v1").glob("*.proto"))
    if not files:
        raise SystemExit(f"the contract is not in {PROTO}; build from a checkout of the repository")
    out = str(SOURCES)
    arguments = ["protoc", f"-I{PROTO}", f"-I{common}", f"--python_out={out}", f"--pyi_out={out}", f"--grpc_python_out={out}"]
    if protoc.main(arguments + [str(file) for file in files]) != 0:
        raise SystemExit("the contract cannot be compiled")
    (SOURCES / "rapporteur" / "v1" / "__init__.py").write_text('"""The messages and stubs of rapporteur.v1."""\n')


class Build(build_py):
    """Generates, then builds."""

    def run(self) -> None:
        generate()
        super().run()


(SOURCES / "rapporteur" / "v1").mkdir(parents=True, exist_ok=True)
setup(cmdclass={"build_py": Build})
