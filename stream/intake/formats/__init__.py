"""The wire formats, one file each: bytes or a parsed tree in, drafts out; `detect` tells them apart."""
