"""Raw items against our lenient schemas: what is wrong, where, and what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import jsonschema_rs

from stream.intake.reasons import Refusal, printable, refuse
from stream.model.errors import RejectedError
from stream.model.schemas import schema, validator

_EXPECTED: Final = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "maxLength": "at most {} characters",
    "minLength": "at least {} characters",
    "maxItems": "at most {} entries",
}


def validate(name: str, fields: dict[str, Any]) -> None:
    """Hold an item against the schema called `name`.

    Raises:
        RejectedError: `missing_field`, `wrong_type`, `too_long` or `bad_value`, naming the path, the value
            found (shortened) and what the schema expects.
    """
    check = validator(name)
    if check.is_valid(fields):
        return
    # The first by path, so that the same item always gets the same reason.
    first = min(check.iter_errors(fields), key=lambda error: [str(step) for step in error.instance_path])
    raise _refusal(first, schema(name), fields)


def _refusal(error: jsonschema_rs.ValidationError, root: Any, fields: dict[str, Any]) -> RejectedError:
    path, found = _path(error.instance_path), _at(fields, error.instance_path)
    keyword, expected = str(error.schema_path[-1]), _at(root, error.schema_path)
    if keyword == "required":
        missing = next(name for name in expected if name not in found)
        field = f"{path}.{missing}" if path else missing
        return refuse(Refusal.MISSING_FIELD, field, "is required and absent")
    if keyword == "anyOf":  # the schemas use it only for one of several names
        names = [alternative["required"][0] for alternative in expected]
        return refuse(Refusal.MISSING_FIELD, names[0], f"is required and absent: send {' or '.join(names)}")
    if keyword == "type":
        kinds = [expected] if isinstance(expected, str) else [kind for kind in expected if kind != "null"]
        problem = f"{printable(found)} has the wrong type: expected {' or '.join(kinds)}"
        return refuse(Refusal.WRONG_TYPE, path, problem)
    said = _EXPECTED.get(keyword, f"{keyword} {{}}").format(expected)
    reason = Refusal.TOO_LONG if keyword in ("maxLength", "maxItems") else Refusal.BAD_VALUE
    return refuse(reason, path, f"{printable(found)} does not fit: expected {said}")


def _path(steps: Sequence[str | int]) -> str:
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _at(root: Any, steps: Sequence[str | int]) -> Any:
    for step in steps:
        root = root[step]
    return root
