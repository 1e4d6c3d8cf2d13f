#!/bin/sh
# The password comes through standard input: as an argument, every process list would show it.
set -eu
exec valkey-server /etc/lyceum/valkey.conf - <<CONF
requirepass ${REDISCLI_AUTH}
CONF
