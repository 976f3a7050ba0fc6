"""The code tables over HTTP."""

from __future__ import annotations

from tests.world import World


def test_every_table_is_given_in_the_readers_language(world: World) -> None:
    client = world.app.test_client()
    chinese = client.get("/api/codes").get_json()
    english = client.get("/api/codes", headers={"Accept-Language": "en"}).get_json()
    assert {"code": "2", "label": "女"} in chinese["genders"]
    assert {"code": "2", "label": "Female"} in english["genders"]
    assert set(chinese) == {
        "natures", "industries", "degrees", "genders", "ethnicities", "political_statuses", "training_modes",
        "id_kinds", "destinations",
    }  # fmt: skip
    assert all(len(rows) > 1 for rows in chinese.values())
