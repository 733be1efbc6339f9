import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from muster.products.brief import Brief, make_brief


def _load() -> ModuleType:
    """The sample beside this file, under a name of its own (tests are not a package)."""
    name = "products_sample"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("sample.py"))
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    return _load()


@pytest.fixture(scope="session")
def brief(sample: ModuleType) -> Brief:
    case = sample.make_case()
    return make_brief(
        case,
        sample.make_plan(case),
        findings=sample.make_findings(),
        documents=sample.make_documents(),
        facts=sample.make_facts(),
        questions=sample.make_questions(),
        verification_feasible=True,
        verification_note="Re-costed to the cent by code that shares nothing with the search.",
    )
