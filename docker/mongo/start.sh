#!/bin/bash
# Starts mongod as the one member of a replica set, which transactions need. Members of a set with authentication share a
# key, and mongod takes it only from a file that nobody else can read.
set -euo pipefail
(umask 077 && printf '%s' "$MONGO_REPLICA_SET_KEY" >/tmp/replica-set.key)
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile /tmp/replica-set.key --bind_ip_all
