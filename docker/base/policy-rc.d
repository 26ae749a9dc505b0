#!/bin/sh
# No service starts because a package was installed.
exit 101
