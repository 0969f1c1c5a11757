"""A store with somebody who may be forgotten."""

from __future__ import annotations

import pytest

from tests.privacy.somebody import CALLS, PEOPLE
from tests.terminal import Terminal


@pytest.fixture
def known(terminal: Terminal) -> Terminal:
    """A store in a folder of its own, with a person in every place that may hold one."""
    data = terminal.folder / "data"
    data.mkdir()
    terminal.environment["PROSPECTOR_DB"] = str(data / "sales.db")
    (terminal.folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (terminal.folder / "calls.csv").write_text(CALLS, encoding="utf-8")
    for line in (
        "import people.csv --as contacts --system crm",
        "import calls.csv --as activities --system crm",
        "contact edit zoe.q@umbra-tools.test --also zoe@home-of-q.test --also linkedin.com/in/zoe-quillfeather-9",
        "contact edit zoe.q@umbra-tools.test -n 'allergic to cold calls' -t vip",
        "call zoe.q@umbra-tools.test conversation -m 7 -n 'wants the brass model' --inbound",
        "email zoe.q@umbra-tools.test appointment --for 'mon 9am' -n 'bring the red folder'",
        "deal open 'Quillfeather, Zoë' --who zoe.q@umbra-tools.test --value 5k",
        "deal open Brass --who zoe.q@umbra-tools.test --value 9k -n 'budget sits with her uncle'",
        "deal won Brass",
        "followup add 'bring the red folder' --who zoe.q@umbra-tools.test --on mon",
        "contact add 'Z. Quill' --email zq@umbra-tools.test -n 'wants the brass model'",
        "contact merge zq@umbra-tools.test zoe.q@umbra-tools.test",
        "plan enrol cold-outreach zoe.q@umbra-tools.test",
        "call ann@acme.test voicemail",
    ):
        terminal.ok(line)
    return terminal
